import { expect, test } from "vitest";
import { Problem, Unreachable } from "../../core/problem.ts";
import { DeedKey, Unsettled } from "./deed-key.ts";

const CONFLICT = (isReplayed: boolean) => new Problem(409, "conflict", "No", null, null, isReplayed);

/** Presses once; what came of it, and the key that was sent. */
async function press(key: DeedKey, answer: Error | "done"): Promise<{ sent: string; came: unknown }> {
  let sent = "";
  const came: unknown = await key
    .send((headers) => {
      sent = headers["Idempotency-Key"] ?? "";
      return answer === "done" ? Promise.resolve(answer) : Promise.reject(answer);
    })
    .catch((error: unknown) => error);
  return { sent, came };
}

test("what was answered, well or ill, is another deed the next time", async () => {
  const key = new DeedKey();
  const sent = [
    await press(key, "done"),
    await press(key, CONFLICT(false)),
    await press(key, new Problem(503, "runtime-unavailable", "No", null, null)),
    await press(key, "done"),
  ].map((one) => one.sent);
  expect(new Set(sent).size).toBe(4);
  expect(sent).not.toContain("");
});

test("what was not answered is the same deed until it is", async () => {
  const key = new DeedKey();
  const first = await press(key, new Unreachable("away"));
  expect(first.came).toBeInstanceOf(Unsettled);
  const second = await press(key, new Problem(502, "http-502", "The server answered 502", null, null));
  expect(second.came).toBeInstanceOf(Unsettled);
  const third = await press(key, "done");
  expect([second.sent, third.sent]).toEqual([first.sent, first.sent]);
  expect((await press(key, "done")).sent).not.toBe(first.sent);
});

test("a repetition that comes while the first is worked on settles nothing, the answer of the first does", async () => {
  const key = new DeedKey();
  const { sent } = await press(key, new Unreachable("away"));
  expect((await press(key, CONFLICT(false))).came).toBeInstanceOf(Unsettled);
  expect(await press(key, CONFLICT(true))).toMatchObject({ sent, came: { name: "Problem" } });
  expect((await press(key, "done")).sent).not.toBe(sent);
});
