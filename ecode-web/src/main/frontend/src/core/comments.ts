import type { CommentThread, Page } from "./api.ts";
import { Problem } from "./problem.ts";
import type { Rest } from "./rest.ts";

export interface NewThread {
  readonly path: string;
  readonly line: number;
  readonly endLine: number;
  /** Relative positions in base 64, where the shared document is open. */
  readonly start?: string;
  readonly end?: string;
  readonly text: string;
}

const PAGE = 200;

/** The comments of a workspace, as far as they are known here. */
export class CommentBook {
  private readonly known = new Map<string, CommentThread>();
  private readonly root: string;

  /** @param onChange a thread is new, another, or gone (undefined) */
  constructor(
    private readonly rest: Rest,
    workspace: string,
    private readonly onChange: (id: string, thread: CommentThread | undefined) => void,
  ) {
    this.root = `/api/workspaces/${workspace}/comments`;
  }

  get threads(): readonly CommentThread[] {
    return [...this.known.values()];
  }

  /** Reads all threads anew, or those of one file. */
  async refresh(path?: string): Promise<void> {
    const found = new Map<string, CommentThread>();
    for (let page = 0, total = 1; page * PAGE < total; page++) {
      const query = { page: String(page), size: String(PAGE), path };
      const some = await this.rest.json<Page<CommentThread>>(this.root, { query });
      total = some.total;
      for (const thread of some.items) {
        found.set(thread.id, thread);
      }
    }
    for (const thread of this.threads) {
      if (!found.has(thread.id) && (path === undefined || thread.path === path)) {
        this.forget(thread.id);
      }
    }
    for (const thread of found.values()) {
      this.learn(thread);
    }
  }

  /** A thread is another now, or gone. */
  async hear(id: string): Promise<void> {
    try {
      this.learn(await this.rest.json<CommentThread>(`${this.root}/${id}`));
    } catch (error) {
      if (!(error instanceof Problem && error.status === 404)) {
        throw error;
      }
      this.forget(id);
    }
  }

  async begin(wanted: NewThread): Promise<CommentThread> {
    return this.learn(await this.rest.json(this.root, { method: "POST", json: wanted }));
  }

  async reply(thread: string, text: string): Promise<void> {
    this.learn(await this.rest.json(`${this.root}/${thread}/replies`, { method: "POST", json: { text } }));
  }

  async withdraw(thread: string, comment: string): Promise<void> {
    await this.rest.send(`${this.root}/${thread}/replies/${comment}`, { method: "DELETE" });
    await this.hear(thread);
  }

  async resolve(thread: string, resolved: boolean): Promise<void> {
    const deed = resolved ? "resolve" : "reopen";
    this.learn(await this.rest.json(`${this.root}/${thread}/${deed}`, { method: "POST" }));
  }

  private learn(thread: CommentThread): CommentThread {
    if (JSON.stringify(this.known.get(thread.id)) !== JSON.stringify(thread)) {
      this.known.set(thread.id, thread);
      this.onChange(thread.id, thread);
    }
    return thread;
  }

  private forget(id: string): void {
    if (this.known.delete(id)) {
      this.onChange(id, undefined);
    }
  }
}
