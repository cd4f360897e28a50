import { expect, test } from "vitest";
import { bytes, duration } from "./amounts.ts";

test.each([
  [0, "0 B"],
  [999, "999 B"],
  [1024, "1 KiB"],
  [1.5 * 2 ** 20, "1.5 MiB"],
  [1023 * 2 ** 20, "1 GiB"],
  [500 * 2 ** 20, "500 MiB"],
])("%d bytes are %s", (count, said) => {
  expect(bytes(count)).toBe(said);
});

test.each([
  [0, "0 s"],
  [3.44, "3.4 s"],
  [59, "59 s"],
  [61, "1 min"],
  [3600, "1 h"],
  [7500, "2 h 5 min"],
])("%d seconds are %s", (seconds, said) => {
  expect(duration(seconds)).toBe(said);
});
