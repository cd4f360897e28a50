import { expect, test } from "vitest";
import { ago, fromLocalInput, toLocalInput } from "./time.ts";

const NOW = new Date("2026-11-21T12:00:00Z");

test.each([
  [-10, "now"],
  [-60, "1 minute ago"],
  [-3_600, "1 hour ago"],
  [-86_400, "yesterday"],
  [6 * 86_400, "in 6 days"],
])("%i seconds away reads as %s", (seconds, words) => {
  expect(ago(new Date(NOW.getTime() + seconds * 1000), NOW)).toBe(words);
});

test("what is long ago is named by its day", () => {
  expect(ago(new Date("2026-01-05T12:00:00Z"), NOW)).toContain("2026");
});

test("a local input field and the instant it means are the same minute", () => {
  expect(fromLocalInput(toLocalInput(NOW))).toBe(NOW.toISOString());
  expect(fromLocalInput("")).toBeUndefined();
  expect(fromLocalInput("soon")).toBeUndefined();
});
