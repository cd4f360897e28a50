import { Problem, Unreachable } from "../core/problem.ts";

/** What happened, as sentences for a person. */
export function describe(error: unknown): string {
  if (error instanceof Problem) {
    const sentence = /[.!?]$/.test(error.detail) ? error.detail : `${error.detail}.`;
    return error.requestId === null ? sentence : `${sentence} (Request ${error.requestId})`;
  }
  if (error instanceof Unreachable) {
    return "The server cannot be reached.";
  }
  return error instanceof Error ? error.message : String(error);
}
