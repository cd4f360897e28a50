import type { Me, Workspace } from "../../core/api.ts";

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Headers;
  readonly body: unknown;
}

type Answer = (asked: Asked) => Response;

export const ZOE: Me = {
  id: "00000000-0000-4000-8000-000000000001",
  name: "zoe",
  fullName: "Zoë Ångström",
  email: "zoe@example.org",
  organization: { id: "00000000-0000-4000-8000-0000000000ff", alias: "demo" },
  roles: ["member"],
  accountUrl: "http://localhost:9180/realms/ecode/account",
};

export const DATA_LAB: Workspace = {
  id: "00000000-0000-4000-8000-000000000002",
  name: "Data lab",
  slug: "data-lab",
  owner: "zoe",
  template: "python",
  state: "STOPPED",
  public: false,
  linked: false,
  role: "owner",
  createdAt: "2026-11-01T08:00:00Z",
  lastActiveAt: "2026-11-21T08:00:00Z",
};

/** Answers like the platform, from memory; a test says what differs, and reads what was asked. */
export class FakeApi {
  readonly asked: Asked[] = [];
  readonly #answers = new Map<string, Answer>();
  me: Me | null = ZOE;
  workspaces: Workspace[] = [DATA_LAB];
  trash: Workspace[] = [];

  /** `"POST /api/workspaces"`; the path is matched whole. */
  on(what: string, answer: Answer): void {
    this.#answers.set(what, answer);
  }

  asks(what: string): readonly Asked[] {
    return this.asked.filter(({ method, path }) => `${method} ${path}` === what);
  }

  readonly fetch = (url: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const { pathname, searchParams } = new URL(url instanceof Request ? url.url : url, "http://localhost");
    const body: unknown = typeof init.body === "string" ? JSON.parse(init.body) : undefined;
    const asked = {
      method: init.method ?? "GET",
      path: pathname,
      query: searchParams,
      headers: new Headers(init.headers),
      body,
    };
    this.asked.push(asked);
    const answer = this.#answers.get(`${asked.method} ${pathname}`);
    return Promise.resolve(answer ? answer(asked) : this.#usual(asked));
  };

  #usual({ path, query }: Asked): Response {
    if (this.me === null) {
      return problem(401, "not-signed-in", "Sign in first.");
    }
    switch (path) {
      case "/api/me":
        return Response.json(this.me);
      case "/api/workspaces": {
        const items = query.get("trashed") === "true" ? this.trash : this.workspaces;
        return Response.json({ items, page: 0, size: 50, total: items.length });
      }
      case "/api/templates":
        return Response.json({
          items: [
            { id: "blank", name: "Blank", description: "Nothing in it." },
            { id: "python", name: "Python", description: "A program and its test." },
          ],
        });
      case "/api/quota":
        return Response.json({ workspaces: { used: this.workspaces.length, limit: 10 } });
      case `/api/workspaces/${DATA_LAB.id}/members`:
        return Response.json({ items: [], page: 0, size: 200, total: 0 });
      case `/api/workspaces/${DATA_LAB.id}/access-requests`:
        return Response.json({ items: [], page: 0, size: 50, total: 0 });
      case "/api/notifications":
        return Response.json({ items: [], page: 0, size: 20, total: 0, unread: 0 });
      case "/api/me/activity":
      case "/api/audit/events":
      case "/api/me/tokens":
      case "/api/me/sessions":
        return Response.json({ items: [] });
      default:
        return problem(404, "not-found", "There is nothing at this address.");
    }
  }
}

export function problem(status: number, code: string, detail: string): Response {
  return Response.json(
    { status, code, detail, requestId: "request-7" },
    { status, headers: { "Content-Type": "application/problem+json" } },
  );
}
