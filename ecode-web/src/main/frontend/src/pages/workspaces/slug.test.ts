import { expect, test } from "vitest";
import { lengthOf, slugOf } from "./slug.ts";

test.each([
  ["First steps", "first-steps"],
  ["  Ärger — im Büro!  ", "arger-im-buro"],
  ["日本語", "workspace"],
  ["", "workspace"],
  ["ﬁle №1", "file-no1"],
  ["a".repeat(70), "a".repeat(60)],
  [`${"a".repeat(59)} b`, "a".repeat(59)],
])("%j becomes %s, as on the server", (name, slug) => {
  expect(slugOf(name)).toBe(slug);
});

test("a name is measured in whole characters", () => {
  expect(lengthOf(" 👩🏽‍💻 ")).toBe(4);
  expect(lengthOf("日本")).toBe(2);
});
