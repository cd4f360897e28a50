/**
 * A refusal in the server's own words: RFC 9457 `application/problem+json` with E-Code's stable `code` and the id under
 * which the request stands in the server's log.
 */
export class Problem extends Error {
  override readonly name = "Problem";

  constructor(
    readonly status: number,
    /** `workspace-busy`, `precondition-failed`…; `http-502` where something in between answered instead of E-Code. */
    readonly code: string,
    readonly detail: string,
    readonly requestId: string | null,
    /** The current ETag of a file that changed in the meantime (412). */
    readonly etag: string | null,
    /** That it was answered before to a request with the same `Idempotency-Key`. */
    readonly isReplayed = false,
  ) {
    super(detail);
  }

  /** True where the credentials are missing or expired, so that signing in again and repeating helps. */
  get isSignedOut(): boolean {
    return this.status === 401;
  }

  static async of(response: Response): Promise<Problem> {
    const etag = response.headers.get("ETag");
    const requestId = response.headers.get("X-Request-Id");
    const isReplayed = response.headers.get("Idempotency-Replayed") === "true";
    const fallback = new Problem(
      response.status,
      `http-${response.status}`,
      `The server answered ${response.status}`,
      requestId,
      etag,
      isReplayed,
    );
    if (!/^application\/(?:problem\+)?json/.test(response.headers.get("Content-Type") ?? "")) {
      return fallback;
    }
    const body = await response.json().catch(() => null);
    if (typeof body !== "object" || body === null) {
      return fallback;
    }
    const read = (name: string): string | null => {
      const value = (body as Record<string, unknown>)[name];
      return typeof value === "string" && value !== "" ? value : null;
    };
    return new Problem(
      response.status,
      read("code") ?? fallback.code,
      read("detail") ?? read("title") ?? fallback.detail,
      read("requestId") ?? requestId,
      etag,
      isReplayed,
    );
  }
}

/** The request did not reach the server or its answer did not come back; whether it took effect is unknown. */
export class Unreachable extends Error {
  override readonly name = "Unreachable";

  constructor(cause: unknown) {
    super("The server cannot be reached", { cause });
  }
}
