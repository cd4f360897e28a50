// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { useState } from "react";
import { afterEach, expect, test, vi } from "vitest";
import { NumberField } from "../courses/fields.tsx";
import { TimeField } from "../courses/AssignmentDialog.tsx";
import { CheckedForm } from "./CheckedForm.tsx";

afterEach(cleanup);

function Example({ onSubmit }: { readonly onSubmit: () => void }) {
  const [points, setPoints] = useState("10");
  const [attempts, setAttempts] = useState("");
  const [due, setDue] = useState("");
  return (
    <CheckedForm onSubmit={onSubmit}>
      <NumberField label="Points" min={0} max={100} value={points} onChange={setPoints} />
      <NumberField label="Attempts" isOptional min={1} value={attempts} onChange={setAttempts} />
      <TimeField label="Due" help="After it is late" value={due} onChange={setDue} />
      <button type="submit">Send</button>
    </CheckedForm>
  );
}

/** As of a date of which the year alone was typed, or of a number that is none: its value is "". */
function halfTyped(field: HTMLElement): void {
  Object.defineProperty(field, "validity", { configurable: true, value: { valid: false, badInput: true } });
}

function send(): void {
  fireEvent.click(screen.getByRole("button", { name: "Send" }));
}

test("what holds what it should is sent, and what is optional may be empty", () => {
  const onSubmit = vi.fn();
  render(<Example onSubmit={onSubmit} />);
  send();
  expect(onSubmit).toHaveBeenCalledTimes(1);
  expect(screen.queryByRole("alert")).toBeNull();
});

test("a date that is not complete is no date that was removed", () => {
  const onSubmit = vi.fn();
  render(<Example onSubmit={onSubmit} />);
  const due = screen.getByLabelText("Due");
  halfTyped(due);
  send();
  expect(onSubmit).not.toHaveBeenCalled();
  expect(document.activeElement).toBe(due);
  expect(due.getAttribute("aria-invalid")).toBe("true");
  const described = document.getElementById(due.getAttribute("aria-describedby") ?? "");
  expect(described?.textContent).toContain("This date is not complete");
  expect(described?.textContent).toContain("After it is late");
  expect(screen.getByRole("alert").textContent).toContain("Due: This date is not complete");
});

test("a number that was cleared is not 0, and one that is none is not unlimited; the first has the focus", () => {
  const onSubmit = vi.fn();
  render(<Example onSubmit={onSubmit} />);
  const points = screen.getByLabelText("Points");
  fireEvent.change(points, { target: { value: "" } });
  halfTyped(screen.getByLabelText("Attempts"));
  send();
  expect(onSubmit).not.toHaveBeenCalled();
  expect(document.activeElement).toBe(points);
  expect(screen.getByRole("alert").textContent).toBe(
    "Points: Give a number from 0 to 100.Attempts: Give a number from 1 up.",
  );
  fireEvent.change(points, { target: { value: "5" } });
  expect(screen.getByRole("alert").textContent).toBe("Attempts: Give a number from 1 up.");
  expect(points.getAttribute("aria-invalid")).toBe("false");
});

test("numbers out of bounds, and parts of a thing that is counted, are not sent", () => {
  const onSubmit = vi.fn();
  render(<Example onSubmit={onSubmit} />);
  const points = screen.getByLabelText("Points");
  fireEvent.change(points, { target: { value: "101" } });
  send();
  expect(screen.getByRole("alert").textContent).toBe("Points: Give a number from 0 to 100.");
  fireEvent.change(points, { target: { value: "1.5" } });
  send();
  expect(screen.getByRole("alert").textContent).toBe("Points: Give a number without fractions.");
  expect(onSubmit).not.toHaveBeenCalled();
});
