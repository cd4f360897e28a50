// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import type { Finding } from "../../core/api.ts";
import { Findings, Quarantined, Tried } from "./RehearsalFindings.tsx";

afterEach(cleanup);

const FLIPS: Finding = {
  kind: "flips",
  test: "A coin",
  solution: "reference",
  passed: 17,
  runs: 30,
  quarantined: false,
};

test("a test that flips is named with its counts, and can be put into quarantine", () => {
  const onQuarantine = vi.fn();
  render(<Findings findings={[FLIPS]} isBusy={false} onQuarantine={onQuarantine} />);
  expect(screen.getByText("17 of 30")).toBeDefined();
  fireEvent.click(screen.getByRole("button", { name: "Put A coin into quarantine" }));
  expect(onQuarantine).toHaveBeenCalledWith("A coin", true);
});

test("who changes nothing has no buttons", () => {
  render(<Findings findings={[FLIPS, { ...FLIPS, test: "Another", quarantined: true }]} isBusy={false} />);
  expect(screen.queryByRole("button")).toBeNull();
  expect(screen.getByText("in quarantine")).toBeDefined();
});

test("tests in quarantine count again when one says so", () => {
  const onQuarantine = vi.fn();
  render(
    <Quarantined
      suite={{
        language: "python",
        tests: [{ name: "A coin", expected: "heads", quarantined: true }],
        files: [
          { path: "test_main.py", cases: [{ name: "test_add", quarantined: true }, { name: "other" }] },
        ],
      }}
      isBusy={false}
      onQuarantine={onQuarantine}
    />,
  );
  expect(screen.getAllByRole("listitem")).toHaveLength(2);
  fireEvent.click(screen.getByRole("button", { name: "Take test_main.py::test_add out of quarantine" }));
  expect(onQuarantine).toHaveBeenCalledWith("test_main.py::test_add", false);
});

test("what was never run is not told", () => {
  render(
    <Tried
      solutions={[
        { name: "new", kind: "wrong", runs: 0, tests: [] },
        {
          name: "guesses",
          kind: "wrong",
          runs: 30,
          tests: [
            {
              name: "A coin",
              quarantined: false,
              passed: 17,
              runs: 30,
              said: [{ outcome: "wrong-output", percent: 0, runs: 13 }],
            },
          ],
        },
      ]}
    />,
  );
  expect(screen.getAllByRole("button")).toHaveLength(1);
  expect(screen.getByText("“guesses” passed 0 of 1 tests each time (30 runs)")).toBeDefined();
});
