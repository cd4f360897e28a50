import { Awareness } from "y-protocols/awareness";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { OwnEdits } from "./own-edits.ts";

/** The name of the text in the document, as the server has it. */
const ROOT = "text";

/** Close codes after which the same request would only be refused again. */
const FINAL_CODES: ReadonlySet<number> = new Set([1009, 4400, 4403, 4404, 4408, 4409]);

const LAST_RETRY_MILLIS = 15_000;

/** What is deleted in this time is marked together. */
const MARK_MILLIS = 50;

/** News of what is stored may get lost with a connection; after so long they are asked for. */
const ASK_AGAIN_MILLIS = 5_000;

/** A reason begins with the code of the problem, for programs. */
const PROBLEM_CODE = /^[a-z]+(-[a-z]+)*: /;

const AUTH_MESSAGE = 2;

const MARKING = Symbol("mark");

export type Link =
  | { readonly phase: "connecting" }
  /** All that the server had when we came is here, and everything new comes at once. */
  | { readonly phase: "synced" }
  /** Lost; tried again by itself. */
  | { readonly phase: "reconnecting" }
  /** Refused for good. */
  | { readonly phase: "ended"; readonly code: number; readonly reason: string };

export interface SharedDocumentListener {
  onLink(link: Link): void;
  /** Something was written here, or what was written is stored. */
  onSaved(isSaved: boolean): void;
  /** The server did not take what was written here: the person may only read. */
  onRefused(): void;
}

type ProviderOptions = NonNullable<ConstructorParameters<typeof WebsocketProvider>[3]>;

export interface DocumentWorld {
  /** The class of a browser's WebSockets. */
  readonly socket: NonNullable<ProviderOptions["WebSocketPolyfill"]>;
  /** @returns a function that cancels */
  later(callback: () => void, millis: number): () => void;
  /** From 0 up to, not including, 1. */
  random(): number;
}

/** The text of a file that several people edit, as the server has it and as it becomes here. */
export class SharedDocument {
  readonly doc = new Y.Doc();
  readonly text = this.doc.getText(ROOT);
  /** Who is in the document, and where. */
  readonly awareness = new Awareness(this.doc);
  private readonly own = new OwnEdits();
  private readonly provider: WebsocketProvider;
  private current: Link = { phase: "connecting" };
  private cancelMark: (() => void) | undefined;
  private cancelAsking: (() => void) | undefined;
  private disposed = false;

  /** @param url of the workspace's documents, without the path */
  constructor(
    url: string,
    private place: string,
    private readonly listener: SharedDocumentListener,
    private readonly world: DocumentWorld,
  ) {
    this.awareness.setLocalState(null);
    this.doc.on("afterTransaction", (transaction: Y.Transaction) => {
      this.noteTransaction(transaction);
    });
    this.provider = new WebsocketProvider(url, encoded(place), this.doc, {
      awareness: this.awareness,
      connect: false,
      disableBc: true,
      WebSocketPolyfill: world.socket,
      shouldReconnect: ({ code }: { code: number }) => !FINAL_CODES.has(code),
    });
    this.provider.messageHandlers[AUTH_MESSAGE] = () => {
      listener.onRefused();
    };
    this.provider.on("sync", (isSynced: boolean) => {
      if (isSynced) {
        this.become({ phase: "synced" });
      }
    });
    this.provider.on("connection-close", () => {
      this.spread();
      this.become({ phase: "reconnecting" });
    });
    this.provider.on("closed", ({ code, reason }: { code: number; reason: string }) => {
      this.become({ phase: "ended", code, reason: reason.replace(PROBLEM_CODE, "") });
    });
    this.provider.connect();
  }

  get path(): string {
    return this.place;
  }

  get link(): Link {
    return this.current;
  }

  /** Whether the server has stored all that was written here. */
  get isSaved(): boolean {
    return this.own.areStored;
  }

  /** The file stands at another path now; the connection that is there goes on. */
  moved(path: string): void {
    this.place = path;
    this.provider.roomname = encoded(path);
  }

  /** @param vector what of the document is stored, in Yjs encoding */
  stored(vector: Uint8Array): void {
    const before = this.isSaved;
    this.own.store(vector);
    if (this.isSaved !== before) {
      this.tellSaved();
    }
  }

