import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { promises as fs } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import os from "node:os";
import path from "node:path";
import type { Duplex } from "node:stream";
import type { Connect, Plugin } from "vite";
import { type WebSocket, WebSocketServer } from "ws";
import { FakeDocuments } from "./documents.ts";
import { FakePlatform } from "./platform.ts";

const REPLAY_BYTES = 256 * 1024;

/** The policy that the real server sends, so that work on the pages meets it at once. */
const POLICY =
  "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self' blob:; " +
  "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; " +
  "connect-src 'self' ws: wss:; object-src 'none'; base-uri 'self'; frame-ancestors 'none'";

/**
 * `vite --mode fake`: the pages without a platform. Files and terminals are real, in a folder under the system's temporary
 * one; there is one user, one workspace and no protection at all, which is why it only ever listens on loopback.
 *
 * `POST /fake {signedIn?, drop?}` changes the weather.
 */
export function fakePlatform(): Plugin {
  let folder: string;
  const platform = new FakePlatform();
  const shells = new Map<string, Shell>();
  const sockets = new WebSocketServer({ noServer: true });
  const open = new Set<WebSocket>();

  // What a request stores and what a terminal left are taken over one after the other.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(act: () => Promise<T>): Promise<T> => {
    const next = last.then(act, act);
    last = next;
    return next;
  };

  const documents = new FakeDocuments({
    read: (name) => {
      const bytes = platform.files.get(name)?.bytes;
      return bytes && new TextDecoder().decode(bytes);
    },
    write: (name, text) => {
      void inTurn(async () => {
        platform.put(name, new TextEncoder().encode(text));
        platform.tell({ type: "file", change: "changed", path: name, etag: platform.etag(name) ?? null });
        await store(platform, folder);
      });
    },
    saved: (name, stateVector) => {
      platform.tell({ type: "saved", path: name, stateVector });
    },
  });
  platform.moved = (from, to) => {
    documents.moved(from, to);
  };
  platform.listeners.add((event) => {
    const { type, path: name } = event as { type?: string; path?: string };
    if (type === "file" && name !== undefined) {
      documents.look(name);
    }
  });

  platform.openTerminal = (id, cols, rows) => {
    shells.set(id, new Shell(folder, cols, rows, () => platform.terminals.delete(id)));
  };
  platform.closeTerminal = (id) => {
    shells.get(id)?.close();
    shells.delete(id);
  };

  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    const url = new URL(request.url ?? "/", "http://localhost");
    const document = /^\/ws\/collaboration\/[^/]+\/(.+)$/.exec(url.pathname)?.[1];
    const terminal = /^\/ws\/workspaces\/[^/]+\/terminals\/([^/]+)$/.exec(url.pathname)?.[1];
    if (!url.pathname.startsWith("/ws/")) {
      return;
    }
    if (!platform.signedIn) {
      socket.end("HTTP/1.1 401 Unauthorized\r\n\r\n");
      return;
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      open.add(webSocket);
      webSocket.on("close", () => open.delete(webSocket));
      if (document !== undefined) {
        documents.attach(decodeURIComponent(document), webSocket);
        return;
      }
      if (terminal !== undefined) {
        const shell = shells.get(terminal);
        if (shell === undefined) {
          webSocket.close(4404);
        } else {
          shell.attach(webSocket);
        }
        return;
      }
      const listener = (event: unknown): void => {
        webSocket.send(JSON.stringify(event));
      };
      platform.listeners.add(listener);
      webSocket.on("close", () => platform.listeners.delete(listener));
    });
  };

  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) {
      chunks.push(chunk as Buffer);
    }
    const body = Buffer.concat(chunks);
    if (request.url === "/fake") {
      const weather = JSON.parse(body.toString()) as { signedIn?: boolean; drop?: boolean };
      platform.signedIn = weather.signedIn ?? platform.signedIn;
      if (weather.drop === true) {
        open.forEach((socket) => {
          socket.terminate();
        });
      }
      response.end();
      return;
    }
    const headers = new Headers(
      Object.entries(request.headers).filter((header): header is [string, string] => !!header[1]),
    );
    const method = request.method ?? "GET";
    const result = await inTurn(async () => {
      const answer = await platform.handle(
        new Request(new URL(request.url ?? "/", "http://localhost"), {
          method,
          headers,
          ...(method === "GET" || method === "HEAD" ? {} : { body }),
        }),
      );
      await store(platform, folder);
      return answer;
    });
    response.writeHead(result.status, Object.fromEntries(result.headers));
    response.end(Buffer.from(await result.arrayBuffer()));
  };

  const middleware: Connect.NextHandleFunction = (request, response, next) => {
    response.setHeader("Content-Security-Policy", POLICY);
    if (request.url?.startsWith("/api/") === true || request.url === "/fake") {
      respond(request, response).catch(next);
      return;
    }
    if (request.url?.startsWith("/@developer/") === true) {
      request.url = "/ide.html";
    }
    next();
  };

  const prepare = async (): Promise<void> => {
    folder = await fs.mkdtemp(path.join(os.tmpdir(), "ecode-fake-"));
    platform.workspace = { ...platform.workspace, state: "STOPPED" };
    platform.startMillis = 800;
    platform.put(
      "main.py",
      'from greeting import greet\n\nfor name in ["Ada", "Grace"]:\n    print(greet(name))\n',
    );
    platform.put("greeting.py", 'def greet(name: str) -> str:\n    return f"Hello, {name}!"\n');
    platform.put("README.md", "# First steps\n\nPress **Run** to run `main.py`.\n");
    platform.put("data/numbers.csv", "n,square\n1,1\n2,4\n3,9\n");
    await store(platform, folder);
    setInterval(() => {
      inTurn(() => collect(platform, folder)).catch(console.error);
    }, 300).unref();
  };

  return {
    name: "ecode:fake-platform",
    async configureServer(server) {
      await prepare();
      server.httpServer?.on("upgrade", upgrade);
      server.middlewares.use(middleware);
    },
    async configurePreviewServer(server) {
      await prepare();
      server.httpServer.on("upgrade", upgrade);
      server.middlewares.use(middleware);
    },
  };
}

