import type { Comparison, TestResult } from "./api.ts";

/** What became of a test, as people read it. */
export const OUTCOMES: Readonly<Record<TestResult["outcome"], string>> = {
  passed: "passed",
  partly: "partly right",
  "wrong-output": "wrong output",
  failed: "failed",
  "compile-error": "does not compile",
  "runtime-error": "ended with an error",
  "cpu-limit": "computed for too long",
  "wall-limit": "took too long",
  "memory-limit": "took too much memory",
  "process-limit": "started too many processes",
  "output-limit": "wrote too much",
};

/** What stands before what a test expects. */
export function shouldWrite(test: { readonly comparison?: Comparison }): string {
  switch (test.comparison) {
    case "regex":
      return "Should match";
    case "checker":
      return "For example";
    default:
      return "Should write";
  }
}
