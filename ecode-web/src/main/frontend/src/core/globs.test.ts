import { expect, test } from "vitest";
import { globsFor } from "./globs.ts";

test("patterns go to the server as a list", () => {
  expect(globsFor({ "**/*.py": true, "**/src/**": true })).toBe("**/*.py,**/src/**");
});

test("what is switched off does not count", () => {
  expect(globsFor({ "**/.git": true, "**/dist": false })).toBe("**/.git");
  expect(globsFor({ "**/dist": false })).toBeUndefined();
  expect(globsFor(undefined)).toBeUndefined();
});

test.each(["**/*.{ts,js}", "a,b", "!no", "/workspace/src", "back\\slash", ""])(
  "what means something else to the server is left to the page: %s",
  (glob) => {
    expect(globsFor({ "**/x": true, [glob]: true })).toBeUndefined();
  },
);

test("a condition is left to the page", () => {
  expect(globsFor({ "**/*.js": { when: "$(basename).ts" } })).toBeUndefined();
});

test("so are more than the server takes", () => {
  const many = Object.fromEntries(Array.from({ length: 21 }, (_, at) => [`${at}`, true]));
  expect(globsFor(many)).toBeUndefined();
});
