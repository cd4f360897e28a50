import { expect, test } from "vitest";
import { difference, prevailingEnding } from "./edits.ts";

function applied(before: string, after: string): string {
  const edit = difference(before, after);
  return edit === undefined
    ? before
    : before.slice(0, edit.offset) + edit.text + before.slice(edit.offset + edit.length);
}

test("equal texts have no difference", () => {
  expect(difference("abc", "abc")).toBeUndefined();
});

test("the difference is what changed and nothing around it", () => {
  expect(difference("one two three", "one 2 three")).toEqual({ offset: 4, length: 3, text: "2" });
  expect(difference("aaa", "aaaa")).toEqual({ offset: 3, length: 0, text: "a" });
  expect(difference("", "x")).toEqual({ offset: 0, length: 0, text: "x" });
});

test.each([
  ["a😀b", "a😁b"],
  ["a😀", "a😀😀"],
  ["one\r\ntwo", "one\ntwo"],
  ["one\ntwo", "one\r\ntwo"],
  ["\r\r\n", "\r\n"],
  ["a", ""],
])("%j becomes %j without taking characters apart", (before, after) => {
  expect(applied(before, after)).toBe(after);
  const edit = difference(before, after);
  expect(edit?.text).not.toMatch(/^[\udc00-\udfff]|[\ud800-\udbff]$/);
});

test("line endings are those of most lines", () => {
  expect(prevailingEnding("a\r\nb\r\nc\n")).toBe("\r\n");
  expect(prevailingEnding("a\r\nb\nc\n")).toBe("\n");
  expect(prevailingEnding("no line ends")).toBe("\n");
});