  /**
   * Brings in what was written on an earlier visit and not stored then.
   *
   * @param state of the whole document as it was here
   * @returns false when that was another document: nothing is done
   */
  bring(state: Uint8Array, author: number): boolean {
    const clients = Y.decodeStateVector(Y.encodeStateVectorFromUpdate(state));
    const known = Y.decodeStateVector(Y.encodeStateVector(this.doc));
    if (![...clients.keys()].some((client) => client !== author && known.has(client))) {
      return false;
    }
    const clock = clients.get(author);
    this.own.adopt(new Map(clock === undefined ? [] : [[author, clock]]));
    Y.applyUpdate(this.doc, state, MARKING);
    this.mark();
    return true;
  }

  /** The whole document, for `bring`. */
  state(): Uint8Array<ArrayBuffer> {
    return new Uint8Array(Y.encodeStateAsUpdate(this.doc));
  }

  /** Tries at once what would be tried later: to connect, or to find that a connection on which nothing is heard is dead. */
  retryNow(): void {
    if (this.current.phase === "ended") {
      return;
    }
    if (this.current.phase === "synced" && !this.isSaved) {
      this.provider.disconnect();
    }
    this.provider.connect();
  }

  dispose(): void {
    this.disposed = true;
    this.cancelMark?.();
    this.cancelAsking?.();
    this.awareness.setLocalState(null);
    this.provider.destroy();
    this.awareness.destroy();
    this.doc.destroy();
  }

  private become(link: Link): void {
    if (this.disposed || this.current.phase === "ended") {
      return;
    }
    this.current = link;
    this.listener.onLink(link);
  }

  /** So that those who lost the server together do not come back together. Called before the provider sets its timer. */
  private spread(): void {
    const millis = Math.min(LAST_RETRY_MILLIS, 100 * 2 ** (this.provider.wsUnsuccessfulReconnects + 1));
    this.provider.maxBackoffTime = Math.round(millis * (0.5 + this.world.random() / 2));
  }

  private noteTransaction(transaction: Y.Transaction): void {
    if (!this.own.note(transaction)) {
      return;
    }
    if (this.own.needsMark) {
      this.cancelMark ??= this.world.later(() => {
        this.cancelMark = undefined;
        if (this.own.needsMark) {
          this.mark();
        }
      }, MARK_MILLIS);
    }
    this.tellSaved();
  }

  /** Writes something that is not there afterwards, so that the state vector tells of what came before it. */
  private mark(): void {
    this.doc.transact(() => {
      const end = this.text.length;
      this.text.insert(end, " ");
      this.text.delete(end, 1);
    }, MARKING);
  }

  private tellSaved(): void {
    const { isSaved } = this;
    if (isSaved) {
      this.cancelAsking?.();
      this.cancelAsking = undefined;
    } else {
      this.cancelAsking ??= this.askLater();
    }
    this.listener.onSaved(isSaved);
  }

  private askLater(): () => void {
    return this.world.later(() => {
      this.cancelAsking = this.askLater();
      if (this.current.phase === "synced") {
        this.mark();
      }
    }, ASK_AGAIN_MILLIS);
  }
}

function encoded(path: string): string {
  return path.split("/").map(encodeURIComponent).join("/");
}

/** A place of a text that moves with it, for the server: in Yjs encoding and base 64. */
export function anchorAt(text: Y.Text, index: number, association: -1 | 0): string {
  const bytes = Y.encodeRelativePosition(Y.createRelativePositionFromTypeIndex(text, index, association));
  return btoa(String.fromCharCode(...bytes));
}

/** Where that place is now; undefined when the text does not know it. */
export function indexOf(text: Y.Text, anchor: string): number | undefined {
  try {
    const position = Y.decodeRelativePosition(Uint8Array.from(atob(anchor), (char) => char.charCodeAt(0)));
    const found = text.doc && Y.createAbsolutePositionFromRelativePosition(position, text.doc);
    return found?.type === text ? found.index : undefined;
  } catch {
    return undefined;
  }
}

/** The text of a document's `state`. */
export function textOf(state: Uint8Array): string {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, state);
  return doc.getText(ROOT).toJSON();
}
