import type { Sharing } from "./api.ts";
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
  /** To be shown; `drawn` is called once it is, so that no more comes than is shown. */
  onOutput(text: string, drawn: () => void): void;
  onReplayed(): void;
  /** To a guest: the size that the screen must have. */
  onSize?(size: TerminalSize): void;
  /** To a guest: what they may do from here on. */
  onSharing?(sharing: Sharing): void;
  /** What was typed was not taken, and why. */
  onRefused?(reason: string): void;
  /** The last thing heard. */
  onExit(exit: TerminalExit): void;
  onState(state: SocketState): void;
}

/** So much may be on its way to the screen; a browser would take in whatever comes, until its memory is full. */
const WINDOW_BYTES = 512 * 1024;

/** How much is drawn before the server hears of it. */
const TOLD_BYTES = WINDOW_BYTES / 8;

/** One attachment to a terminal that lives on the server and outlives it. */
export class TerminalAttachment {
  private readonly socket: ReconnectingSocket;
  private readonly encoder = new TextEncoder();
  private decoder = new TextDecoder();
  private exited = false;
  /** Counts connections: what was drawn of an earlier one's output does not concern the next. */
  private connection = 0;
  private drawnBytes = 0;
  private isThere = true;

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
          const { connection } = this;
          listener.onOutput(this.decoder.decode(bytes, { stream: true }), () => {
            this.drawn(connection, bytes.length);
          });
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

  /** Whether the person at this page is there: an open connection alone keeps a workspace from being idle. */
  attend(isThere: boolean): void {
    this.isThere = isThere;
    this.sendAttention();
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
      this.connection++;
      this.drawnBytes = 0;
      this.socket.send(JSON.stringify({ type: "window", bytes: WINDOW_BYTES }));
      this.listener.onReplaying();
      this.sendSize();
      if (!this.isThere) {
        this.sendAttention();
      }
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
    } else if (message.type === "size") {
      const { cols, rows } = message;
      if (typeof cols === "number" && typeof rows === "number") {
        this.listener.onSize?.({ cols, rows });
      }
    } else if (message.type === "sharing") {
      const { sharing } = message;
      if (sharing === "watch" || sharing === "type") {
        this.listener.onSharing?.(sharing);
      }
    } else if (message.type === "refused") {
      this.listener.onRefused?.(typeof message.reason === "string" ? message.reason : "");
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

  private drawn(connection: number, bytes: number): void {
    if (connection !== this.connection) {
      return;
    }
    this.drawnBytes += bytes;
    if (this.drawnBytes >= TOLD_BYTES) {
      this.socket.send(JSON.stringify({ type: "drawn", bytes: this.drawnBytes }));
      this.drawnBytes = 0;
    }
  }

  private sendAttention(): void {
    this.socket.send(JSON.stringify({ type: this.isThere ? "back" : "away" }));
  }

  private sendSize(): void {
    this.socket.send(JSON.stringify({ type: "resize", ...this.size }));
  }
}
