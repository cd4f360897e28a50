import { expect, test } from "vitest";
import { Practising, type PracticeNews } from "./practice.ts";
import { Problem, Unreachable } from "./problem.ts";
import { Rest } from "./rest.ts";

function answering(response: Response, asked: string[] = []): Practising {
  const rest = new Rest((url, init) => {
    asked.push(`${init.method} ${url} ${typeof init.body === "string" ? init.body : ""}`.trim());
    return Promise.resolve(response);
  });
  return new Practising(rest, "w1");
}

async function news(practising: Practising, tests?: readonly string[]): Promise<readonly PracticeNews[]> {
  const all: PracticeNews[] = [];
  for await (const one of practising.run("a1", tests, new AbortController().signal)) {
    all.push(one);
  }
  return all;
}

test("a run is told as it happens", async () => {
  const asked: string[] = [];
  const text =
    'event: started\ndata: {"id":"r","version":"v","tests":["one"]}\n\n: \n\nevent: running\ndata: {"tests":["one"]}\n\n' +
    'event: later\ndata: {}\n\nevent: result\ndata: {"name":"one"}\n\nevent: done\ndata: {"compileOutput":""}\n\n';
  const kinds = (await news(answering(new Response(text), asked), ["one"])).map(({ kind }) => kind);
  expect(kinds).toEqual(["started", "running", "result", "done"]);
  expect(asked).toEqual(['POST /api/assignments/a1/practice {"workspace":"w1","tests":["one"]}']);
});

test("a fault in the middle is told in the server's words", async () => {
  const text =
    'event: started\ndata: {"version":"v","tests":[]}\n\nevent: problem\ndata: {"status":503,"code":"runtime-unavailable","detail":"It failed.","requestId":"q"}\n\n';
  const failure = await news(answering(new Response(text))).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(Problem);
  expect(failure).toMatchObject({ status: 503, detail: "It failed.", requestId: "q" });
});

test("news that break off are no end", async () => {
  const text = 'event: started\ndata: {"version":"v","tests":[]}\n\n';
  await expect(news(answering(new Response(text)))).rejects.toBeInstanceOf(Unreachable);
});
