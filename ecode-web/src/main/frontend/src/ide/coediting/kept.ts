const DATABASE = "ecode-shared-documents";
const STORE = "unsaved";
const LONGEST_MILLIS = 30 * 24 * 60 * 60_000;

/** A document that somebody wrote in and the server had not all of when it was last seen here. */
export interface Kept {
  readonly path: string;
  /** The Yjs client that wrote. */
  readonly author: number;
  /** The whole document. */
  readonly state: Uint8Array;
}

type Key = [user: string, workspace: string, path: string, author: number, at: number];

/**
 * Documents with unsaved edits, in this browser, for one person and workspace: there only as long as the server lacks
 * something, and forgotten after thirty days.
 */
export class KeptDocuments {
  private database: Promise<IDBDatabase> | undefined;
  /** When what is stored of a document was stored; its key has it. */
  private readonly stored = new Map<string, Key>();

  constructor(
    private readonly user: string,
    private readonly workspace: string,
  ) {}

  async keep({ path, author, state }: Kept): Promise<void> {
    const id = `${author} ${path}`;
    const before = this.stored.get(id);
    const key: Key = [this.user, this.workspace, path, author, Date.now()];
    this.stored.set(id, key);
    await this.act("readwrite", (store) => {
      if (before !== undefined) {
        store.delete(before);
      }
      return store.put(state, key);
    });
  }

  async forget(path: string, author: number): Promise<void> {
    const id = `${author} ${path}`;
    const key = this.stored.get(id);
    if (key !== undefined) {
      this.stored.delete(id);
      await this.act("readwrite", (store) => store.delete(key));
    }
  }

  /** What earlier visits left. */
  async all(): Promise<Kept[]> {
    const range = IDBKeyRange.bound([this.user, this.workspace], [this.user, this.workspace, []]);
    const keys = (await this.act("readonly", (store) => store.getAllKeys(range))) as unknown as Key[];
    const kept: Kept[] = [];
    for (const key of keys) {
      const [, , path, author, at] = key;
      const state: unknown = await this.act("readonly", (store) => store.get(key) as IDBRequest<unknown>);
      if (at < Date.now() - LONGEST_MILLIS || !(state instanceof Uint8Array)) {
        await this.act("readwrite", (store) => store.delete(key));
      } else {
        this.stored.set(`${author} ${path}`, key);
        kept.push({ path, author, state });
      }
    }
    return kept;
  }

  private async act<T>(mode: IDBTransactionMode, ask: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
    this.database ??= open();
    const transaction = (await this.database).transaction(STORE, mode);
    const asked = ask(transaction.objectStore(STORE));
    return new Promise((resolve, reject) => {
      transaction.oncomplete = () => {
        resolve(asked.result);
      };
      transaction.onabort = () => {
        reject(transaction.error ?? new Error("The browser's storage refused"));
      };
    });
  }
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(DATABASE, 1);
    opening.onupgradeneeded = () => {
      opening.result.createObjectStore(STORE);
    };
    opening.onsuccess = () => {
      resolve(opening.result);
    };
    opening.onerror = () => {
      reject(opening.error ?? new Error("The browser's storage cannot be opened"));
    };
  });
}
