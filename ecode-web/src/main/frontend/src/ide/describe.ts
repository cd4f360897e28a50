import { Problem, Unreachable } from "../core/problem.ts";

/** Without what the workbench would make a link of: names and reasons in a message are other people's text. */
export function unlinked(message: string): string {
  return message.replaceAll("](", "] (");
}

/** What happened, as sentences for a person. */
export function describe(error: unknown): string {
  if (error instanceof Problem) {
    const detail = sentence(error.detail);
    return error.requestId === null ? detail : `${detail} (Request ${error.requestId})`;
  }
  if (error instanceof Unreachable) {
    return "The server cannot be reached.";
  }
  return sentence(error instanceof Error ? error.message : String(error));
}

/** With a full stop, where it has none of its own. */
export function sentence(text: string): string {
  return text === "" || /[.!?)]$/.test(text) ? text : `${text}.`;
}
