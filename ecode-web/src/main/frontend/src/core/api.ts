/** The shapes of `/api` and `/ws` as docs and OpenAPI describe them; only what the pages read is named. */

export type WorkspaceState = "STOPPED" | "STARTING" | "RUNNING" | "STOPPING" | "FAILED";

export type StopCause = "owner" | "administrator" | "idle" | "lifetime" | "shutdown" | "limit" | "crash";

export interface PlannedStop {
  readonly at: string;
  readonly cause: "idle" | "lifetime";
}

export interface Workspace {
  readonly id: string;
  readonly name: string;
  readonly slug: string;
  /** User name of the owner, as in the address `/@{owner}/{slug}`. */
  readonly owner: string;
  readonly template: string | null;
  readonly state: WorkspaceState;
  readonly reason?: string | null;
  /** Why it stopped last; absent while it is up. */
  readonly stopCause?: StopCause | null;
  /** Told shortly before it stops by itself. */
  readonly plannedStop?: PlannedStop | null;
  readonly public: boolean;
  readonly createdAt: string;
  readonly lastActiveAt: string;
  /** Since when it lies in the trash. */
  readonly trashedAt?: string | null;
}

/** Of the environment of a workspace's programs. */
export interface Variable {
  readonly name: string;
  readonly secret: boolean;
  /** Absent for a secret. */
  readonly value?: string | null;
  readonly changedAt: string;
  readonly changedBy: string;
}

export interface UsageAmounts {
  readonly runningSeconds: number;
  readonly cpuMillis: number;
  /** Mebibytes held, times seconds. */
  readonly memoryMibSeconds: number;
  readonly storageBytes: number;
  readonly egressBytes: number;
  readonly runs: number;
  readonly terminals: number;
  readonly measured: "exact" | "sampled";
}

/** Days in UTC; those without use are left out. */
export interface Usage {
  readonly from: string;
  readonly to: string;
  readonly items: readonly { readonly day: string; readonly amounts: UsageAmounts }[];
  readonly total: UsageAmounts;
}

/** What an organization decides for its workspaces. */
export interface Policies {
  /** Hosts beside the installation's own list. */
  readonly egressAllow: readonly string[];
  /** Absent for what the installation says. */
  readonly filesBytes?: number | null;
  readonly filesUsedBytes: number;
  /** Absent for no limit. */
  readonly filesLimitBytes?: number | null;
  readonly changedAt?: string | null;
  readonly changedBy?: string | null;
}

export interface Share {
  readonly used: number;
  readonly limit: number;
}

/** What the files of a workspace take. */
export interface Storage {
  readonly bytes: Share;
  readonly entries: Share;
}

export interface Template {
  readonly id: string;
  readonly name: string;
  readonly description: string;
}

export interface Quota {
  readonly workspaces: { readonly used: number; readonly limit: number };
}

export type Role = "member" | "teacher" | "admin" | "auditor";

export interface Me {
  readonly id: string;
  /** User name, as in the address of a workspace. */
  readonly name: string;
  readonly fullName: string;
  readonly email?: string | null;
  readonly organization: { readonly id: string; readonly alias: string };
  readonly roles: readonly string[];
  /** Where Keycloak lets a person change password, e-mail and second factor. */
  readonly accountUrl: string;
}

export interface AccessToken {
  readonly id: string;
  readonly name: string;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly lastUsedAt?: string | null;
}

/** The only answer that ever holds the token itself. */
export interface NewAccessToken {
  readonly id: string;
  readonly name: string;
  readonly token: string;
  readonly createdAt: string;
  readonly expiresAt: string;
}

export interface Session {
  readonly id: string;
  /** What signed in: the browser's name for itself, made readable. */
  readonly client: string;
  readonly address: string;
  readonly createdAt: string;
  readonly lastSeenAt: string;
  readonly expiresAt: string;
  readonly current: boolean;
}

export type Outcome = "DONE" | "DENIED" | "FAILED";

export interface AuditEvent {
  readonly number: number;
  readonly at: string;
  readonly actor: string;
  /** `noun.verb`: `workspace.start`. */
  readonly action: string;
  /** `kind:id`. */
  readonly object: string;
  readonly outcome: Outcome;
  readonly address?: string | null;
  readonly before?: Readonly<Record<string, unknown>> | null;
  readonly after?: Readonly<Record<string, unknown>> | null;
}

export interface ComponentStatus {
  readonly name: string;
  readonly up: boolean;
  /** One sentence: how it is, or why not. */
  readonly detail: string;
  readonly checkedAt: string;
  readonly millis: number;
}

export interface DetailedHealth {
  readonly status: "UP" | "DEGRADED";
  readonly components: readonly ComponentStatus[];
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly page: number;
  readonly size: number;
  readonly total: number;
}

/** A list read on from a cursor; `next` is absent at its end. */
export interface Slice<T> {
  readonly items: readonly T[];
  readonly next?: string | null;
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
  /** The whole line, or of a long one the part around the match. */
  readonly text: string;
  /** The column at which `text` begins, when that is not the first. */
  readonly textColumn?: number | null;
}

/** What others may do with a terminal whose workspace they may enter or visit. */
export type Sharing = "private" | "watch" | "type";

export interface TerminalView {
  readonly id: string;
  /** Of an ended one only the stored tail is left. */
  readonly state: "open" | "ended";
  readonly cols: number;
  readonly rows: number;
  /** Relative to the workspace. */
  readonly cwd: string;
  readonly sharing: Sharing;
  /** Why it ended, when not by itself. */
  readonly reason?: string | null;
}

/** A content that a file had until it was overwritten or deleted. */
export interface FileVersion {
  readonly id: string;
  readonly path: string;
  readonly size: number;
  readonly etag: string;
  readonly modifiedAt: string;
  readonly endedAt: string;
  /** User name; absent for a program in the workspace. */
  readonly endedBy?: string | null;
  readonly deleted: boolean;
}

/** What was deleted at once and can be restored. */
export interface Trashed {
  readonly id: string;
  readonly path: string;
  readonly type: EntryType;
  /** How many files, folders and links it was. */
  readonly entries: number;
  readonly size: number;
  readonly deletedAt: string;
  /** User name; absent for a program in the workspace. */
  readonly deletedBy?: string | null;
}

/** A way to start a project's server. */
export interface StartCommand {
  readonly name: string;
  /** One line for a shell in the workspace's folder. */
  readonly command: string;
  readonly folder: string;
  /** What told it, such as `package.json`. */
  readonly file: string;
}

/** A link to a preview, without its secret. */
export interface PreviewLink {
  readonly id: string;
  readonly forAnybody: boolean;
  readonly createdAt: string;
  readonly expiresAt: string;
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
  | {
      readonly type: "notice";
      readonly message: string;
      /**
       * `stop`: the workspace stops by itself at `stopsAt`, or no longer does when that is absent. `egress`: a program was
       * kept from reaching `host`.
       */
      readonly about?: "stop" | "egress" | null;
      readonly host?: string | null;
      readonly stopsAt?: string | null;
    };
