import { Problem, Unreachable } from "../../core/problem.ts";

/** Whether a deed was done is not known; doing it once more with the same {@link DeedKey} does not do it twice. */
export class Unsettled extends Error {
  override readonly name = "Unsettled";

  constructor(cause: unknown) {
    super("It is not known whether it was done", { cause });
  }
}

/** Sends the `Idempotency-Key` of a deed: the same until it is known what became of it, then another. */
export class DeedKey {
  #key: string | null = null;

  /** @throws Unsettled when no answer came, or none that tells what became of it */
  async send<T>(ask: (headers: Readonly<Record<string, string>>) => Promise<T>): Promise<T> {
    const isRepeated = this.#key !== null;
    this.#key ??= crypto.randomUUID();
    try {
      const answer = await ask({ "Idempotency-Key": this.#key });
      this.#key = null;
      return answer;
    } catch (error) {
      if (isOpen(error, isRepeated)) {
        throw new Unsettled(error);
      }
      this.#key = null;
      throw error;
    }
  }
}

function isOpen(error: unknown, isRepeated: boolean): boolean {
  if (error instanceof Problem) {
    const isOfSomethingBetween = error.status >= 500 && error.code === `http-${error.status}`;
    // The server refuses a repetition with a conflict while it still works on what came first.
    return isOfSomethingBetween || (isRepeated && error.status === 409 && !error.isReplayed);
  }
  return error instanceof Unreachable;
}
