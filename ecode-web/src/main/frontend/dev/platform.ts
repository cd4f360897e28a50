import { createHash } from "node:crypto";
import type { FileEntry, SearchMatch, TerminalView, Workspace, WorkspaceEvent } from "../src/core/api.ts";

/**
 * Speaks the part of E-Code's contract that the IDE page uses, in memory, for one user and one workspace. For unit tests
 * and for work on the page without a platform; the end-to-end tests run against the real one.
 */
export class FakePlatform {
  readonly files = new Map<string, { bytes: Uint8Array; modifiedAt: Date }>();
  readonly folders = new Set<string>();
  readonly terminals = new Map<string, TerminalView>();
  readonly listeners = new Set<(event: WorkspaceEvent) => void>();
  /** What the next requests get instead of an answer: a status, or the loss of the request or of its answer. */
  readonly faults: (number | "request-lost" | "answer-lost")[] = [];
  signedIn = true;
  workspace: Workspace = {
    id: "6f9619ff-8b86-4d01-b42d-00cf4fc964ff",
    name: "First steps",
    slug: "first-steps",
    owner: "developer",
    template: "python",
    state: "RUNNING",
    public: false,
    linked: false,
    role: "owner",
    createdAt: "2026-11-01T08:00:00Z",
    lastActiveAt: "2026-11-21T08:00:00Z",
  };
  openTerminal: (id: string, cols: number, rows: number) => void = () => undefined;
  closeTerminal: (id: string) => void = () => undefined;
  moved: (from: string, to: string) => void = () => undefined;
  startMillis = 0;

  tell(event: WorkspaceEvent): void {
    for (const listener of this.listeners) {
      listener(event);
    }
  }

  put(path: string, text: string | Uint8Array): void {
    const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
    this.files.set(path, { bytes, modifiedAt: new Date() });
  }

  text(path: string): string | undefined {
    const file = this.files.get(path);
    return file && new TextDecoder().decode(file.bytes);
  }

  etag(path: string): string | undefined {
    const file = this.files.get(path);
    return file && `"${createHash("sha256").update(file.bytes).digest("hex")}"`;
  }

  /** For `new Rest(…)`: the platform without a network in between. */
  readonly fetch = async (url: string, init: RequestInit): Promise<Response> => {
    const fault = this.faults.shift();
    if (fault === "request-lost") {
      throw new TypeError("fetch failed");
    }
    if (typeof fault === "number") {
      return problem(fault, "fault");
    }
    const response = await this.handle(new Request(new URL(url, "http://localhost"), init));
    if (fault === "answer-lost") {
      throw new TypeError("fetch failed");
    }
    return response;
  };

  async handle(request: Request): Promise<Response> {
    if (!this.signedIn) {
      return problem(401, "not-signed-in");
    }
    const url = new URL(request.url);
    const path = decodeURIComponent(url.pathname);
    const inWorkspace = `/api/workspaces/${this.workspace.id}`;
    if (path === "/api/me") {
      return json({ id: "1", name: "developer" });
    }
    if (path === "/api/workspaces") {
      const known =
        url.searchParams.get("owner") === this.workspace.owner &&
        url.searchParams.get("slug") === this.workspace.slug;
      return json({ items: known ? [this.workspace] : [], page: 0, size: 50, total: known ? 1 : 0 });
    }
    if (path === "/api/assignments") {
      return json({ items: [], page: 0, size: 200, total: 0 });
    }
    if (path === inWorkspace) {
      return json(this.workspace);
    }
    if (!path.startsWith(`${inWorkspace}/`)) {
      return problem(404, "not-found");
    }
    return this.inWorkspace(path.slice(inWorkspace.length + 1), url, request);
  }

  private async inWorkspace(path: string, url: URL, request: Request): Promise<Response> {
    const [area, ...rest] = path.split("/");
    switch (area) {
      case "start":
        this.start();
        return json(this.workspace, 202);
      case "files":
        return rest.length === 0 ? json({ items: this.list() }) : this.file(rest.join("/"), request);
      case "folders": {
        const { path: folder } = (await request.json()) as { path: string };
        this.folders.add(folder);
        this.tell({ type: "file", change: "created", path: folder });
        return json({ path: folder }, 201);
      }
      case "moves": {
        const { from, to } = (await request.json()) as { from: string; to: string };
        return this.move(from, to);
      }
      case "search":
        return json({ items: this.search(url.searchParams) });
      case "terminals":
        return this.terminal(rest[0], request);
      default:
        return problem(404, "not-found");
    }
  }

