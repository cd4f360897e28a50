import type { Practice, TestResult } from "./api.ts";
import { Problem, Unreachable } from "./problem.ts";
import type { Rest } from "./rest.ts";
import { serverEvents } from "./server-events.ts";

/** What happens in a run of tests, in this order: started, then running and results, and one of the last three. */
export type PracticeNews =
  | { readonly kind: "started"; readonly version: string; readonly tests: readonly string[] }
  | { readonly kind: "running"; readonly tests: readonly string[] }
  | { readonly kind: "result"; readonly result: TestResult }
  | { readonly kind: "done"; readonly compileOutput: string }
  | { readonly kind: "cancelled" };

/** All tests of an assignment, each at its limits, twice, behind those of many others. */
const LONGEST_MILLIS = 6 * 3_600_000;

/** The tests of an assignment that one may have run on what one writes. */
export class Practising {
  constructor(
    private readonly rest: Rest,
    private readonly workspace: string,
  ) {}

  offer(assignment: string): Promise<Practice> {
    return this.rest.json(`/api/assignments/${assignment}/practice`);
  }

  /**
   * Runs tests on the files of the workspace as they are. Whoever stops listening, or aborts, ends the run.
   *
   * @param tests undefined for all
   * @throws Problem when it is refused, or fails in the middle; what came before stays true
   * @throws Unreachable when the news break off
   */
  async *run(
    assignment: string,
    tests: readonly string[] | undefined,
    signal: AbortSignal,
  ): AsyncGenerator<PracticeNews> {
    const response = await this.rest.send(`/api/assignments/${assignment}/practice`, {
      method: "POST",
      headers: { Accept: "text/event-stream" },
      json: { workspace: this.workspace, ...(tests === undefined ? {} : { tests }) },
      signal,
      timeoutMillis: LONGEST_MILLIS,
    });
    try {
      for await (const { name, data } of serverEvents(response)) {
        const news = read(name, data);
        if (news !== undefined) {
          yield news;
        }
        if (news?.kind === "done" || news?.kind === "cancelled") {
          return;
        }
      }
    } catch (error) {
      throw error instanceof Problem || signal.aborted ? error : new Unreachable(error);
    }
    throw new Unreachable(new Error("The news of a run broke off"));
  }

  /** Ends the run that the caller has; returns when it is over. */
  async cancel(assignment: string): Promise<void> {
    await this.rest.send(`/api/assignments/${assignment}/practice`, { method: "DELETE" });
  }
}

/** The shapes are what the contract promises; undefined for events of a newer server. */
function read(name: string, data: string): PracticeNews | undefined {
  const value = JSON.parse(data) as Record<string, unknown>;
  switch (name) {
    case "started":
      return { kind: "started", ...(value as { version: string; tests: string[] }) };
    case "running":
      return { kind: "running", ...(value as { tests: string[] }) };
    case "result":
      return { kind: "result", result: value as unknown as TestResult };
    case "done":
      return { kind: "done", ...(value as { compileOutput: string }) };
    case "cancelled":
      return { kind: "cancelled" };
    case "problem": {
      const { status, code, detail, requestId } = value as Record<string, string> & { status: number };
      throw new Problem(status, code ?? "internal", detail ?? "", requestId ?? null, null);
    }
    default:
      return undefined;
  }
}
