import { expect, test } from "vitest";
import { serverEvents } from "./server-events.ts";

async function read(...pieces: readonly string[]): Promise<readonly string[]> {
  const bytes = pieces.map((piece) => new TextEncoder().encode(piece));
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull(controller) {
      const next = bytes.shift();
      if (next === undefined) {
        controller.close();
      } else {
        controller.enqueue(next);
      }
    },
  });
  const events: string[] = [];
  for await (const { name, data } of serverEvents(new Response(body))) {
    events.push(`${name}=${data}`);
  }
  return events;
}

test("events come with their name and data", async () => {
  expect(await read("event: a\ndata: 1\n\nevent: b\ndata: 2\ndata: 3\n\n")).toEqual(["a=1", "b=2\n3"]);
});

test("an event may come in any pieces", async () => {
  expect(await read("eve", "nt: a\r", '\ndata: {"x": "é', '"}\r\n\r', "\nevent: b\ndata: 2\n\n")).toEqual([
    'a={"x": "é"}',
    "b=2",
  ]);
});

test("comments are not events", async () => {
  expect(await read(": there\n\nevent: a\n: still\ndata: 1\n\n:\n\n")).toEqual(["a=1"]);
});

test("what was cut off is no event", async () => {
  expect(await read("event: a\ndata: 1\n\nevent: b\ndata: 2\n")).toEqual(["a=1"]);
});