/** One shell on a pseudo-terminal of `script`, with the tail of its output. */
class Shell {
  private readonly process: ChildProcess;
  private tail = Buffer.alloc(0);
  private readonly viewers = new Set<WebSocket>();

  constructor(folder: string, cols: number, rows: number, ended: () => void) {
    const command = `stty cols ${cols} rows ${rows}; exec bash --norc`;
    const env = { PATH: process.env.PATH, HOME: folder, TERM: "xterm-256color", PS1: "\\w$ " };
    this.process = spawn("script", ["-qfec", command, "/dev/null"], { cwd: folder, env });
    this.process.stdout?.on("data", (bytes: Buffer) => {
      this.tail = Buffer.concat([this.tail, bytes]).subarray(-REPLAY_BYTES);
      for (const viewer of this.viewers) {
        viewer.send(bytes);
      }
    });
    this.process.on("exit", (code) => {
      ended();
      for (const viewer of this.viewers) {
        viewer.send(JSON.stringify({ type: "exit", code: code ?? 1 }));
        viewer.close(1000);
      }
    });
  }

  attach(viewer: WebSocket): void {
    this.viewers.add(viewer);
    viewer.on("close", () => this.viewers.delete(viewer));
    viewer.on("message", (data: Buffer, isBinary) => {
      if (isBinary) {
        this.process.stdin?.write(data);
      }
    });
    viewer.send(this.tail);
    viewer.send(JSON.stringify({ type: "replayed" }));
  }

  close(): void {
    this.process.kill("SIGHUP");
  }
}

async function store(platform: FakePlatform, folder: string): Promise<void> {
  const wanted = new Set(platform.files.keys());
  for (const each of platform.folders) {
    await fs.mkdir(path.join(folder, each), { recursive: true });
  }
  for (const [name, { bytes }] of platform.files) {
    const file = path.join(folder, name);
    const present = await fs.readFile(file).catch(() => undefined);
    if (!present?.equals(bytes)) {
      await fs.mkdir(path.dirname(file), { recursive: true });
      await fs.writeFile(file, bytes);
    }
  }
  for (const name of await names(folder)) {
    if (!wanted.has(name)) {
      await fs.rm(path.join(folder, name), { force: true });
    }
  }
}

async function collect(platform: FakePlatform, folder: string): Promise<void> {
  const present = await names(folder);
  for (const name of present) {
    const bytes = await fs.readFile(path.join(folder, name)).catch(() => undefined);
    if (bytes === undefined) {
      continue;
    }
    const hash = `"${createHash("sha256").update(bytes).digest("hex")}"`;
    if (hash !== platform.etag(name)) {
      const change = platform.files.has(name) ? "changed" : "created";
      platform.put(name, new Uint8Array(bytes));
      platform.tell({ type: "file", change, path: name, etag: hash });
    }
  }
  for (const name of platform.files.keys()) {
    if (!present.includes(name)) {
      platform.files.delete(name);
      platform.tell({ type: "file", change: "deleted", path: name });
    }
  }
}

async function names(folder: string): Promise<string[]> {
  const entries = await fs.readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !entry.parentPath.includes("__pycache__"))
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
}
