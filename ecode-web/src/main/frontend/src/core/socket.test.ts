import { expect, test } from "vitest";
import { ReconnectingSocket, type SocketState, type SocketWorld, type WebSocketLike } from "./socket.ts";
import { TerminalAttachment } from "./terminals.ts";
import { WorkspaceEvents } from "./events.ts";
import type { WorkspaceEvent } from "./api.ts";

/** A network in which the test is the server and the clock. */
class FakeNetwork implements SocketWorld {
  readonly sockets: FakeSocket[] = [];
  readonly waiting: { callback: () => void; millis: number }[] = [];

  connect(): WebSocketLike {
    const socket = new FakeSocket();
    this.sockets.push(socket);
    return socket;
  }

  later(callback: () => void, millis: number): () => void {
    const entry = { callback, millis };
    this.waiting.push(entry);
    return () => {
      this.waiting.splice(this.waiting.indexOf(entry), 1);
    };
  }

  random(): number {
    return 0.999;
  }

  get last(): FakeSocket {
    const socket = this.sockets.at(-1);
    if (socket === undefined) {
      throw new Error("nobody connected");
    }
    return socket;
  }

  elapse(): number {
    const entry = this.waiting.shift();
    entry?.callback();
    return entry?.millis ?? 0;
  }
}

class FakeSocket implements WebSocketLike {
  binaryType = "";
  onopen: (() => void) | null = null;
  onclose: ((event: { code: number; reason: string }) => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  readonly sent: (string | Uint8Array)[] = [];
  closed = false;

  send(data: string | Uint8Array): void {
    this.sent.push(data);
  }

  close(): void {
    this.closed = true;
  }

  receive(data: unknown): void {
    this.onmessage?.({ data });
  }

  drop(code = 1006, reason = ""): void {
    this.onclose?.({ code, reason });
  }
}

function open(network: FakeNetwork): { socket: ReconnectingSocket; states: SocketState[] } {
  const states: SocketState[] = [];
  const socket = new ReconnectingSocket(
    "/ws",
    { onState: (state) => states.push(state), onText: () => undefined, onBytes: () => undefined },
    network,
  );
  return { socket, states };
}

test("a lost connection comes back, each time after a longer wait, up to a bound", () => {
  const network = new FakeNetwork();
  open(network);
  network.last.onopen?.();
  network.last.drop();
  const waits = Array.from({ length: 8 }, () => {
    const millis = network.elapse();
    network.last.drop();
    return millis;
  });
  expect(waits).toEqual(waits.toSorted((a, b) => a - b));
  expect(waits[0]).toBeLessThanOrEqual(500);
  expect(waits.at(-1)).toBeLessThanOrEqual(15_000);
});

test("a refusal that trying again does not change ends it", () => {
  const network = new FakeNetwork();
  const { states } = open(network);
  network.last.onopen?.();
  network.last.drop(4404, "not-found: There is no such terminal.");
  expect(states.at(-1)).toEqual({ phase: "closed", code: 4404, reason: "There is no such terminal." });
  expect(network.waiting).toEqual([]);
});

test("nothing is sent while there is no connection", () => {
  const network = new FakeNetwork();
  const { socket } = open(network);
  expect(socket.send("x")).toBe(false);
  network.last.onopen?.();
  expect(socket.send("x")).toBe(true);
  network.last.drop();
  expect(socket.send("x")).toBe(false);
});

test("disposing closes the connection and forgets the next try", () => {
  const network = new FakeNetwork();
  const { socket } = open(network);
  const first = network.last;
  socket.dispose();
  expect(first.closed).toBe(true);
  const { socket: other } = open(network);
  network.last.drop();
  other.dispose();
  expect(network.waiting).toEqual([]);
});

test("being online again tries at once, and only once", () => {
  const network = new FakeNetwork();
  const { socket } = open(network);
  network.last.drop();
  socket.retryNow();
  socket.retryNow();
  expect(network.sockets).toHaveLength(2);
  expect(network.waiting).toEqual([]);
});

test("news that cannot be read or is of an unknown kind is passed over", () => {
  const network = new FakeNetwork();
  const heard: WorkspaceEvent[] = [];
  const listener = {
    onEvent: (event: WorkspaceEvent) => heard.push(event),
    onConnected: () => 0,
    onState: () => 0,
  };
  new WorkspaceEvents("/ws", listener, network);
  network.last.onopen?.();
  for (const text of ["{", "null", '"x"', '{"type":"weather"}', '{"type":"state","state":"RUNNING"}']) {
    network.last.receive(text);
  }
  expect(heard).toEqual([{ type: "state", state: "RUNNING" }]);
});

function attach(network: FakeNetwork): {
  attachment: TerminalAttachment;
  log: string[];
  drawn: (() => void)[];
} {
  const log: string[] = [];
  const drawn: (() => void)[] = [];
  const attachment = new TerminalAttachment(
    "/ws",
    { cols: 80, rows: 24 },
    {
      onReplaying: () => log.push("replaying"),
      onOutput: (text, done) => {
        log.push(text);
        drawn.push(done);
      },
      onSize: ({ cols, rows }) => log.push(`size ${cols}x${rows}`),
      onRefused: (reason) => log.push(`refused ${reason}`),
      onReplayed: () => log.push("replayed"),
      onExit: (exit) => log.push(`exit ${exit.code ?? exit.signal ?? ""}`),
      onState: (state) => log.push(state.phase),
    },
    network,
  );
  return { attachment, log, drawn };
}

test("a terminal that comes back replays on an empty screen and gets its size again", () => {
  const network = new FakeNetwork();
  const { attachment, log } = attach(network);
  network.last.onopen?.();
  attachment.resize({ cols: 100, rows: 30 });
  network.last.drop();
  network.elapse();
  log.length = 0;
  network.last.onopen?.();
  network.last.receive(new TextEncoder().encode("$ ").buffer);
  network.last.receive('{"type":"replayed"}');
  expect(log).toEqual(["replaying", "open", "$ ", "replayed"]);
  expect(network.last.sent).toContain('{"type":"resize","cols":100,"rows":30}');
});

test("a character cut between two frames is whole on the screen", () => {
  const network = new FakeNetwork();
  const { log } = attach(network);
  network.last.onopen?.();
  const [first, ...rest] = new TextEncoder().encode("ü");
  network.last.receive(new Uint8Array([first ?? 0]).buffer);
  network.last.receive(new Uint8Array(rest).buffer);
  expect(log.join("")).toContain("ü");
});

test("a terminal that ended is not connected again", () => {
  const network = new FakeNetwork();
  const { log } = attach(network);
  network.last.onopen?.();
  network.last.receive('{"type":"exit","code":3}');
  expect(log.at(-1)).toBe("exit 3");
  expect(network.last.closed).toBe(true);
  expect(network.waiting).toEqual([]);
});

test("no more comes than the screen draws", () => {
  const network = new FakeNetwork();
  const { drawn } = attach(network);
  network.last.onopen?.();
  const window = JSON.parse(String(network.last.sent[0])) as { type: string; bytes: number };
  expect(window.type).toBe("window");
  network.last.sent.length = 0;
  network.last.receive(new Uint8Array(window.bytes).buffer);
  expect(network.last.sent).toEqual([]);
  drawn.forEach((done) => {
    done();
  });
  expect(network.last.sent).toEqual([`{"type":"drawn","bytes":${window.bytes}}`]);
});

test("what an earlier connection's output took to draw does not count for the next", () => {
  const network = new FakeNetwork();
  const { drawn } = attach(network);
  network.last.onopen?.();
  network.last.receive(new Uint8Array(1024 * 1024).buffer);
  network.last.drop();
  network.elapse();
  network.last.onopen?.();
  network.last.sent.length = 0;
  drawn.forEach((done) => {
    done();
  });
  expect(network.last.sent).toEqual([]);
});

test("a guest hears the size and why typing was refused", () => {
  const network = new FakeNetwork();
  const { log } = attach(network);
  network.last.onopen?.();
  network.last.receive('{"type":"size","cols":91,"rows":17}');
  network.last.receive('{"type":"refused","reason":"Only watching."}');
  expect(log.slice(-2)).toEqual(["size 91x17", "refused Only watching."]);
});
