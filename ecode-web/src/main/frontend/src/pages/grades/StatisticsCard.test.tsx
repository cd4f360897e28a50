// @vitest-environment jsdom
import { cleanup, fireEvent, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import type { GradeSpread } from "../../core/api.ts";
import { COURSE, show } from "../testing/courses.tsx";
import { FakeApi } from "../testing/FakeApi.ts";
import { StatisticsCard } from "./StatisticsCard.tsx";

afterEach(cleanup);

const PATH = `/api/courses/${COURSE.id}/gradebook/statistics`;

const TOTAL: GradeSpread = {
  title: "Total",
  possible: 100,
  count: 3,
  mean: 61.666666,
  deviation: 40.72,
  min: 15,
  q1: 42.5,
  median: 70,
  q3: 85,
  max: 100,
  bins: [0, 1, 0, 0, 0, 0, 0, 1, 0, 1],
};

const SUM: GradeSpread = {
  ...TOTAL,
  column: "a-1",
  title: "Sum",
  possible: 5,
  count: 1,
  mean: 2,
  min: 2,
  q1: 2,
  median: 2,
  q3: 2,
  max: 2,
  bins: [0, 0, 0, 0, 1, 0, 0, 0, 0, 0],
};

function shown(items: readonly GradeSpread[]): void {
  const api = new FakeApi();
  api.on(`GET ${PATH}`, () => Response.json({ items }));
  show(<StatisticsCard course={COURSE} />, api);
}

function cells(table: string): (string | null)[][] {
  return [...screen.getByLabelText(table).querySelectorAll("tbody tr")].map((row) =>
    [...row.querySelectorAll("td")].map((cell) => cell.textContent),
  );
}

test("the bars and the table say the same, in ten steps up to all that is possible", async () => {
  shown([TOTAL, SUM]);
  await screen.findByLabelText("Statistics of Total");
  expect(cells("How Total is spread")).toEqual([
    ["0", "below 10", "0"],
    ["10", "below 20", "1"],
    ["20", "below 30", "0"],
    ["30", "below 40", "0"],
    ["40", "below 50", "0"],
    ["50", "below 60", "0"],
    ["60", "below 70", "0"],
    ["70", "below 80", "1"],
    ["80", "below 90", "0"],
    ["90", "100", "1"],
  ]);
  const heights = [...document.querySelectorAll("svg.ecode-histogram rect")].map((bar) =>
    Number(bar.getAttribute("height")),
  );
  expect(heights).toEqual([0, 120, 0, 0, 0, 0, 0, 120, 0, 120]);
});

test("another column is chosen, in its points", async () => {
  shown([TOTAL, SUM]);
  await screen.findByLabelText("Statistics of Total");
  expect(cells("Statistics of Total")[0]).toEqual([
    "3",
    "61.67 %",
    "15 %",
    "42.5 %",
    "70 %",
    "85 %",
    "100 %",
    "40.72 %",
  ]);
  fireEvent.change(screen.getByLabelText("Of"), { target: { value: "a-1" } });
  expect(cells("Statistics of Sum")[0]?.slice(0, 3)).toEqual(["1", "2", "2"]);
  expect(cells("How Sum is spread")[4]).toEqual(["2", "below 2.5", "1"]);
});

test("of what nobody has scored nothing is drawn", async () => {
  shown([]);
  expect(await screen.findByText("Nothing counts yet.")).toBeDefined();
  expect(document.querySelector("svg.ecode-histogram")).toBeNull();
});
