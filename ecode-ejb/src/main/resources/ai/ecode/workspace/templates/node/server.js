import { createServer } from "node:http";
import { fileURLToPath } from "node:url";

export function greet(name) {
  return `Hello, ${name || "world"}!`;
}

export function start(port) {
  const server = createServer((request, response) => {
    const url = new URL(request.url, "http://localhost");
    response.setHeader("content-type", "text/plain; charset=utf-8");
    response.end(greet(url.searchParams.get("name")) + "\n");
  });
  return new Promise((resolve) => server.listen(port, "127.0.0.1", () => resolve(server)));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const server = await start(Number(process.env.PORT ?? 3000));
  console.log(`Listening on port ${server.address().port}`);
}
