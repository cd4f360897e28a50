import { describe, expect, test } from "vitest";
import { pathOf } from "./preview-path.ts";

const ORIGIN = "http://p5173-0c8b4bb5-1e0e-4b8e-8b1c-2f1d1a1f6c55.localhost:9081";

describe("an address that is typed", () => {
  test.each([
    ["/a?b#c", "/a?b#c"],
    ["a/b", "/a/b"],
    ["", "/"],
    [`${ORIGIN}/x`, "/x"],
    ["http://localhost:5173/x?y", "/x?y"],
    ["//evil.example/x", "/evil.example/x"],
    ["https://elsewhere.example/", undefined],
    ["javascript:alert(1)", "/javascript:alert(1)"],
  ])("%s leads to %s", (typed, path) => {
    expect(pathOf(typed, ORIGIN)).toBe(path);
  });
});
