// @vitest-environment jsdom
import { cleanup, fireEvent, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { ASSIGNMENT, COURSE, paged, show, student } from "../testing/courses.tsx";
import { FakeApi } from "../testing/FakeApi.ts";
import { ExtensionsCard } from "./ExtensionsCard.tsx";
import { QueueCard } from "./QueueCard.tsx";

afterEach(cleanup);

function largeCourse(): FakeApi {
  const api = new FakeApi();
  const students = Array.from({ length: 401 }, (_, index) => ({
    ...student(index + 1),
    ...(index === 400 && { section: "Evening" }),
  }));
  api.on(
    `GET /api/courses/${COURSE.id}/enrolments`,
    paged([{ ...student(0), name: "Teacher", role: "teacher" }, ...students]),
  );
  api.on(`GET /api/assignments/${ASSIGNMENT.id}/extensions`, paged([]));
  api.on(`GET /api/assignments/${ASSIGNMENT.id}/groups`, paged([]));
  api.on(`GET /api/assignments/${ASSIGNMENT.id}/queue`, () =>
    Response.json({ waiting: 0, held: 0, done: 0 }),
  );
  return api;
}

test("everybody in a large course can be granted an extension, and nobody who teaches it", async () => {
  show(<ExtensionsCard course={COURSE} assignment={ASSIGNMENT} mayChange />, largeCourse());
  fireEvent.click(screen.getByRole("button", { name: "Grant an extension" }));
  expect(await screen.findByText("Student 401")).toBeDefined();
  expect(screen.queryByText("Teacher")).toBeNull();
});

test("a section of which the last student of a large course is can be chosen", async () => {
  show(<QueueCard course={COURSE} assignment={ASSIGNMENT} />, largeCourse());
  expect(await screen.findByRole("option", { name: "Evening" })).toBeDefined();
});
