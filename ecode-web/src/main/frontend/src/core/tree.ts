import type { EntryType, FileEntry, WorkspaceEvent } from "./api.ts";
import type { WorkspaceFiles } from "./files.ts";
import { Problem } from "./problem.ts";

export interface Node {
  readonly type: EntryType;
  readonly size: number;
  /** Undefined for folders. */
  readonly etag: string | undefined;
  /** Milliseconds; each content a path is seen to have gets a later one, so that it names the content. */
  readonly mtime: number;
}

export interface TreeChange {
  readonly path: string;
  readonly kind: "created" | "changed" | "deleted";
}

/** What a writer believes to replace. */
export type Base =
  /** The content that was at this path when its `mtime` was this. */
  | { readonly kind: "version"; readonly mtime: number }
  /** Whatever there is: the user decided so. */
  | { readonly kind: "anything" }
  /** What the tree shows now, possibly nothing. */
  | { readonly kind: "shown" };

/** The file is no longer what the writer started from. Nothing was written. */
export class Conflict extends Error {
  override readonly name = "Conflict";

  constructor(
    readonly path: string,
    readonly isGone: boolean,
  ) {
    super(isGone ? `${path} was deleted in the meantime` : `${path} was changed in the meantime`);
  }
}

/** Hashes as the server does: `"` + lower-case hex of SHA-256 + `"`. Undefined where the page may not hash. */
export type Digest = (bytes: Uint8Array<ArrayBuffer>) => Promise<string | undefined>;

type Stored = Pick<FileEntry, "etag" | "modifiedAt">;

/** Versions of one path whose ETag is still known; an editor open through more changes gets a conflict, not a loss. */
const REMEMBERED_VERSIONS = 32;

/**
 * A copy of the workspace's list of files, kept up to date by events, and the only way to its contents: every write
 * names the content it replaces, so that nobody's text is overwritten unseen.
 */
export class FileTree {
  private nodes = new Map<string, Node>();
  private readonly versions = new Map<string, Map<number, string>>();
  private refreshing: Promise<void> | undefined;
  private refreshAgain = false;

  constructor(
    private readonly files: WorkspaceFiles,
    private readonly digest: Digest,
    private readonly onChanges: (changes: readonly TreeChange[]) => void,
    private readonly now: () => number,
  ) {}

  /** Reads the list anew and tells what is different. Calls while one is running share the next. */
  refresh(): Promise<void> {
    if (this.refreshing !== undefined) {
      this.outdateRefresh();
      return this.refreshing;
    }
    this.refreshing = this.refreshUntilQuiet().finally(() => {
      this.refreshing = undefined;
    });
    return this.refreshing;
  }

  /** The node at `path`; `""` is the workspace itself. */
  find(path: string): Node | undefined {
    return path === "" ? { type: "folder", size: 0, etag: undefined, mtime: 0 } : this.nodes.get(path);
  }

  /** Names and nodes directly in a folder. */
  children(folder: string): [string, Node][] {
    const prefix = folder === "" ? "" : `${folder}/`;
    const found: [string, Node][] = [];
    for (const [path, node] of this.nodes) {
      if (path.startsWith(prefix) && !path.includes("/", prefix.length)) {
        found.push([path.slice(prefix.length), node]);
      }
    }
    return found;
  }

  /** All files, for search by name. */
  *paths(): Iterable<string> {
    for (const [path, node] of this.nodes) {
      if (node.type !== "folder") {
        yield path;
      }
    }
  }

  async read(path: string): Promise<Uint8Array<ArrayBuffer>> {
    const { bytes, etag } = await this.files.read(path);
    const shown = this.nodes.get(path);
    if (shown?.etag !== etag) {
      this.put(path, { type: "file", size: bytes.length, etag, mtime: this.now() });
      this.onChanges([{ path, kind: shown ? "changed" : "created" }]);
    }
    return bytes;
  }

  /** @throws Conflict when the file is not what `base` says */
  async write(path: string, bytes: Uint8Array<ArrayBuffer>, base: Base): Promise<void> {
    const shown = this.nodes.get(path);
    let stored: Stored;
    try {
      stored = await this.files.write(path, bytes, this.expected(path, base));
    } catch (error) {
      stored = await this.settle(path, bytes, base, error);
    }
    this.outdateRefresh();
    this.put(path, {
      type: "file",
      size: bytes.length,
      etag: stored.etag ?? undefined,
      mtime: Date.parse(stored.modifiedAt),
    });
    this.onChanges([{ path, kind: shown ? "changed" : "created" }]);
  }

  async delete(path: string): Promise<void> {
    const node = this.nodes.get(path);
    try {
      await this.files.delete(path, node?.etag);
    } catch (error) {
      if (error instanceof Problem && error.status === 412) {
        await this.refresh();
        throw new Conflict(path, !this.nodes.has(path));
      }
      throw error;
    }
    this.outdateRefresh();
    this.onChanges(this.forget(path));
  }

  async createFolder(path: string): Promise<void> {
    await this.files.createFolder(path);
    this.outdateRefresh();
    this.put(path, { type: "folder", size: 0, etag: undefined, mtime: this.now() });
    this.onChanges([{ path, kind: "created" }]);
  }

  async move(from: string, to: string): Promise<void> {
    await this.files.move(from, to);
    this.outdateRefresh();
    const moved = [...this.nodes].filter(([path]) => path === from || path.startsWith(`${from}/`));
    const changes: TreeChange[] = this.forget(from);
    for (const [path, node] of moved) {
      const target = to + path.slice(from.length);
      this.put(target, node);
      changes.push({ path: target, kind: "created" });
    }
    this.onChanges(changes);
  }

