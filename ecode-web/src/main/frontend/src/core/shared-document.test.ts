import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { writeUpdate, readSyncMessage, writeSyncStep1 } from "y-protocols/sync";
import * as Y from "yjs";
import { type Link, SharedDocument, textOf } from "./shared-document.ts";

/** The sync protocol over one document, stored at the test's word. */
class Server {
  readonly doc = new Y.Doc();
  readonly asked: string[] = [];
  private readonly server = new WebSocketServer({ port: 0 });

  constructor(text: string) {
    this.doc.getText("text").insert(0, text);
    this.server.on("connection", (socket, request) => {
      this.asked.push(request.url ?? "");
      const send = (write: (encoder: encoding.Encoder) => void): void => {
        const encoder = encoding.createEncoder();
        encoding.writeVarUint(encoder, 0);
        write(encoder);
        if (encoding.length(encoder) > 1) {
          socket.send(encoding.toUint8Array(encoder));
        }
      };
      send((encoder) => {
        writeSyncStep1(encoder, this.doc);
      });
      socket.on("message", (data: Buffer) => {
        const decoder = decoding.createDecoder(new Uint8Array(data));
        if (decoding.readVarUint(decoder) === 0) {
          send((encoder) => {
            readSyncMessage(decoder, encoder, this.doc, socket);
          });
        }
      });
      const relay = (update: Uint8Array, origin: unknown): void => {
        if (origin !== socket) {
          send((encoder) => {
            writeUpdate(encoder, update);
          });
        }
      };
      this.doc.on("update", relay);
      socket.on("close", () => {
        this.doc.off("update", relay);
      });
    });
  }

  get url(): string {
    return `ws://127.0.0.1:${(this.server.address() as AddressInfo).port}/ws/collaboration/w`;
  }

  get text(): string {
    return this.doc.getText("text").toJSON();
  }

  vector(): Uint8Array {
    return Y.encodeStateVector(this.doc);
  }

  drop(code: number, reason: string): void {
    for (const socket of this.server.clients) {
      socket.close(code, reason);
    }
  }

  deny(): void {
    for (const socket of this.server.clients) {
      const encoder = encoding.createEncoder();
      encoding.writeVarUint(encoder, 2);
      encoding.writeVarUint(encoder, 0);
      encoding.writeVarString(encoder, "You may only read");
      socket.send(encoding.toUint8Array(encoder));
    }
  }

  /** Resolves when the server has the text. */
  async has(text: string): Promise<void> {
    while (this.text !== text) {
      await new Promise((resolve) => {
        this.doc.once("update", resolve);
      });
    }
  }

  close(): void {
    this.drop(1000, "");
    this.server.close();
  }
}

class Client {
  readonly links: Link[] = [];
  isSaved = true;
  refusals = 0;
  readonly document: SharedDocument;
  private waiting: (() => void)[] = [];

  constructor(server: Server, path = "a.txt") {
    const told = (): void => {
      for (const resume of this.waiting.splice(0)) {
        resume();
      }
    };
    this.document = new SharedDocument(
      server.url,
      path,
      {
        onLink: (link) => {
          this.links.push(link);
          told();
        },
        onSaved: (isSaved) => {
          this.isSaved = isSaved;
          told();
        },
        onRefused: () => {
          this.refusals++;
          told();
        },
      },
      {
        socket: WebSocket as never,
        later: (callback, millis) => {
          const timer = setTimeout(callback, millis);
          return () => {
            clearTimeout(timer);
          };
        },
        random: () => 0,
      },
    );
  }

  async until(holds: () => boolean): Promise<void> {
    while (!holds()) {
      await new Promise<void>((resolve) => {
        this.waiting.push(resolve);
      });
    }
  }

  async synced(): Promise<this> {
    await this.until(() => this.document.link.phase === "synced");
    return this;
  }

  get text(): string {
    return this.document.text.toJSON();
  }
}

let server: Server;
const clients: Client[] = [];

function client(path?: string): Client {
  const made = new Client(server, path);
  clients.push(made);
  return made;
}

beforeEach(() => {
  server = new Server("hello");
});

