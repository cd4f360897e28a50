import { createHash } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { FakePlatform } from "../../dev/platform.ts";
import { WorkspaceFiles } from "./files.ts";
import { Unreachable } from "./problem.ts";
import { Rest } from "./rest.ts";
import { Conflict, FileTree, type TreeChange } from "./tree.ts";

let platform: FakePlatform;
let tree: FileTree;
let changes: TreeChange[];

beforeEach(async () => {
  platform = new FakePlatform();
  platform.put("main.py", "print(1)\n");
  platform.put("src/deep/a.txt", "a");
  changes = [];
  tree = openTree();
  await tree.refresh();
  changes.length = 0;
});

function openTree(): FileTree {
  return new FileTree(
    new WorkspaceFiles(new Rest(platform.fetch), platform.workspace.id),
    (bytes) => Promise.resolve(`"${createHash("sha256").update(bytes).digest("hex")}"`),
    (news) => changes.push(...news),
    () => 1_000,
  );
}

const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
const version = (path: string) => ({ kind: "version" as const, mtime: tree.find(path)?.mtime ?? 0 });

test("folders that only their files name are shown", () => {
  expect(tree.find("src/deep")?.type).toBe("folder");
  expect(tree.children("src").map(([name]) => name)).toEqual(["deep"]);
  expect(tree.children("").map(([name]) => name)).toEqual(["main.py", "src"]);
});

test("a write over the version it started from is stored", async () => {
  await tree.write("main.py", bytes("print(2)\n"), version("main.py"));
  expect(platform.text("main.py")).toBe("print(2)\n");
});

test("a write never replaces what somebody else stored in between", async () => {
  const base = version("main.py");
  platform.put("main.py", "print(9)\n");
  await expect(tree.write("main.py", bytes("print(2)\n"), base)).rejects.toThrow(Conflict);
  expect(platform.text("main.py")).toBe("print(9)\n");
});

test("a change of the same length and in the same millisecond is still a change", async () => {
  await tree.write("main.py", bytes("print(2)\n"), version("main.py"));
  const base = version("main.py");
  platform.put("main.py", "print(3)\n");
  tree.apply({ type: "file", change: "changed", path: "main.py", etag: platform.etag("main.py") ?? null });
  expect(tree.find("main.py")?.mtime).toBeGreaterThan(base.mtime);
  expect(tree.isNewer("main.py", base.mtime)).toBe(true);
  await expect(tree.write("main.py", bytes("print(4)\n"), base)).rejects.toThrow(Conflict);
});

test("an editor that started from a version nobody remembers gets a conflict, not a loss", async () => {
  await expect(tree.write("main.py", bytes("x"), { kind: "version", mtime: 5 })).rejects.toThrow(Conflict);
  expect(platform.text("main.py")).toBe("print(1)\n");
});

test("the user may decide to overwrite", async () => {
  platform.put("main.py", "print(9)\n");
  await tree.write("main.py", bytes("mine"), { kind: "anything" });
  expect(platform.text("main.py")).toBe("mine");
});

test("overwriting brings back what was deleted in between", async () => {
  platform.files.delete("main.py");
  await tree.write("main.py", bytes("mine"), { kind: "anything" });
  expect(platform.text("main.py")).toBe("mine");
});

test("a new file never replaces one that the tree did not show", async () => {
  platform.put("other.py", "theirs");
  await expect(tree.write("other.py", bytes("mine"), { kind: "shown" })).rejects.toThrow(Conflict);
  expect(platform.text("other.py")).toBe("theirs");
});

test("repeating a write whose answer was lost is no conflict", async () => {
  const base = version("main.py");
  platform.faults.push("answer-lost");
  await expect(tree.write("main.py", bytes("new"), base)).rejects.toThrow(Unreachable);
  await tree.write("main.py", bytes("new"), base);
  expect(platform.text("main.py")).toBe("new");
});

test("a write that never arrived changes nothing in the tree", async () => {
  const before = tree.find("main.py");
  platform.faults.push("request-lost");
  await expect(tree.write("main.py", bytes("new"), version("main.py"))).rejects.toThrow(Unreachable);
  expect(tree.find("main.py")).toEqual(before);
});

test("news of our own write says nothing", async () => {
  await tree.write("main.py", bytes("new"), version("main.py"));
  changes.length = 0;
  tree.apply({ type: "file", change: "changed", path: "main.py", etag: platform.etag("main.py") ?? null });
  expect(changes).toEqual([]);
});

test("a file made elsewhere appears with the folders above it", () => {
  tree.apply({ type: "file", change: "created", path: "out/log/run.txt", etag: '"1"' });
  expect(tree.find("out/log")?.type).toBe("folder");
  expect(changes).toEqual([{ path: "out/log/run.txt", kind: "created" }]);
});

test("a deleted folder takes everything in it", () => {
  tree.apply({ type: "file", change: "deleted", path: "src" });
  expect(tree.find("src/deep/a.txt")).toBeUndefined();
  expect(changes.map(({ path }) => path).toSorted()).toEqual(["src", "src/deep", "src/deep/a.txt"]);
});

test("a refresh after a lost connection tells exactly what differs", async () => {
  platform.put("main.py", "changed");
  platform.put("new.txt", "new");
  platform.files.delete("src/deep/a.txt");
  await tree.refresh();
  expect(changes).toContainEqual({ path: "main.py", kind: "changed" });
  expect(changes).toContainEqual({ path: "new.txt", kind: "created" });
  expect(changes).toContainEqual({ path: "src/deep/a.txt", kind: "deleted" });
});

test("names that an address would misread are quoted", async () => {
  const path = "ä #1?/50% & so.txt";
  await tree.write(path, bytes("x"), { kind: "shown" });
  expect(platform.text(path)).toBe("x");
  expect(new TextDecoder().decode(await tree.read(path))).toBe("x");
});

test("a moved folder keeps its contents and their versions", async () => {
  await tree.move("src", "lib");
  expect(tree.find("src")).toBeUndefined();
  await tree.write("lib/deep/a.txt", bytes("b"), version("lib/deep/a.txt"));
  expect(platform.text("lib/deep/a.txt")).toBe("b");
});
