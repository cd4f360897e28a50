import { QueryClientProvider } from "@tanstack/react-query";
import { configure, render } from "@testing-library/react";
import type { ReactNode } from "react";
import type { Assignment, Course, Enrolment, Page, Submission } from "../../core/api.ts";
import { createQueryClient } from "../app/client.ts";
import { PersonContext } from "../app/visitor.ts";
import { type Asked, type FakeApi, ZOE } from "./FakeApi.ts";

// A busy machine takes its time; who waits for something that comes does not notice.
configure({ asyncUtilTimeout: 20_000 });

export const COURSE: Course = {
  id: "c-1",
  title: "Programming",
  term: "Autumn 2026",
  timeZone: "Europe/Vienna",
  lateDays: 0,
  createdAt: "2026-10-01T08:00:00Z",
};

export const ASSIGNMENT: Assignment = {
  id: "a-1",
  course: COURSE.id,
  title: "Sum",
  points: 10,
  late: { percent: 0, unit: "day", graceMinutes: 0 },
  cooldownSeconds: 0,
  counting: "best",
  release: "at-once",
  createdAt: "2026-10-01T08:00:00Z",
  version: 1,
};

export function submission(number: number, change: Partial<Submission> = {}): Submission {
  return {
    id: `s-${number}`,
    assignment: ASSIGNMENT.id,
    user: ZOE.name,
    name: ZOE.fullName,
    attempt: number,
    receivedAt: new Date(Date.UTC(2026, 10, 1, 8, number)).toISOString(),
    lateDays: 0,
    lateOff: 0,
    bytes: 1,
    digest: "d",
    ...change,
  };
}

export function student(number: number): Enrolment {
  return {
    id: `e-${number}`,
    name: `Student ${number}`,
    user: `student${number}`,
    role: "student",
    addedAt: "2026-10-01T08:00:00Z",
  };
}

/** The page of a list that was asked for, as the platform cuts it. */
export function paged(all: readonly unknown[]): (asked: Asked) => Response {
  return ({ query }) => {
    const page = Number(query.get("page") ?? "0");
    const size = Number(query.get("size") ?? "50");
    const answer: Page<unknown> = {
      items: all.slice(page * size, (page + 1) * size),
      page,
      size,
      total: all.length,
    };
    return Response.json(answer);
  };
}

/** Shows a part of a page to somebody signed in, over the fake. */
export function show(part: ReactNode, api: FakeApi): void {
  globalThis.fetch = api.fetch;
  const client = createQueryClient();
  client.setDefaultOptions({ queries: { ...client.getDefaultOptions().queries, retry: false } });
  render(
    <QueryClientProvider client={client}>
      <PersonContext value={ZOE}>{part}</PersonContext>
    </QueryClientProvider>,
  );
}
