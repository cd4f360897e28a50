import type { AccessRequest, Notification, Notifications, Page, WorkspaceRole } from "./api.ts";
import type { Rest } from "./rest.ts";
import { ReconnectingSocket, type SocketWorld } from "./socket.ts";

/** What a person is told, and what they answer. */
export class Inbox {
  constructor(private readonly rest: Rest) {}

  /** The newest, and how many are unread. */
  newest(signal?: AbortSignal): Promise<Notifications> {
    const query = { size: "20" };
    return this.rest.json("/api/notifications", { query, ...(signal === undefined ? {} : { signal }) });
  }

  async read(id: string): Promise<void> {
    await this.rest.send(`/api/notifications/${id}/read`, { method: "POST" });
  }

  async readAll(): Promise<void> {
    await this.rest.send("/api/notifications/read", { method: "POST" });
  }

  async requests(workspace: string): Promise<readonly AccessRequest[]> {
    return (await this.rest.json<Page<AccessRequest>>(`/api/workspaces/${workspace}/access-requests`)).items;
  }

  /** Asks to be let in. */
  ask(workspace: string, role: WorkspaceRole, message: string): Promise<AccessRequest> {
    const json = { role, message };
    return this.rest.json(`/api/workspaces/${workspace}/access-requests`, { method: "POST", json });
  }

  /** Lets the one in who asked, in this role; without one, does not. */
  answer(workspace: string, request: string, role: WorkspaceRole | undefined): Promise<AccessRequest> {
    const json = role === undefined ? { accept: false } : { accept: true, role };
    return this.rest.json(`/api/workspaces/${workspace}/access-requests/${request}/answer`, {
      method: "POST",
      json,
    });
  }
}

export interface NewsListener {
  /** At the beginning, whenever it changes, and after a connection that was lost. */
  onUnread(count: number): void;
  onNotification(notification: Notification): void;
  /** Where what one handed in is by now, of what has changed. */
  onQueue?(places: readonly QueuePlace[]): void;
}

/** Where a submission is in the queue of the tests. */
export interface QueuePlace {
  readonly submission: string;
  readonly assignment: string;
  readonly state: "waiting" | "running" | "done";
  /** Absent when it does not wait. */
  readonly ahead?: number;
  readonly estimateSeconds?: number;
}

/** What is new for the person at this page, from `/ws/notifications`. */
export class NotificationNews {
  private readonly socket: ReconnectingSocket;

  constructor(url: string, listener: NewsListener, world: SocketWorld) {
    this.socket = new ReconnectingSocket(
      url,
      {
        onState: () => undefined,
        onText: (text) => {
          const news = parse(text);
          if (news?.type === "unread") {
            listener.onUnread(news.count);
          } else if (news?.type === "notification") {
            listener.onNotification(news.notification);
          } else if (news?.type === "queue") {
            listener.onQueue?.(news.items);
          }
        },
        onBytes: () => undefined,
      },
      world,
    );
  }

  retryNow(): void {
    this.socket.retryNow();
  }

  dispose(): void {
    this.socket.dispose();
  }
}

type News =
  | { readonly type: "unread"; readonly count: number }
  | { readonly type: "notification"; readonly notification: Notification }
  | { readonly type: "queue"; readonly items: readonly QueuePlace[] };

const KNOWN: ReadonlySet<string> = new Set<News["type"]>(["unread", "notification", "queue"]);

/** Undefined for what a newer server may say. */
function parse(text: string): News | undefined {
  try {
    const value = JSON.parse(text) as News | null;
    return value && KNOWN.has(value.type) ? value : undefined;
  } catch {
    return undefined;
  }
}
