import { expect, test } from "vitest";
import type { TestResult } from "../../core/api.ts";
import { difference, headline, report } from "./verdict.ts";

const WRONG: TestResult = {
  name: "small",
  kind: "output",
  visibility: "public",
  weight: 2,
  outcome: "wrong-output",
  runs: 1,
  cpuMillis: 12,
  wallMillis: 20,
  peakMemoryBytes: 1,
  stdin: "1 2\n",
  expected: "3\n",
  comparison: "tolerant",
  stdout: "4\n",
  stderr: "",
  percent: 0,
};

test("the headline says what it is worth", () => {
  expect(headline(WRONG)).toBe("wrong output (0 of weight 2)");
  expect(headline({ ...WRONG, outcome: "partly", percent: 25 })).toBe("partly right, 25 % (0.5 of weight 2)");
  expect(headline({ ...WRONG, outcome: "passed", percent: 100, weight: 0 })).toBe("passed (does not count)");
});

test("an output is held against what was expected", () => {
  expect(difference(WRONG)).toEqual({ expected: "3\n", actual: "4\n" });
});

test("an expression, an example and an error are no other side", () => {
  expect(difference({ ...WRONG, comparison: "regex" })).toBeUndefined();
  expect(difference({ ...WRONG, comparison: "checker", outcome: "partly" })).toBeUndefined();
  expect(difference({ ...WRONG, outcome: "runtime-error" })).toBeUndefined();
});

test("the report has all that is known", () => {
  expect(report({ ...WRONG, stderr: "warning\n", remark: "Add them." })).toBe(
    [
      "wrong output (0 of weight 2)",
      "20 ms, of which 12 ms of processor time",
      "What is said of it:",
      "    Add them.",
      "Input:",
      "    1 2",
      "Should write:",
      "    3",
      "Wrote:",
      "    4",
      "Errors:",
      "    warning",
    ].join("\n"),
  );
});

test("of a test that passed there is little to say", () => {
  expect(report({ ...WRONG, outcome: "passed", percent: 100 }).split("\n")).toHaveLength(2);
});
