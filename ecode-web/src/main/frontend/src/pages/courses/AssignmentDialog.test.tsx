// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { ASSIGNMENT } from "../testing/courses.tsx";
import { AssignmentDialog } from "./AssignmentDialog.tsx";

afterEach(cleanup);

const DUE = "2026-10-25T01:30:17.250Z"; // 02:30 for the second time
const CLOSES = "2026-11-01T10:00:59Z";

function edit() {
  const onSubmit = vi.fn();
  render(
    <AssignmentDialog
      assignment={{ ...ASSIGNMENT, dueAt: DUE, closesAt: CLOSES }}
      zone="Europe/Vienna"
      title="Change"
      submit="Save"
      failure="Nothing was changed"
      isSending={false}
      error={null}
      onClose={vi.fn()}
      onSubmit={onSubmit}
    />,
  );
  return onSubmit;
}

function save(): void {
  fireEvent.click(screen.getByRole("button", { name: "Save" }));
}

test("dates that nobody touches stay the instants that they are, those that are changed are what is typed", () => {
  const onSubmit = edit();
  fireEvent.change(screen.getByLabelText("Closes"), { target: { value: "2026-11-01T12:00" } });
  save();
  expect(onSubmit).toHaveBeenCalledWith(
    expect.objectContaining({ dueAt: DUE, closesAt: "2026-11-01T11:00:00.000Z" }),
  );
});

test("a due date of which a part was cleared is not removed", () => {
  const onSubmit = edit();
  const due = screen.getByLabelText("Due");
  fireEvent.change(due, { target: { value: "" } });
  Object.defineProperty(due, "validity", { value: { valid: false, badInput: true } });
  save();
  expect(onSubmit).not.toHaveBeenCalled();
  expect(screen.getByRole("alert").textContent).toContain("Due: This date is not complete");
});

test("what somebody else saved meanwhile is not taken for what was opened", () => {
  const onSubmit = vi.fn();
  const dialog = (version: number, title: string) => (
    <AssignmentDialog
      assignment={{ ...ASSIGNMENT, version, title, dueAt: version === 3 ? DUE : CLOSES }}
      zone="Europe/Vienna"
      title="Change"
      submit="Save"
      failure="Nothing was changed"
      isSending={false}
      error={null}
      onClose={vi.fn()}
      onSubmit={onSubmit}
    />
  );
  const { rerender } = render(dialog(3, "Mine"));
  rerender(dialog(4, "Theirs"));
  save();
  expect(onSubmit).toHaveBeenCalledWith(expect.objectContaining({ version: 3, title: "Mine", dueAt: DUE }));
});

test("points are given", () => {
  const onSubmit = edit();
  fireEvent.change(screen.getByLabelText("Points"), { target: { value: "" } });
  save();
  expect(onSubmit).not.toHaveBeenCalled();
  expect(screen.getByRole("alert").textContent).toBe("Points: Give a number from 0 to 10000.");
});
