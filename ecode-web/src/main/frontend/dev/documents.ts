import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import type { WebSocket } from "ws";
import {
  Awareness,
  applyAwarenessUpdate,
  encodeAwarenessUpdate,
  removeAwarenessStates,
} from "y-protocols/awareness";
import { readSyncMessage, writeSyncStep1, writeUpdate } from "y-protocols/sync";
import * as Y from "yjs";
import { difference } from "../src/core/edits.ts";

const SYNC = 0;
const AWARENESS = 1;
const SETTLING_MILLIS = 250;

/** What the fake platform stores of a document. */
export interface Files {
  read(path: string): string | undefined;
  write(path: string, text: string): void;
  saved(path: string, stateVector: string): void;
}

/** Shared documents as the platform has them, in memory. */
export class FakeDocuments {
  private readonly documents = new Map<string, FakeDocument>();

  constructor(private readonly files: Files) {}

  attach(path: string, socket: WebSocket): void {
    const text = this.files.read(path);
    if (text === undefined) {
      socket.close(4404, "not-found: There is no such file.");
      return;
    }
    let document = this.documents.get(path);
    if (document === undefined) {
      document = new FakeDocument(path, text, this.files);
      this.documents.set(path, document);
    }
    document.attach(socket);
  }

  moved(from: string, to: string): void {
    const document = this.documents.get(from);
    if (document !== undefined) {
      this.documents.delete(from);
      this.documents.set(to, document);
      document.path = to;
    }
  }

  /** A file was changed by others. */
  look(path: string): void {
    const text = this.files.read(path);
    const document = this.documents.get(path);
    if (text === undefined) {
      document?.end();
      this.documents.delete(path);
    } else {
      document?.adopt(text);
    }
  }
}

class FakeDocument {
  private readonly doc = new Y.Doc();
  private readonly text = this.doc.getText("text");
  private readonly awareness = new Awareness(this.doc);
  private readonly sockets = new Set<WebSocket>();
  private settling: NodeJS.Timeout | undefined;

  constructor(
    public path: string,
    private written: string,
    private readonly files: Files,
  ) {
    this.awareness.setLocalState(null);
    this.text.insert(0, written);
    this.doc.on("update", (update: Uint8Array, origin: unknown) => {
      this.relay(origin, SYNC, (encoder) => {
        writeUpdate(encoder, update);
      });
      this.settling ??= setTimeout(() => {
        this.store();
      }, SETTLING_MILLIS);
    });
    this.awareness.on(
      "update",
      ({ added, updated, removed }: Record<"added" | "updated" | "removed", number[]>, origin: unknown) => {
        const changed = encodeAwarenessUpdate(this.awareness, [...added, ...updated, ...removed]);
        this.relay(origin, AWARENESS, (encoder) => {
          encoding.writeVarUint8Array(encoder, changed);
        });
      },
    );
  }

  attach(socket: WebSocket): void {
    const clients = new Set<number>();
    const note = ({ added }: { added: number[] }, origin: unknown): void => {
      if (origin === socket) {
        added.forEach((client) => clients.add(client));
      }
    };
    this.awareness.on("update", note);
    this.sockets.add(socket);
    socket.on("close", () => {
      this.awareness.off("update", note);
      this.sockets.delete(socket);
      removeAwarenessStates(this.awareness, [...clients], socket);
    });
    socket.on("message", (data: Buffer) => {
      const decoder = decoding.createDecoder(new Uint8Array(data));
      const kind = decoding.readVarUint(decoder);
      if (kind === SYNC) {
        send(socket, SYNC, (encoder) => {
          readSyncMessage(decoder, encoder, this.doc, socket);
        });
      } else if (kind === AWARENESS) {
        applyAwarenessUpdate(this.awareness, decoding.readVarUint8Array(decoder), socket);
      }
    });
    send(socket, SYNC, (encoder) => {
      writeSyncStep1(encoder, this.doc);
    });
    send(socket, AWARENESS, (encoder) => {
      const all = [...this.awareness.getStates().keys()];
      encoding.writeVarUint8Array(encoder, encodeAwarenessUpdate(this.awareness, all));
    });
  }

  adopt(text: string): void {
    const edit = text === this.written ? undefined : difference(this.text.toJSON(), text);
    this.written = text;
    if (edit !== undefined) {
      this.doc.transact(() => {
        this.text.delete(edit.offset, edit.length);
        this.text.insert(edit.offset, edit.text);
      });
    }
  }

  end(): void {
    for (const socket of this.sockets) {
      socket.close(4404, "not-found: The file was deleted.");
    }
  }

  private store(): void {
    this.settling = undefined;
    this.files.saved(this.path, Buffer.from(Y.encodeStateVector(this.doc)).toString("base64"));
    this.written = this.text.toJSON();
    this.files.write(this.path, this.written);
  }

  private relay(origin: unknown, kind: number, write: (encoder: encoding.Encoder) => void): void {
    for (const socket of this.sockets) {
      if (socket !== origin) {
        send(socket, kind, write);
      }
    }
  }
}

function send(socket: WebSocket, kind: number, write: (encoder: encoding.Encoder) => void): void {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, kind);
  write(encoder);
  if (encoding.length(encoder) > 1) {
    socket.send(encoding.toUint8Array(encoder));
  }
}
