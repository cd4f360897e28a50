/** The shapes of `/api` and `/ws` as docs and OpenAPI describe them; only what the pages read is named. */

export type WorkspaceState = "STOPPED" | "STARTING" | "RUNNING" | "STOPPING" | "FAILED";

export interface Workspace {
  readonly id: string;
  readonly name: string;
  readonly slug: string;
  /** User name of the owner, as in the address `/@{owner}/{slug}`. */
  readonly owner: string;
  readonly template: string | null;
  readonly state: WorkspaceState;
  readonly reason?: string | null;
  readonly public: boolean;
  readonly createdAt: string;
  readonly lastActiveAt: string;
}

export interface Me {
  readonly id: string;
  readonly name: string;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly page: number;
  readonly size: number;
  readonly total: number;
}

export type EntryType = "file" | "folder" | "symlink";

export interface FileEntry {
  /** Relative to the workspace, without a leading slash. */
  readonly path: string;
  readonly type: EntryType;
  readonly size: number;
  /** The quoted SHA-256 of the content; folders have none. */
  readonly etag?: string | null;
  readonly modifiedAt: string;
}

export interface SearchMatch {
  readonly path: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
  /** In UTF-16 units. */
  readonly length: number;
  /** The whole line, or the part of it around the match. */
  readonly text: string;
}

export interface TerminalView {
  readonly id: string;
  /** Of an ended one only the stored tail is left. */
  readonly state: "open" | "ended";
  /** Relative to the workspace. */
  readonly cwd: string;
  /** Why it ended, when not by itself. */
  readonly reason?: string | null;
}

export type WorkspaceEvent =
  | { readonly type: "state"; readonly state: WorkspaceState; readonly reason?: string | null }
  | {
      readonly type: "file";
      /** `many` names no path: so much changed that the list is better read anew. */
      readonly change: "created" | "changed" | "deleted" | "many";
      readonly path?: string | null;
      readonly etag?: string | null;
    }
  | { readonly type: "saved"; readonly path: string; readonly etag?: string | null }
  | { readonly type: "port"; readonly port: number; readonly open: boolean }
  | { readonly type: "notice"; readonly message: string };
