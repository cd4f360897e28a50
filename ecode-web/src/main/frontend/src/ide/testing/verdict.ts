import type { TestResult } from "../../core/api.ts";
import { OUTCOMES, shouldWrite } from "../../core/outcomes.ts";

/** Comparisons in which what is expected is an output, and can be held against another. */
const COMPARED: readonly TestResult["comparison"][] = ["exact", "tolerant", "numeric"];

/** What came of a test, in one line. */
export function headline({ outcome, percent, weight }: TestResult): string {
  const words = outcome === "partly" ? `${OUTCOMES.partly}, ${percent} %` : OUTCOMES[outcome];
  return weight === 0
    ? `${words} (does not count)`
    : `${words} (${Math.round(percent * weight) / 100} of weight ${weight})`;
}

/** What was expected and what came instead, where one can be held against the other. */
export function difference(
  result: TestResult,
): { readonly expected: string; readonly actual: string } | undefined {
  const wrote = result.outcome === "wrong-output" || result.outcome === "partly";
  return wrote && COMPARED.includes(result.comparison)
    ? { expected: result.expected, actual: result.stdout }
    : undefined;
}

/** All that is to be said of a test, as text; the headline comes first. */
export function report(result: TestResult): string {
  const passed = result.outcome === "passed";
  const lines = [
    headline(result),
    `${result.wallMillis} ms, of which ${result.cpuMillis} ms of processor time${result.runs > 1 ? "; run twice because it was near a limit" : ""}`,
  ];
  const say = (title: string, text: string | undefined): void => {
    if (text !== undefined && text !== "") {
      lines.push(`${title}:`, indented(text));
    }
  };
  say("What is said of it", result.remark);
  if (!passed && result.kind === "output" && result.outcome !== "compile-error") {
    say("Input", result.stdin);
    say(shouldWrite(result), result.expected);
    lines.push(result.stdout === "" ? "Wrote nothing" : `Wrote:\n${indented(result.stdout)}`);
  }
  if (!passed) {
    say(result.kind === "unit" ? "Why" : "Errors", result.stderr);
  }
  return lines.join("\n");
}

function indented(text: string): string {
  return text
    .replace(/\r?\n$/, "")
    .split(/\r?\n/)
    .map((line) => `    ${line}`)
    .join("\n");
}