afterEach(() => {
  for (const each of clients.splice(0)) {
    each.document.dispose();
  }
  server.close();
});

test("synced means that the server's text is there", async () => {
  const { text } = await client().synced();
  expect(text).toBe("hello");
});

test("a path keeps its slashes and nothing else that means something in an address", async () => {
  await client("a b/c?d#e/ü.txt").synced();
  expect(server.asked).toEqual(["/ws/collaboration/w/a%20b/c%3Fd%23e/%C3%BC.txt"]);
});

test("what was inserted is saved once the server says that it has stored so much", async () => {
  const one = await client().synced();
  const before = server.vector();
  one.document.text.insert(5, " world");
  expect(one.isSaved).toBe(false);
  await server.has("hello world");
  one.document.stored(before);
  expect(one.isSaved).toBe(false);
  one.document.stored(server.vector());
  expect(one.isSaved).toBe(true);
});

test("what was deleted is not saved by a state from before, although state vectors do not show deletions", async () => {
  const one = await client().synced();
  one.document.text.insert(0, "x");
  await server.has("xhello");
  const before = server.vector();
  one.document.stored(before);
  expect(one.isSaved).toBe(true);
  one.document.text.delete(0, 3);
  expect(one.isSaved).toBe(false);
  one.document.stored(before);
  expect(one.isSaved).toBe(false);
  await server.has("llo");
  while (Buffer.compare(Buffer.from(server.vector()), Buffer.from(before)) === 0) {
    await new Promise((resolve) => {
      server.doc.once("update", resolve);
    });
  }
  one.document.stored(server.vector());
  expect(one.isSaved).toBe(true);
  expect(one.text).toBe("llo");
  expect(server.text).toBe("llo");
});

test("what others write does not make one's own unsaved", async () => {
  const one = await client().synced();
  const other = await client().synced();
  other.document.text.insert(0, "x");
  while (one.text !== "xhello") {
    await new Promise((resolve) => {
      one.document.doc.once("update", resolve);
    });
  }
  expect(one.isSaved).toBe(true);
});

test("a lost connection comes back and brings what was written meanwhile", async () => {
  const one = await client().synced();
  server.drop(1013, "overloaded");
  await one.until(() => one.document.link.phase === "reconnecting");
  one.document.text.insert(0, "apart ");
  await one.synced();
  await server.has("apart hello");
});

test.each([4400, 4403, 4404, 4409, 1009])("after %i it does not come back, and says why", async (code) => {
  const one = await client().synced();
  server.drop(code, "not-found: It was deleted.");
  await one.until(() => one.document.link.phase === "ended");
  expect(one.document.link).toEqual({ phase: "ended", code, reason: "It was deleted." });
  expect(server.asked).toHaveLength(1);
});

test("a refusal to write is heard", async () => {
  const one = await client().synced();
  server.deny();
  await one.until(() => one.refusals > 0);
});

test("what an earlier visit kept is brought in, once, and is saved when the server has it", async () => {
  const earlier = await client().synced();
  server.drop(1013, "");
  await earlier.until(() => earlier.document.link.phase === "reconnecting");
  earlier.document.text.insert(5, "!");
  const state = earlier.document.state();
  const author = earlier.document.doc.clientID;
  earlier.document.dispose();
  expect(textOf(state)).toBe("hello!");

  server.doc.getText("text").insert(0, "oh, ");
  const later = await client().synced();
  expect(later.document.bring(state, author)).toBe(true);
  expect(later.document.bring(state, author)).toBe(true);
  expect(later.isSaved).toBe(false);
  await server.has("oh, hello!");
  later.document.stored(server.vector());
  await later.until(() => later.isSaved);
  expect(later.text).toBe("oh, hello!");
});

test("what was kept of another document stays out", async () => {
  const stranger = new Y.Doc();
  stranger.getText("text").insert(0, "something else");
  const author = 7;
  const one = await client().synced();
  expect(one.document.bring(Y.encodeStateAsUpdate(stranger), author)).toBe(false);
  expect(one.text).toBe("hello");
});
