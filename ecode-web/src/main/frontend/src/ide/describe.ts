import { Problem, Unreachable } from "../core/problem.ts";

/** Without what the workbench would make a link of: names and reasons in a message are other people's text. */
export function unlinked(message: string): string {
  return message.replaceAll("](", "] (");
}

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
