import { Problem, Unreachable } from "../core/problem.ts";
import { type Ask, Rest } from "../core/rest.ts";
import type { SocketWorld, WebSocketLike } from "../core/socket.ts";
import { Observable } from "./disposing.ts";

/** Whether the server hears us, as far as the last request or connection told. */
export type Reach = "reachable" | "unreachable" | "signed-out";

const PROBE_MILLIS = 3_000;

/**
 * The browser's session with the server. Every request goes through it, so that it knows first when the session has
 * expired or the server cannot be reached; it then asks by itself until all is well again.
 */
export class Session extends Rest {
  readonly reach = new Observable<Reach>("reachable");
  private probing: number | undefined;

  constructor() {
    super((url, init) => fetch(url, init));
    addEventListener("online", () => void this.probe());
    addEventListener("offline", () => {
      this.reach.set("unreachable");
      this.probeLater();
    });
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible" && this.reach.value !== "reachable") {
        void this.probe();
      }
    });
  }

  override async send(path: string, ask?: Ask): Promise<Response> {
    try {
      const response = await super.send(path, ask);
      this.reach.set("reachable");
      return response;
    } catch (error) {
      if (error instanceof Unreachable) {
        this.reach.set("unreachable");
      } else if (error instanceof Problem) {
        this.reach.set(error.isSignedOut ? "signed-out" : "reachable");
      }
      this.probeLater();
      throw error;
    }
  }

  /** Asks whether the session stands; the answer is in `reach`. */
  async probe(): Promise<void> {
    try {
      await this.send("/api/me", { timeoutMillis: 5_000 });
    } catch {
      // Told by `reach`.
    }
  }

  private probeLater(): void {
    if (this.reach.value !== "reachable" && this.probing === undefined) {
      this.probing = window.setTimeout(() => {
        this.probing = undefined;
        void this.probe();
      }, PROBE_MILLIS);
    }
  }
}

/** The browser's clock and sockets. */
export const browser: SocketWorld = {
  connect: (url) => new WebSocket(url) as WebSocketLike,
  later: (callback, millis) => {
    const timer = setTimeout(callback, millis);
    return () => {
      clearTimeout(timer);
    };
  },
  random: () => Math.random(),
};

/** The address of a WebSocket on the page's own server. */
export function socketUrl(path: string): string {
  return `${location.protocol === "https:" ? "wss:" : "ws:"}//${location.host}${path}`;
}

/** As the server hashes contents; undefined on pages that are not served securely, where browsers do not hash. */
export async function digest(bytes: Uint8Array<ArrayBuffer>): Promise<string | undefined> {
  if (!isSecureContext) {
    return undefined;
  }
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return `"${Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("")}"`;
}
