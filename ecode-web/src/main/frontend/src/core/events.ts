import type { WorkspaceEvent } from "./api.ts";
import { ReconnectingSocket, type SocketState, type SocketWorld } from "./socket.ts";

export interface EventListener {
  onEvent(event: WorkspaceEvent): void;
  /**
   * Connected, for the first time or again. What happened in between was not heard: whoever holds a copy of the
   * workspace's state reads it anew.
   */
  onConnected(): void;
  onState(state: SocketState): void;
}

const TYPES: ReadonlySet<unknown> = new Set([
  "state",
  "file",
  "saved",
  "port",
  "notice",
  "access",
  "message",
  "comment",
  "presence",
  "look",
  "followers",
]);

/** News of one workspace, from `/ws/workspaces/{id}/events`. Kinds of news it does not know are passed over. */
export class WorkspaceEvents {
  private readonly socket: ReconnectingSocket;
  private isThere = true;
  private looksAt: { readonly path: string; readonly line: number } | undefined;

  constructor(url: string, listener: EventListener, world: SocketWorld) {
    this.socket = new ReconnectingSocket(
      url,
      {
        onState: (state) => {
          listener.onState(state);
          if (state.phase === "open") {
            if (!this.isThere) {
              this.sendAttention();
            }
            if (this.looksAt !== undefined) {
              this.sendLook();
            }
            listener.onConnected();
          }
        },
        onText: (text) => {
          const event = parse(text);
          if (event !== undefined) {
            listener.onEvent(event);
          }
        },
        onBytes: () => undefined,
      },
      world,
    );
  }

  /** Whether the person at this page is there: an open connection alone keeps a workspace from being idle. */
  attend(isThere: boolean): void {
    this.isThere = isThere;
    this.sendAttention();
  }

  /** Where the person at this page looks; at no file when undefined. */
  look(where: { readonly path: string; readonly line: number } | undefined): void {
    this.looksAt = where;
    this.sendLook();
  }

  /** Asks to hear where somebody looks, instead of whom was asked for before. Not remembered for another connection. */
  follow(id: string | undefined): void {
    this.socket.send(JSON.stringify({ type: "follow", id }));
  }

  private sendLook(): void {
    this.socket.send(JSON.stringify({ type: "look", ...this.looksAt }));
  }

  private sendAttention(): void {
    this.socket.send(JSON.stringify({ type: this.isThere ? "back" : "away" }));
  }

  retryNow(): void {
    this.socket.retryNow();
  }

  dispose(): void {
    this.socket.dispose();
  }
}

function parse(text: string): WorkspaceEvent | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && "type" in value && TYPES.has(value.type)
      ? (value as WorkspaceEvent)
      : undefined;
  } catch {
    return undefined;
  }
}
