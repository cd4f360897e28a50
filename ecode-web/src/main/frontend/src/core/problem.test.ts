import { expect, test } from "vitest";
import { Problem } from "./problem.ts";

test("a problem document's code, detail and request id are kept", async () => {
  const problem = await Problem.of(
    new Response(JSON.stringify({ code: "workspace-busy", detail: "It is stopping", requestId: "r-1" }), {
      status: 409,
      headers: { "Content-Type": "application/problem+json" },
    }),
  );
  expect(problem).toMatchObject({
    status: 409,
    code: "workspace-busy",
    detail: "It is stopping",
    requestId: "r-1",
  });
});

test("an answer of something in between is a problem too", async () => {
  const problem = await Problem.of(
    new Response("<html>Bad gateway</html>", { status: 502, headers: { "Content-Type": "text/html" } }),
  );
  expect(problem).toMatchObject({ status: 502, code: "http-502", detail: "The server answered 502" });
});

test("a refusal that was given before to the same request is known as such", async () => {
  const replayed = (headers: Record<string, string>) =>
    Problem.of(new Response("", { status: 409, headers }));
  expect(await replayed({ "Idempotency-Replayed": "true" })).toMatchObject({ isReplayed: true });
  expect(await replayed({})).toMatchObject({ isReplayed: false });
});

test("a truncated problem document is a problem still", async () => {
  const problem = await Problem.of(
    new Response('{"code":"work', { status: 503, headers: { "Content-Type": "application/problem+json" } }),
  );
  expect(problem.code).toBe("http-503");
});
