import { ReconnectingSocket, type SocketState, type SocketWorld } from "./socket.ts";
import type { TerminalSize } from "./workspaces.ts";

export interface TerminalExit {
  readonly code?: number;
  readonly signal?: number;
  /** Why it ended, when not by itself: the workspace or the server stopped, for example. */
  readonly reason?: string;
}

export interface TerminalListener {
  /** The screen is to be emptied: what follows, up to `onReplayed`, is the terminal's tail from the server. */
  onReplaying(): void;
  onOutput(text: string): void;
  onReplayed(): void;
  /** The last thing heard. */
  onExit(exit: TerminalExit): void;
  onState(state: SocketState): void;
}

/** One attachment to a terminal that lives on the server and outlives it. */
export class TerminalAttachment {
  private readonly socket: ReconnectingSocket;
  private readonly encoder = new TextEncoder();
  private decoder = new TextDecoder();
  private exited = false;

  constructor(
    url: string,
    private size: TerminalSize,
    private readonly listener: TerminalListener,
    world: SocketWorld,
  ) {
    this.socket = new ReconnectingSocket(
      url,
      {
        onState: (state) => {
          this.onState(state);
        },
        onText: (text) => {
          this.onControl(text);
        },
        onBytes: (bytes) => {
          listener.onOutput(this.decoder.decode(bytes, { stream: true }));
        },
      },
      world,
    );
  }

  /** False when there is no connection; the keys are then lost, which the caller shows by the connection's state. */
  input(keys: string): boolean {
    return this.socket.send(this.encoder.encode(keys));
  }

  resize(size: TerminalSize): void {
    this.size = size;
    this.sendSize();
  }

  retryNow(): void {
    this.socket.retryNow();
  }

  /** Leaves; the terminal itself goes on. */
  dispose(): void {
    this.socket.dispose();
  }

  private onState(state: SocketState): void {
    if (state.phase === "open") {
      this.decoder = new TextDecoder();
      this.listener.onReplaying();
      this.sendSize();
    }
    if (!this.exited) {
      this.listener.onState(state);
    }
  }

  private onControl(text: string): void {
    let message: Record<string, unknown>;
    try {
      message = JSON.parse(text) as Record<string, unknown>;
    } catch {
      return;
    }
    if (message.type === "replayed") {
      this.listener.onReplayed();
    } else if (message.type === "exit") {
      this.exited = true;
      this.socket.dispose();
      const { code, signal, reason } = message;
      this.listener.onExit({
        ...(typeof code === "number" ? { code } : {}),
        ...(typeof signal === "number" ? { signal } : {}),
        ...(typeof reason === "string" ? { reason } : {}),
      });
    }
  }

  private sendSize(): void {
    this.socket.send(JSON.stringify({ type: "resize", ...this.size }));
  }
}
