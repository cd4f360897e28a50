import type { INotificationService } from "@codingame/monaco-vscode-api/vscode/vs/platform/notification/common/notification.service";
import { expect, test } from "vitest";
import type { Workspace, WorkspaceRole } from "../core/api.ts";
import type { Workspaces } from "../core/workspaces.ts";
import { Access } from "./access.ts";

function access(roles: (WorkspaceRole | undefined)[]) {
  const told: string[] = [];
  const workspaces = {
    get: () => Promise.resolve({ role: roles.shift() } as unknown as Workspace),
  } as unknown as Workspaces;
  const notifications = {
    info: (text: string) => told.push(text),
    warn: (text: string) => told.push(text),
  } as unknown as INotificationService;
  const person = new Access(workspaces, "w", "viewer");
  return { person, told, refresh: () => person.refresh(notifications) };
}

test("who is a member no longer is told once", async () => {
  const { told, refresh } = access([undefined, undefined]);
  await Promise.all([refresh(), refresh()]);
  expect(told.length).toBe(1);
  expect(told[0]).toContain("no longer a member");
});

test("who comes back and goes again is told again", async () => {
  const { told, refresh } = access([undefined, "viewer", undefined]);
  await refresh();
  await refresh();
  await refresh();
  expect(told.length).toBe(2);
});

test("another role is told, the same is not", async () => {
  const { person, told, refresh } = access(["viewer", "editor"]);
  await refresh();
  await refresh();
  expect(told).toEqual([expect.stringContaining("You are an editor")]);
  expect(person.mayWrite).toBe(true);
});
