// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import type { Submission } from "../../core/api.ts";
import { ASSIGNMENT, COURSE, paged, show, student, submission } from "../testing/courses.tsx";
import { FakeApi } from "../testing/FakeApi.ts";
import { SubmissionList } from "./SubmissionList.tsx";
import { SubmissionsCard } from "./SubmissionsCard.tsx";

afterEach(cleanup);

const OF_ASSIGNMENT = `GET /api/assignments/${ASSIGNMENT.id}`;

function scores(submissions: readonly Submission[]) {
  return submissions.map(({ id, attempt }) => ({ submission: id, state: "done", score: attempt }));
}

function platform(submissions: readonly Submission[]): FakeApi {
  const api = new FakeApi();
  api.on(`${OF_ASSIGNMENT}/submissions`, (asked) => {
    const user = asked.query.get("user");
    return paged(submissions.filter((one) => user === null || one.user === user))(asked);
  });
  api.on(`${OF_ASSIGNMENT}/gradings`, paged(scores(submissions)));
  api.on(`${OF_ASSIGNMENT}/marks`, paged(scores(submissions)));
  const students = Array.from({ length: 205 }, (_, index) => student(index + 1));
  api.on(`GET /api/courses/${COURSE.id}/enrolments`, paged(students));
  return api;
}

/** Newest first. */
function ofStudents(count: number): readonly Submission[] {
  return Array.from({ length: count }, (_, index) =>
    submission(count - index, {
      user: `student${count - index}`,
      name: `Student ${count - index}`,
      attempt: 1,
    }),
  );
}

function shown(): readonly HTMLElement[] {
  return within(screen.getByRole("list", { name: "Submissions" })).getAllByRole("listitem");
}

test("those who run a course come to every submission, page by page", async () => {
  show(<SubmissionsCard course={COURSE} assignment={ASSIGNMENT} />, platform(ofStudents(120)));
  await screen.findByRole("list", { name: "Submissions" });
  for (const count of [50, 100, 120]) {
    await waitFor(() => {
      expect(shown()).toHaveLength(count);
    });
    if (count < 120) {
      fireEvent.click(screen.getByRole("button", { name: "Show earlier submissions" }));
    }
  }
  await waitFor(() => {
    expect(screen.queryByRole("button", { name: "Show earlier submissions" })).toBeNull();
  });
});

test("the submissions of one student are found, also of the 205th, with a score that is not among the newest 200", async () => {
  const api = platform(ofStudents(230));
  show(<SubmissionsCard course={COURSE} assignment={ASSIGNMENT} />, api);
  await screen.findByRole("option", { name: "Student 205" });
  fireEvent.change(screen.getByLabelText("Submissions of"), { target: { value: "student3" } });
  await waitFor(() => {
    expect(shown()).toHaveLength(1);
  });
  expect(shown()[0]?.textContent).toContain("Student 3");
  expect(await screen.findByText("Score 1")).toBeDefined();
  fireEvent.change(screen.getByLabelText("Submissions of"), { target: { value: "student2" } });
  await waitFor(() => {
    expect(shown()[0]?.textContent).toContain("Student 2");
  });
});

test("who has submitted nothing is told of as such, and another can be chosen", async () => {
  show(<SubmissionsCard course={COURSE} assignment={ASSIGNMENT} />, platform(ofStudents(1)));
  await screen.findByRole("option", { name: "Student 7" });
  fireEvent.change(screen.getByLabelText("Submissions of"), { target: { value: "student7" } });
  expect(await screen.findByText("They have not submitted anything yet.")).toBeDefined();
  expect(screen.getByLabelText("Submissions of")).toBeDefined();
});

const OF_GROUP = [
  submission(3, { user: "ben", name: "Ben", group: "Red" }),
  submission(2, { group: "Red" }),
  submission(1, { user: "eve", name: "Eve", group: "Blue" }),
];

async function comparableWith(label: string): Promise<readonly string[]> {
  fireEvent.click(screen.getByRole("button", { name: /Attempt 2 · / }));
  const choice = within(await screen.findByRole("region", { name: label })).getByLabelText("Compare with");
  return within(choice)
    .getAllByRole("option")
    .slice(1)
    .map((one) => one.textContent.replace(/·.*·/, "·"));
}

test("those who run a course compare attempts of one group, whoever made them, and of no other", async () => {
  show(
    <SubmissionList label="All" submissions={OF_GROUP} zone="UTC" judging={{ mayChange: false }} />,
    platform([]),
  );
  expect(await comparableWith("Compare attempt 2")).toEqual(["Attempt 3 · Ben"]);
});

test("a student compares all attempts that are theirs, whoever of the group made them", async () => {
  show(<SubmissionList label="Your attempts" submissions={OF_GROUP} zone="UTC" />, platform([]));
  expect(await comparableWith("Compare attempt 2")).toEqual(["Attempt 3 · Ben", "Attempt 1 · Eve"]);
});
