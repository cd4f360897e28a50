// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import type { Regrade } from "../../core/api.ts";
import { ASSIGNMENT, COURSE, paged, show } from "../testing/courses.tsx";
import { FakeApi } from "../testing/FakeApi.ts";
import { RegradeCard } from "./RegradeCard.tsx";

afterEach(cleanup);

const LATEST = `GET /api/assignments/${ASSIGNMENT.id}/regrades/latest`;

/** One on which each deed that the page asks for does what it does on the platform. */
function going(change: Partial<Regrade>): FakeApi {
  let regrade: Regrade = {
    id: "r-1",
    assignment: ASSIGNMENT.id,
    state: "running",
    waits: false,
    submissions: 5,
    tested: 2,
    untested: 0,
    changed: 0,
    better: 0,
    worse: 0,
    kept: 0,
    startedAt: "2026-11-01T08:00:00Z",
    startedBy: "teacher",
    ...change,
  };
  const api = new FakeApi();
  api.on(`GET /api/assignments/${ASSIGNMENT.id}/suite`, () =>
    Response.json({ language: "python", tests: [] }),
  );
  api.on(LATEST, () => Response.json(regrade));
  api.on("GET /api/regrades/r-1/changes", paged([]));
  const ends = {
    pause: { state: "paused" },
    resume: { state: "running" },
    retry: { state: "running", untested: 0 },
    cancel: { state: "cancelled", settledAt: "2026-11-01T09:00:00Z", settledBy: "teacher" },
    apply: { state: "applied", settledAt: "2026-11-01T09:00:00Z", settledBy: "teacher" },
  } as const;
  for (const [deed, end] of Object.entries(ends)) {
    api.on(`POST /api/regrades/r-1/${deed}`, () => {
      regrade = { ...regrade, ...end };
      return Response.json(regrade);
    });
  }
  return api;
}

async function press(name: string): Promise<void> {
  const button = await screen.findByRole("button", { name });
  await waitFor(() => {
    expect(button).toHaveProperty("disabled", false);
  });
  fireEvent.click(button);
}

test("it is paused, goes on and is cancelled", async () => {
  show(<RegradeCard course={COURSE} assignment={ASSIGNMENT} mayChange />, going({}));
  await press("Pause");
  expect(await screen.findByText(/It is paused/)).toBeDefined();
  await press("Go on");
  expect(await screen.findByText(/It goes on by itself/)).toBeDefined();
  await press("Cancel");
  expect(await screen.findByText(/all scores stayed as they were/)).toBeDefined();
});

test("what could not be tested is tried again before scores are taken over", async () => {
  const api = going({ state: "ready", tested: 5, untested: 2, changed: 1, better: 1 });
  show(<RegradeCard course={COURSE} assignment={ASSIGNMENT} mayChange />, api);
  expect(await screen.findByText(/2 submissions could not be tested/)).toBeDefined();
  await press("Try again what could not be tested");
  expect(await screen.findByText(/It goes on by itself/)).toBeDefined();
});

test("scores are taken over when that was said twice", async () => {
  const api = going({ state: "ready", tested: 5, changed: 1, better: 1 });
  show(<RegradeCard course={COURSE} assignment={ASSIGNMENT} mayChange />, api);
  expect(await screen.findByText(/1 better, 0 worse/)).toBeDefined();
  expect(screen.queryByRole("button", { name: /Try again/ })).toBeNull();
  await press("Take the new scores over");
  expect(api.asks("POST /api/regrades/r-1/apply")).toHaveLength(0);
  await press("Take them over");
  expect(await screen.findByText(/The new scores were taken over/)).toBeDefined();
});

test("who only assists sees it and changes nothing", async () => {
  show(<RegradeCard course={COURSE} assignment={ASSIGNMENT} mayChange={false} />, going({}));
  expect(await screen.findByText(/It goes on by itself/)).toBeDefined();
  expect(screen.queryAllByRole("button")).toHaveLength(0);
});
