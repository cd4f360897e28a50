// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { ASSIGNMENT, COURSE, paged, show, submission } from "../testing/courses.tsx";
import { FakeApi, problem } from "../testing/FakeApi.ts";
import { WorkCard } from "./WorkCard.tsx";

afterEach(cleanup);

const SUBMISSIONS = `/api/assignments/${ASSIGNMENT.id}/submissions`;
const SUBMIT = `POST ${SUBMISSIONS}`;

function opened(): FakeApi {
  const api = new FakeApi();
  api.on(`GET /api/assignments/${ASSIGNMENT.id}/standing`, () =>
    Response.json({
      used: 0,
      lateDays: { left: 0, spent: 0, more: 0 },
      workspace: { id: "w-1", owner: "zoe", slug: "sum" },
    }),
  );
  api.on(`GET ${SUBMISSIONS}`, paged([]));
  return api;
}

function keys(api: FakeApi): readonly (string | null)[] {
  return api.asks(SUBMIT).map(({ headers }) => headers.get("Idempotency-Key"));
}

/** Presses once what can be pressed. */
async function press(api: FakeApi): Promise<void> {
  const before = keys(api).length;
  const button = await screen.findByRole("button", { name: "Submit" });
  await waitFor(() => {
    expect(button).toHaveProperty("disabled", false);
  });
  fireEvent.click(button);
  await waitFor(() => {
    expect(keys(api)).toHaveLength(before + 1);
  });
}

test("who presses again because no answer came does not hand in twice, and is told so", async () => {
  const api = opened();
  api.on(SUBMIT, () => {
    throw new TypeError("connection lost");
  });
  show(<WorkCard course={COURSE} assignment={ASSIGNMENT} />, api);
  await press(api);
  expect(await screen.findByText(/It is not known whether it was submitted/)).toBeDefined();
  expect(screen.getByRole("alert").textContent).toContain("What was done is not done twice");
  expect(screen.queryByText(/Nothing was submitted/)).toBeNull();
  api.on(SUBMIT, () => Response.json(submission(1), { status: 201 }));
  await press(api);
  await waitFor(() => {
    expect(screen.queryByText(/It is not known whether/)).toBeNull();
  });
  await press(api);
  const [first, again, next] = keys(api);
  expect(first).toMatch(/^[\x21-\x7e]{1,128}$/);
  expect(again).toBe(first);
  expect(next).not.toBe(first);
});

test("what the server refused was not submitted, and is asked anew", async () => {
  const api = opened();
  api.on(SUBMIT, () => problem(409, "conflict", "It is not open for you."));
  show(<WorkCard course={COURSE} assignment={ASSIGNMENT} />, api);
  await press(api);
  expect(await screen.findByText(/Nothing was submitted/)).toBeDefined();
  await press(api);
  const [first, second] = keys(api);
  expect(second).not.toBe(first);
});
