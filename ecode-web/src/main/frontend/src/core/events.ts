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

const TYPES: ReadonlySet<unknown> = new Set(["state", "file", "saved", "port", "notice"]);

/** News of one workspace, from `/ws/workspaces/{id}/events`. Kinds of news it does not know are passed over. */
export class WorkspaceEvents {
  private readonly socket: ReconnectingSocket;
  private isThere = true;

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