  private start(): void {
    if (this.workspace.state === "RUNNING") {
      return;
    }
    this.workspace = { ...this.workspace, state: "STARTING" };
    this.tell({ type: "state", state: "STARTING" });
    setTimeout(() => {
      this.workspace = { ...this.workspace, state: "RUNNING" };
      this.tell({ type: "state", state: "RUNNING" });
    }, this.startMillis);
  }

  private list(): FileEntry[] {
    return [
      ...[...this.folders].map((path) => ({
        path,
        type: "folder" as const,
        size: 0,
        etag: null,
        modifiedAt: this.workspace.createdAt,
      })),
      ...[...this.files].map(([path, { bytes, modifiedAt }]) => ({
        path,
        type: "file" as const,
        size: bytes.length,
        etag: this.etag(path) ?? null,
        modifiedAt: modifiedAt.toISOString(),
      })),
    ];
  }

  private async file(path: string, request: Request): Promise<Response> {
    const stored = this.files.get(path);
    const etag = this.etag(path);
    const expected = request.headers.get("If-Match");
    const stale = expected !== null && (etag === undefined || (expected !== "*" && expected !== etag));
    switch (request.method) {
      case "GET":
        return stored === undefined || etag === undefined
          ? problem(404, "not-found")
          : new Response(new Uint8Array(stored.bytes), { headers: { ETag: etag } });
      case "PUT":
        if (stale) {
          return problem(412, "stale-etag", etag);
        }
        if (stored !== undefined && expected === null) {
          return problem(428, "etag-required", etag);
        }
        this.put(path, new Uint8Array(await request.arrayBuffer()));
        this.tell({
          type: "file",
          change: stored ? "changed" : "created",
          path,
          etag: this.etag(path) ?? null,
        });
        return json(
          this.list().find((entry) => entry.path === path),
          stored ? 200 : 201,
        );
      case "DELETE":
        if (stale) {
          return problem(412, "stale-etag", etag);
        }
        for (const each of [...this.files.keys(), ...this.folders]) {
          if (each === path || each.startsWith(`${path}/`)) {
            this.files.delete(each);
            this.folders.delete(each);
          }
        }
        this.tell({ type: "file", change: "deleted", path });
        return new Response(null, { status: 204 });
      default:
        return problem(405, "method-not-allowed");
    }
  }

  private move(from: string, to: string): Response {
    for (const [path, file] of [...this.files]) {
      if (path === from || path.startsWith(`${from}/`)) {
        this.files.delete(path);
        this.files.set(to + path.slice(from.length), file);
        this.moved(path, to + path.slice(from.length));
      }
    }
    for (const path of [...this.folders]) {
      if (path === from || path.startsWith(`${from}/`)) {
        this.folders.delete(path);
        this.folders.add(to + path.slice(from.length));
      }
    }
    this.tell({ type: "file", change: "many" });
    return json({}, 200);
  }

  private search(parameters: URLSearchParams): SearchMatch[] {
    const text = parameters.get("q") ?? "";
    const source = parameters.get("regex") === "true" ? text : text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    const pattern = new RegExp(source, parameters.get("case") === "true" ? "g" : "gi");
    const matches: SearchMatch[] = [];
    for (const path of this.files.keys()) {
      for (const [index, line] of (this.text(path) ?? "").split("\n").entries()) {
        for (const match of line.matchAll(pattern)) {
          const column = match.index + 1;
          matches.push({ path, line: index + 1, column, length: match[0].length, text: line });
        }
      }
    }
    return matches;
  }

  private async terminal(id: string | undefined, request: Request): Promise<Response> {
    if (request.method === "POST") {
      if (this.workspace.state !== "RUNNING") {
        return problem(409, "workspace-not-running");
      }
      const { cols, rows } = (await request.json()) as { cols: number; rows: number };
      const terminal: TerminalView = {
        id: crypto.randomUUID(),
        state: "open",
        cols,
        rows,
        cwd: "",
        openedBy: this.workspace.owner,
        sharing: "private",
      };
      this.terminals.set(terminal.id, terminal);
      this.openTerminal(terminal.id, cols, rows);
      return json(terminal, 201);
    }
    if (request.method === "DELETE" && id !== undefined) {
      this.terminals.delete(id);
      this.closeTerminal(id);
      return new Response(null, { status: 204 });
    }
    return json({ items: [...this.terminals.values()] });
  }
}

function json(value: unknown, status = 200): Response {
  return Response.json(value, { status });
}

function problem(status: number, code: string, etag?: string): Response {
  const body = JSON.stringify({ status, code, detail: code, requestId: "fake" });
  const headers = { "Content-Type": "application/problem+json", ...(etag ? { ETag: etag } : {}) };
  return new Response(body, { status, headers });
}
