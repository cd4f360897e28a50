import { expect, test } from "vitest";
import { changedFiles } from "./changed-files.ts";
import { comparedLines } from "./compared-lines.ts";

function file(path: string, sha256: string) {
  return { path, size: 1, sha256 };
}

test("files are added, removed, changed or the same by their paths and contents", () => {
  const kept = file("kept.py", "a");
  const { changed, same } = changedFiles(
    [kept, file("gone.py", "b"), file("main.py", "c")],
    [file("main.py", "d"), kept, file("a/new.py", "b")],
  );
  expect(same).toBe(1);
  expect(changed).toEqual([
    { path: "a/new.py", newer: file("a/new.py", "b") },
    { path: "gone.py", older: file("gone.py", "b") },
    { path: "main.py", older: file("main.py", "c"), newer: file("main.py", "d") },
  ]);
});

test("lines have their numbers in both texts, and what is far from a difference is left out", () => {
  const lines = Array.from({ length: 12 }, (_, index) => `line ${index + 1}`);
  const older = lines.join("\n");
  const newer = [...lines.slice(0, 5), "another", "and one more", ...lines.slice(6)].join("\n");
  expect(comparedLines(older, newer)).toEqual([
    { kind: "left-out", lines: 2 },
    { kind: "same", older: 3, newer: 3, text: "line 3" },
    { kind: "same", older: 4, newer: 4, text: "line 4" },
    { kind: "same", older: 5, newer: 5, text: "line 5" },
    { kind: "removed", older: 6, text: "line 6" },
    { kind: "added", newer: 6, text: "another" },
    { kind: "added", newer: 7, text: "and one more" },
    { kind: "same", older: 7, newer: 8, text: "line 7" },
    { kind: "same", older: 8, newer: 9, text: "line 8" },
    { kind: "same", older: 9, newer: 10, text: "line 9" },
    { kind: "left-out", lines: 3 },
  ]);
});

test("a text that was not there is added line by line, and a line ending alone is a difference of no line", () => {
  expect(comparedLines("", "a\nb\n")).toEqual([
    { kind: "added", newer: 1, text: "a" },
    { kind: "added", newer: 2, text: "b" },
  ]);
  expect(comparedLines("a\nb", "")).toEqual([
    { kind: "removed", older: 1, text: "a" },
    { kind: "removed", older: 2, text: "b" },
  ]);
  expect(comparedLines("a\r\nb", "a\nb\n")).toEqual([]);
});
