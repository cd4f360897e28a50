import { expect, test } from "vitest";
import { leaving, LINGER_MILLIS, MOST_DOCUMENTS, whyAlone } from "./connected-documents.ts";

const hidden = (count: number, isClosed = false): { hiddenAt: number; isClosed: boolean }[] =>
  Array.from({ length: count }, (_, hiddenAt) => ({ hiddenAt, isClosed }));

test("sixteen documents stay connected, looked at or not", () => {
  expect(leaving(MOST_DOCUMENTS, hidden(MOST_DOCUMENTS), 1_000)).toEqual({
    left: [],
    askAgainIn: undefined,
  });
});

test("beyond sixteen those are left that were looked at longest ago", () => {
  const documents = hidden(5);
  expect(leaving(18, documents.toReversed(), 1_000).left).toEqual(documents.slice(0, 2));
});

test("those that somebody looks at are kept, however many they are", () => {
  expect(leaving(40, hidden(3), 1_000).left).toHaveLength(3);
  expect(leaving(40, [], 1_000).left).toEqual([]);
});

test("a document whose editor was closed lingers, so that undo is there when it is opened again", () => {
  const closed = { hiddenAt: 0, isClosed: true };
  expect(leaving(1, [closed], LINGER_MILLIS - 3)).toEqual({ left: [], askAgainIn: 3 });
  expect(leaving(1, [closed], LINGER_MILLIS).left).toEqual([closed]);
});

test("it is asked again for the first of several that linger", () => {
  expect(leaving(4, hidden(4, true), 10).askAgainIn).toBe(LINGER_MILLIS - 10);
});

test("links, large files and other encodings are edited alone, and it is said why", () => {
  const file = { type: "file", size: 10 };
  expect(whyAlone(file, "utf8")).toBeUndefined();
  expect(whyAlone(file, "utf8bom")).toBeUndefined();
  expect(whyAlone({ ...file, size: 5 * 1024 * 1024 }, "utf8")).toBeUndefined();
  expect(whyAlone({ ...file, size: 5 * 1024 * 1024 + 1 }, "utf8")).toContain("5 MiB");
  expect(whyAlone({ ...file, type: "symlink" }, "utf8")).toContain("link");
  expect(whyAlone(file, "utf16le")).toContain("utf16le");
});
