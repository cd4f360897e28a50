import { describe, expect, test } from "vitest";
import { type Device, isOfPreview, newsOf, PageLog, scaleOf } from "./preview.ts";

describe("what a page tells", () => {
  test.each([
    undefined,
    null,
    "text",
    {},
    { kind: "console", level: "log", text: "without our name" },
    { ecode: "preview", kind: "console", level: "shout", text: "a" },
    { ecode: "preview", kind: "console", level: "log", text: 7 },
    { ecode: "preview", kind: "location", path: "javascript:alert(1)" },
    { ecode: "preview", kind: "dropped", count: "many" },
  ])("%j is not ours to read", (data) => {
    expect(newsOf(data)).toBeUndefined();
  });

  test("a page's place is a path below its preview, whatever the page sends", () => {
    const place = (path: string) => newsOf({ ecode: "preview", kind: "location", path });
    expect(place("/a/b?c#d")).toMatchObject({ path: "/a/b?c#d" });
    expect(place("/../../../logout")).toMatchObject({ path: "/logout" });
    expect(place("/..\\..\\%2e%2e/logout")).toMatchObject({ path: "/logout" });
    expect(place("//elsewhere.example/")).toMatchObject({ path: "//elsewhere.example/" });
  });

  test.each([
    ["http://p5173-0c8b.preview.example:9081", true],
    ["null", true],
    ["http://p5174-0c8b.preview.example:9081", false],
    ["https://elsewhere.example", false],
  ])("from %s it is heard: %s", (origin, heard) => {
    expect(isOfPreview(origin, { workspace: "0c8b", port: 5173 })).toBe(heard);
  });

  test("a message is cut, whatever the page sends", () => {
    const news = newsOf({ ecode: "preview", kind: "request", text: "x".repeat(1_000_000) });
    expect(news).toEqual({ kind: "request", text: "x".repeat(2_100) });
  });
});

describe("the log", () => {
  test("keeps the newest lines and counts the same in a row", () => {
    const log = new PageLog(2);
    log.add({ kind: "console", level: "log", text: "first" });
    log.add({ kind: "console", level: "error", text: "again" });
    log.add({ kind: "console", level: "error", text: "again" });
    log.add({ kind: "request", text: "fetch /api was answered with 500" });
    expect(log.lines).toEqual([
      { level: "error", text: "again", times: 2 },
      { level: "error", text: "fetch /api was answered with 500", times: 1 },
    ]);
    expect(log.errors).toBe(3);
    log.clear();
    expect(log.lines).toEqual([]);
  });
});

test("a device is drawn smaller where it does not fit, and never larger", () => {
  const phone: Device = { name: "Phone", size: { width: 390, height: 844 } };
  expect(scaleOf({ name: "Responsive" }, { width: 100, height: 100 })).toBe(1);
  expect(scaleOf(phone, { width: 2_000, height: 2_000 })).toBe(1);
  expect(scaleOf(phone, { width: 195, height: 844 })).toBe(0.5);
});