  /** Takes in news from the events socket. News of what the tree already shows, such as our own writes, says nothing. */
  apply(event: Extract<WorkspaceEvent, { type: "file" }>): void {
    const { path } = event;
    this.outdateRefresh();
    if (event.change === "many" || path === undefined || path === null) {
      void this.refresh().catch(() => undefined);
      return;
    }
    if (event.change === "deleted") {
      const gone = this.forget(path);
      if (gone.length > 0) {
        this.onChanges(gone);
      }
      return;
    }
    const shown = this.nodes.get(path);
    const etag = event.etag ?? undefined;
    if (shown !== undefined && shown.etag === etag) {
      return;
    }
    const type = etag === undefined ? "folder" : "file";
    this.put(path, { type, size: shown?.size ?? 0, etag, mtime: this.now() });
    this.onChanges([{ path, kind: shown ? "changed" : "created" }]);
  }

  /** The ETag of the content that `mtime` stands for, as long as it is remembered. */
  etagAt(path: string, mtime: number): string | undefined {
    return this.versions.get(path)?.get(mtime);
  }

  /** True when the tree shows another content than `mtime` stands for. */
  isNewer(path: string, mtime: number): boolean {
    const shown = this.nodes.get(path);
    return shown === undefined || this.versions.get(path)?.get(mtime) !== shown.etag;
  }

  /** A list that is on its way may be older than what was just learnt: it is read once more. */
  private outdateRefresh(): void {
    this.refreshAgain = true;
  }

  private expected(path: string, base: Base): string | undefined {
    const shown = this.nodes.get(path)?.etag;
    if (shown === undefined || base.kind === "shown") {
      return shown;
    }
    if (base.kind === "anything") {
      return "*";
    }
    const etag = this.versions.get(path)?.get(base.mtime);
    if (etag === undefined) {
      throw new Conflict(path, false);
    }
    return etag;
  }

  /**
   * A refused write is still a success when the refused text is what is stored: the answer of an earlier try was lost.
   */
  private async settle(
    path: string,
    bytes: Uint8Array<ArrayBuffer>,
    base: Base,
    error: unknown,
  ): Promise<Stored> {
    if (!(error instanceof Problem) || (error.status !== 412 && error.status !== 428)) {
      throw error;
    }
    await this.refresh();
    const shown = this.nodes.get(path);
    const current = shown?.etag;
    if (shown !== undefined && current !== undefined && current === (await this.digest(bytes))) {
      return { etag: current, modifiedAt: new Date(shown.mtime).toISOString() };
    }
    if (base.kind === "anything" && current === undefined) {
      return this.files.write(path, bytes, undefined);
    }
    throw new Conflict(path, current === undefined);
  }

  private async refreshUntilQuiet(): Promise<void> {
    do {
      this.refreshAgain = false;
      this.replaceWith(await this.files.list());
    } while (this.isOutdated());
  }

  private isOutdated(): boolean {
    return this.refreshAgain;
  }

  private replaceWith(entries: readonly FileEntry[]): void {
    const before = this.nodes;
    this.nodes = new Map();
    const changes: TreeChange[] = [];
    for (const entry of withFolders(entries)) {
      const shown = before.get(entry.path);
      const etag = entry.etag ?? undefined;
      if (shown !== undefined && shown.etag === etag && shown.type === entry.type) {
        this.nodes.set(entry.path, { ...shown, size: entry.size });
        continue;
      }
      this.put(entry.path, {
        type: entry.type,
        size: entry.size,
        etag,
        mtime: Math.max(Date.parse(entry.modifiedAt), shown ? shown.mtime + 1 : 0),
      });
      changes.push({ path: entry.path, kind: shown ? "changed" : "created" });
    }
    for (const path of before.keys()) {
      if (!this.nodes.has(path)) {
        changes.push({ path, kind: "deleted" });
      }
    }
    if (changes.length > 0) {
      this.onChanges(changes);
    }
  }

  /** Shows `node` at `path`, with the folders above it, and remembers which content its time stands for. */
  private put(path: string, node: Node): void {
    const versions = this.versions.get(path) ?? new Map<number, string>();
    const earlier = [...versions].filter(([, etag]) => etag !== node.etag).map(([mtime]) => mtime);
    const mtime = Math.max(node.mtime, ...earlier.map((each) => each + 1));
    this.nodes.set(path, { ...node, mtime });
    if (node.etag !== undefined) {
      versions.set(mtime, node.etag);
      const oldest = versions.keys().next().value;
      if (versions.size > REMEMBERED_VERSIONS && oldest !== undefined) {
        versions.delete(oldest);
      }
      this.versions.set(path, versions);
    }
    const parent = path.slice(0, Math.max(0, path.lastIndexOf("/")));
    if (parent !== "" && !this.nodes.has(parent)) {
      this.put(parent, { type: "folder", size: 0, etag: undefined, mtime: node.mtime });
    }
  }

  private forget(path: string): TreeChange[] {
    const gone = [...this.nodes.keys()].filter((each) => each === path || each.startsWith(`${path}/`));
    for (const each of gone) {
      this.nodes.delete(each);
    }
    return gone.map((each) => ({ path: each, kind: "deleted" }));
  }
}

/** The entries and every folder that is only named by what is in it. */
function withFolders(entries: readonly FileEntry[]): Iterable<FileEntry> {
  const all = new Map(entries.map((entry) => [entry.path, entry]));
  for (const entry of entries) {
    let slash = entry.path.lastIndexOf("/");
    while (slash > 0) {
      const path = entry.path.slice(0, slash);
      if (!all.has(path)) {
        all.set(path, { path, type: "folder", size: 0, modifiedAt: entry.modifiedAt });
      }
      slash = path.lastIndexOf("/");
    }
  }
  return all.values();
}
