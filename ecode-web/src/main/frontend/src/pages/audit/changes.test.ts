import { expect, test } from "vitest";
import { changesOf } from "./changes.ts";

test("what differs comes first, and what was not there before has no before", () => {
  const changes = changesOf({
    before: { name: "a", public: false },
    after: { name: "b", public: false, size: 3 },
  });
  expect(changes).toEqual([
    { field: "name", before: "a", after: "b", differs: true },
    { field: "size", before: null, after: "3", differs: true },
    { field: "public", before: "false", after: "false", differs: false },
  ]);
});

test("an event without before and after changed nothing that is noted", () => {
  expect(changesOf({})).toEqual([]);
  expect(changesOf({ before: null, after: null })).toEqual([]);
});
