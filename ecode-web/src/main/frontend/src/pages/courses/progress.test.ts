import { expect, test } from "vitest";
import type { Grading } from "../../core/api.ts";
import { progress } from "./progress.ts";

const WAITING: Grading = {
  submission: "1",
  state: "waiting",
  ahead: 3,
  tries: 0,
  points: 10,
  receipt: false,
  tests: [],
};

test("a place in the queue says how many come before, and no more of the time than is known", () => {
  expect(progress(WAITING)).toBe("3 are tested before it.");
  expect(progress({ ...WAITING, ahead: 1, estimateSeconds: 0 })).toBe(
    "One is tested before it; it should be done in about a second.",
  );
  expect(progress({ ...WAITING, ahead: 0, estimateSeconds: 41 })).toBe(
    "It is tested next; it should be done in about 50 seconds.",
  );
  expect(progress({ ...WAITING, ahead: 599, estimateSeconds: 605 })).toBe(
    "599 are tested before it; it should be done in about 11 minutes.",
  );
});

test("what waits for another reason says that in the place of a time", () => {
  expect(progress({ ...WAITING, held: "The tests have a fault." })).toBe("The tests have a fault.");
  expect(progress({ ...WAITING, tries: 1 })).toContain("The platform had a fault");
  expect(progress({ ...WAITING, state: "running" })).toBe("It is being tested now.");
});
