// @vitest-environment jsdom
import { cleanup, screen, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import type { TestResult } from "../../core/api.ts";
import { show, submission } from "../testing/courses.tsx";
import { FakeApi } from "../testing/FakeApi.ts";
import { GradingReport } from "./GradingReport.tsx";

afterEach(cleanup);

const WRONG: TestResult = {
  name: "Count",
  kind: "output",
  visibility: "public",
  weight: 1,
  outcome: "wrong-output",
  runs: 1,
  cpuMillis: 1,
  wallMillis: 1,
  peakMemoryBytes: 1,
  stdin: "",
  expected: "one\ntwo\nthree\n",
  stdout: "one\ntoo\nthree\n",
  stderr: "",
  percent: 0,
};

function report(change: Partial<TestResult>): void {
  const api = new FakeApi();
  const { id } = submission(1);
  api.on(`GET /api/submissions/${id}/grading`, () =>
    Response.json({
      submission: id,
      state: "done",
      tries: 1,
      points: 10,
      receipt: false,
      tests: [{ ...WRONG, ...change }],
    }),
  );
  show(<GradingReport submission={submission(1)} isJudged={false} />, api);
}

test("what differs is told line by line, in words too, beside both whole texts", async () => {
  report({});
  const differences = within(await screen.findByRole("region", { name: "Difference of Count" }));
  expect(differences.getByText("two").closest("del")?.textContent).toBe("2−Should be there: two");
  expect(differences.getByText("too").closest("ins")?.textContent).toBe("2+Was written: too");
  expect(differences.getByText("three").closest("del, ins")).toBeNull();
  expect(screen.getByLabelText("What Count should write").textContent).toBe(WRONG.expected);
  expect(screen.getByLabelText("What Count wrote").textContent).toBe(WRONG.stdout);
});

test("a line break alone is told in words", async () => {
  report({ comparison: "exact", stdout: "one\r\ntwo\r\nthree" });
  expect(await screen.findByText(/The lines are the same: they end in another way/)).toBeDefined();
});

test("an example, a pattern and nothing at all are not compared", async () => {
  for (const change of [{ comparison: "checker" }, { comparison: "regex" }, { stdout: "" }] as const) {
    report(change);
    expect(await screen.findByText("Wrote")).toBeDefined();
    expect(screen.queryByText("Difference")).toBeNull();
    cleanup();
  }
});
