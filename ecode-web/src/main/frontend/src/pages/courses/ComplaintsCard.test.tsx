// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import type { Complaint } from "../../core/api.ts";
import { ASSIGNMENT, COURSE, paged, show } from "../testing/courses.tsx";
import { FakeApi, problem } from "../testing/FakeApi.ts";
import { ComplaintsCard } from "./ComplaintsCard.tsx";
import { ReleasedPanel } from "./ReleasedPanel.tsx";

afterEach(cleanup);

const ALL = `/api/assignments/${ASSIGNMENT.id}/complaints`;

const OPEN: Complaint = {
  id: "o-1",
  submission: "s-1",
  name: "Sam Student",
  attempt: 2,
  text: "The second test\nis <b>wrong</b>.",
  madeAt: "2026-11-02T23:30:00Z",
};

const ANSWERED: Complaint = {
  ...OPEN,
  id: "o-2",
  text: "And the third?",
  answer: "It is right.",
  answeredBy: "Tea Teacher",
  answeredAt: "2026-11-03T08:00:00Z",
};

function withComplaints(complaints: Complaint[]): FakeApi {
  const api = new FakeApi();
  api.on(`GET ${ALL}`, (asked) => paged(complaints)(asked));
  return api;
}

test("a complaint is answered, by whom is said, and then there is nothing to answer", async () => {
  const complaints = [OPEN];
  const api = withComplaints(complaints);
  api.on(`PUT ${ALL}/o-1/answer`, ({ body }) => {
    const answered = { ...OPEN, ...ANSWERED, id: OPEN.id, answer: (body as { text: string }).text };
    complaints[0] = answered;
    return Response.json(answered);
  });
  show(<ComplaintsCard course={COURSE} assignment={ASSIGNMENT} answers />, api);
  const list = await screen.findByRole("list", { name: "Complaints" });
  expect(list.textContent).toContain("The second test\nis <b>wrong</b>.");
  // In the time zone of the course it was the third already.
  expect(list.textContent).toMatch(/Sam Student · attempt 2 · .*\b3\b/);
  const answer = screen.getByRole("button", { name: "Answer" });
  expect(answer).toHaveProperty("disabled", true);
  const words = screen.getByLabelText("Answer to Sam Student");
  fireEvent.change(words, { target: { value: "  " } });
  expect(answer).toHaveProperty("disabled", true);
  fireEvent.change(words, { target: { value: " You are right. " } });
  fireEvent.click(answer);
  expect(await screen.findByText("Tea Teacher")).toBeDefined();
  expect(screen.getByText("You are right.")).toBeDefined();
  expect(screen.queryByRole("button", { name: "Answer" })).toBeNull();
  expect(api.asks(`PUT ${ALL}/o-1/answer`)[0]?.body).toEqual({ text: "You are right." });
});

test("an answer that did not arrive stays in its field, with the reason", async () => {
  const api = withComplaints([OPEN]);
  api.on(`PUT ${ALL}/o-1/answer`, () => problem(409, "conflict", "The course is in the archive."));
  show(<ComplaintsCard course={COURSE} assignment={ASSIGNMENT} answers />, api);
  const words = await screen.findByLabelText("Answer to Sam Student");
  fireEvent.change(words, { target: { value: "Late" } });
  fireEvent.click(screen.getByRole("button", { name: "Answer" }));
  expect(await screen.findByText("The course is in the archive.")).toBeDefined();
  expect(words).toHaveProperty("value", "Late");
});

test("a student sees what became of it, and answers nothing", async () => {
  show(
    <ComplaintsCard course={COURSE} assignment={ASSIGNMENT} answers={false} />,
    withComplaints([OPEN, ANSWERED]),
  );
  const items = within(await screen.findByRole("list", { name: "Complaints" })).getAllByRole("listitem");
  expect(items.map((item) => item.textContent)).toEqual([
    expect.stringContaining("It is not answered yet.") as string,
    expect.stringContaining("Tea Teacher: It is right.") as string,
  ]);
  expect(screen.queryByRole("textbox")).toBeNull();
});

test("who has nothing to object to is told of no complaints", async () => {
  const api = withComplaints([]);
  show(<ComplaintsCard course={COURSE} assignment={ASSIGNMENT} answers={false} />, api);
  await waitFor(() => {
    expect(api.asks(`GET ${ALL}`)).toHaveLength(1);
  });
  await waitFor(() => {
    expect(screen.queryByText("Complaints")).toBeNull();
  });
});

test("a student says what is not right with a released score, once", async () => {
  const api = new FakeApi();
  api.on("GET /api/submissions/s-1/mark/released", () =>
    Response.json({
      submission: "s-1",
      score: 4,
      points: 10,
      releasedAt: "2026-11-02T08:00:00Z",
      tests: [],
      criteria: [],
      comments: [],
    }),
  );
  api.on(`POST ${ALL}`, () => Response.json(OPEN, { status: 201 }));
  show(<ReleasedPanel assignment={ASSIGNMENT.id} submission="s-1" zone={COURSE.timeZone} />, api);
  fireEvent.click(await screen.findByRole("button", { name: "The score is not right?" }));
  fireEvent.change(screen.getByLabelText("What is not right"), { target: { value: OPEN.text } });
  fireEvent.click(screen.getByRole("button", { name: "Send to your teachers" }));
  await waitFor(() => {
    expect(screen.queryByLabelText("What is not right")).toBeNull();
  });
  expect(api.asks(`POST ${ALL}`).map(({ body }) => body)).toEqual([{ submission: "s-1", text: OPEN.text }]);
});
