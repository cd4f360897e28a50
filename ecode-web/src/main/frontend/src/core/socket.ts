/** The browser's WebSocket, reduced to what is used. */
export interface WebSocketLike {
  binaryType: string;
  onopen: (() => void) | null;
  onclose: ((event: { readonly code: number; readonly reason: string }) => void) | null;
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  send(data: string | Uint8Array<ArrayBuffer>): void;
  close(code?: number): void;
}

/** What the reconnecting needs from outside, so that tests hold the clock. */
export interface SocketWorld {
  connect(url: string): WebSocketLike;
  /** @returns a function that cancels */
  later(callback: () => void, millis: number): () => void;
  /** From 0 up to, not including, 1. */
  random(): number;
}

export type SocketState =
  | { readonly phase: "connecting" }
  | { readonly phase: "open" }
  /** Lost; tried again by itself after `retryMillis`. */
  | { readonly phase: "reconnecting"; readonly attempt: number; readonly retryMillis: number }
  /** Ended for good: by us, or by the server with a reason that trying again does not change. */
  | { readonly phase: "closed"; readonly code: number; readonly reason: string };

export interface SocketListener {
  onState(state: SocketState): void;
  onText(text: string): void;
  onBytes(bytes: Uint8Array): void;
}

/** A reason begins with the code of the problem, for programs: "not-found: There is no such terminal." */
const PROBLEM_CODE = /^[a-z]+(-[a-z]+)*: /;

/** Close codes after which the same request would only be refused again. */
const FINAL_CODES: ReadonlySet<number> = new Set([1000, 1009, 4400, 4403, 4404, 4408, 4409]);

const FIRST_RETRY_MILLIS = 500;
const LAST_RETRY_MILLIS = 15_000;

/** One connection that comes back by itself, with exponential backoff and jitter. */
export class ReconnectingSocket {
  private socket: WebSocketLike | undefined;
  private cancelRetry: (() => void) | undefined;
  private attempt = 0;
  private disposed = false;

  constructor(
    private readonly url: string,
    private readonly listener: SocketListener,
    private readonly world: SocketWorld,
  ) {
    this.connect();
  }

  /** False when there is no connection: nothing was sent, nothing is kept for later. */
  send(data: string | Uint8Array<ArrayBuffer>): boolean {
    if (this.socket === undefined || this.attempt !== 0) {
      return false;
    }
    this.socket.send(data);
    return true;
  }

  /** Tries at once what would be tried later, for example when the browser is online again. */
  retryNow(): void {
    if (this.cancelRetry !== undefined) {
      this.cancelRetry();
      this.connect();
    }
  }

  dispose(): void {
    this.disposed = true;
    this.cancelRetry?.();
    this.cancelRetry = undefined;
    const socket = this.socket;
    this.socket = undefined;
    if (socket !== undefined) {
      socket.onopen = socket.onclose = socket.onmessage = null;
      socket.close(1000);
    }
  }

  private connect(): void {
    this.cancelRetry = undefined;
    this.attempt++;
    if (this.attempt === 1) {
      this.listener.onState({ phase: "connecting" });
    }
    const socket = this.world.connect(this.url);
    this.socket = socket;
    socket.binaryType = "arraybuffer";
    socket.onopen = () => {
      this.attempt = 0;
      this.listener.onState({ phase: "open" });
    };
    socket.onmessage = ({ data }) => {
      if (typeof data === "string") {
        this.listener.onText(data);
      } else if (data instanceof ArrayBuffer) {
        this.listener.onBytes(new Uint8Array(data));
      }
    };
    socket.onclose = ({ code, reason }) => {
      this.lost(code, reason);
    };
  }

  private lost(code: number, reason: string): void {
    this.socket = undefined;
    if (this.disposed) {
      return;
    }
    if (FINAL_CODES.has(code)) {
      this.listener.onState({ phase: "closed", code, reason: reason.replace(PROBLEM_CODE, "") });
      return;
    }
    const attempt = Math.max(1, this.attempt);
    this.attempt = attempt;
    const ceiling = Math.min(LAST_RETRY_MILLIS, FIRST_RETRY_MILLIS * 2 ** (attempt - 1));
    const retryMillis = Math.round(ceiling * (0.5 + this.world.random() / 2));
    this.cancelRetry = this.world.later(() => {
      this.connect();
    }, retryMillis);
    this.listener.onState({ phase: "reconnecting", attempt, retryMillis });
  }
}
