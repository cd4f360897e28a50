import type { WorkspaceRole } from "../../core/api.ts";

export const ROLE_NAMES: Readonly<Record<WorkspaceRole, string>> = {
  owner: "Owner",
  editor: "Editor",
  viewer: "Viewer",
};

/** What each role means, as one chooses it. */
export const ROLE_MEANINGS: Readonly<Record<WorkspaceRole, string>> = {
  owner: "Does everything, and decides who may come",
  editor: "Changes files, starts and stops the workspace, and runs code in it",
  viewer: "Reads files and watches",
};
