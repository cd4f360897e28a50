import type { FileEntry, SearchMatch } from "./api.ts";
import type { Rest } from "./rest.ts";

export interface Content {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly etag: string;
}

/** What must still be there for a write to happen; `"*"` overwrites whatever there is, undefined asks for a new file. */
export type Expected = string | undefined;

export interface SearchAsk {
  readonly text: string;
  readonly regex: boolean;
  readonly matchCase: boolean;
  /** Globs, with commas between them. */
  readonly include?: string | undefined;
  readonly exclude?: string | undefined;
}

export interface SearchAnswer {
  readonly items: readonly SearchMatch[];
  readonly truncated?: boolean;
}

const TRANSFER_TIMEOUT_MILLIS = 5 * 60_000;

/** The files of one workspace, as the server stores them. Paths are relative to the workspace. */
export class WorkspaceFiles {
  private readonly root: string;

  constructor(
    private readonly rest: Rest,
    workspace: string,
  ) {
    this.root = `/api/workspaces/${workspace}`;
  }

  async list(): Promise<readonly FileEntry[]> {
    return (await this.rest.json<{ items: FileEntry[] }>(`${this.root}/files`)).items;
  }

  async read(path: string): Promise<Content> {
    const response = await this.rest.send(this.file(path), { timeoutMillis: TRANSFER_TIMEOUT_MILLIS });
    return {
      bytes: new Uint8Array(await response.arrayBuffer()),
      etag: response.headers.get("ETag") ?? "",
    };
  }

  /** @returns what is stored now */
  write(path: string, bytes: Uint8Array<ArrayBuffer>, expected: Expected): Promise<FileEntry> {
    return this.rest.json(this.file(path), {
      method: "PUT",
      bytes,
      headers: {
        "Content-Type": "application/octet-stream",
        ...(expected === undefined ? {} : { "If-Match": expected }),
      },
      timeoutMillis: TRANSFER_TIMEOUT_MILLIS,
    });
  }

  /** Deletes a file, or a folder with all that is in it. */
  async delete(path: string, expected: Expected): Promise<void> {
    await this.rest.send(this.file(path), {
      method: "DELETE",
      headers: expected === undefined ? {} : { "If-Match": expected },
    });
  }

  async createFolder(path: string): Promise<void> {
    await this.rest.send(`${this.root}/folders`, { method: "POST", json: { path } });
  }

  async move(from: string, to: string): Promise<void> {
    await this.rest.send(`${this.root}/moves`, { method: "POST", json: { from, to } });
  }

  search(ask: SearchAsk, signal: AbortSignal): Promise<SearchAnswer> {
    return this.rest.json(`${this.root}/search`, {
      query: {
        q: ask.text,
        regex: String(ask.regex),
        case: String(ask.matchCase),
        include: ask.include,
        exclude: ask.exclude,
      },
      signal,
    });
  }

  private file(path: string): string {
    return `${this.root}/files/${path.split("/").map(encodeURIComponent).join("/")}`;
  }
}
