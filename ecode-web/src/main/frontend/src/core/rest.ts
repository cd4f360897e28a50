import { Problem, Unreachable } from "./problem.ts";

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

interface RequestInit {
  readonly method: string;
  readonly headers: Headers;
  readonly body?: string | Uint8Array<ArrayBuffer>;
  readonly signal: AbortSignal;
}

export interface Ask {
  readonly method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as they are. */
  readonly bytes?: Uint8Array<ArrayBuffer>;
  readonly signal?: AbortSignal;
  readonly timeoutMillis?: number;
}

const TIMEOUT_MILLIS = 30_000;

/** Requests to `/api` with the browser's session. */
export class Rest {
  constructor(private readonly fetch: Fetch) {}

  /**
   * @throws Problem when the server refuses
   * @throws Unreachable when no answer came; the request may still have taken effect
   */
  async send(path: string, ask: Ask = {}): Promise<Response> {
    const headers = new Headers({ Accept: "application/json, */*", ...ask.headers });
    let body: string | Uint8Array<ArrayBuffer> | undefined = ask.bytes;
    if (ask.json !== undefined) {
      headers.set("Content-Type", "application/json");
      body = JSON.stringify(ask.json);
    }
    const timeout = AbortSignal.timeout(ask.timeoutMillis ?? TIMEOUT_MILLIS);
    let response: Response;
    try {
      response = await this.fetch(path + query(ask.query), {
        method: ask.method ?? "GET",
        headers,
        signal: ask.signal ? AbortSignal.any([ask.signal, timeout]) : timeout,
        ...(body === undefined ? {} : { body }),
      });
    } catch (error) {
      if (ask.signal?.aborted) {
        throw error;
      }
      throw new Unreachable(error);
    }
    if (!response.ok) {
      throw await Problem.of(response);
    }
    return response;
  }

  /** The shape is what the contract promises; it is not checked again here. */
  async json<T>(path: string, ask: Ask = {}): Promise<T> {
    const response = await this.send(path, ask);
    try {
      return (await response.json()) as T;
    } catch (error) {
      throw new Unreachable(error);
    }
  }
}

function query(parameters: Ask["query"]): string {
  const present = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters ?? {})) {
    if (value !== undefined) {
      present.append(name, value);
    }
  }
  const text = present.toString();
  return text === "" ? "" : `?${text}`;
}
