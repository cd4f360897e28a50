import { expect, test } from "vitest";
import type { Presence } from "./api.ts";
import { Company } from "./company.ts";

function here(id: string, user: string, rest: Partial<Presence> = {}): { type: "presence" } & Presence {
  return { type: "presence", id, user, fullName: user, colour: 0, ...rest };
}

test("a person is there once, with the page they used last first", () => {
  const company = new Company();
  company.hear(here("1", "zoe", { path: "a.py" }));
  company.hear(here("2", "ann", { self: true }));
  company.hear(here("3", "zoe", { path: "b.py" }));
  company.hear(here("1", "zoe", { path: "c.py", away: true }));
  expect(company.people.map(({ user }) => user)).toEqual(["ann", "zoe"]);
  expect(company.people[1]?.pages.map(({ path }) => path)).toEqual(["c.py", "b.py"]);
  expect(company.people[1]?.isAway).toBe(false);
  company.hear({ type: "presence", id: "3", left: true });
  expect(company.people[1]?.isAway).toBe(true);
});

test("who was gone when the connection came back is gone; until all are told, nobody vanishes", () => {
  const company = new Company();
  company.hear(here("1", "zoe"));
  company.hear(here("2", "ann", { self: true }));
  company.renew();
  company.hear(here("7", "yan"));
  expect(company.people).toHaveLength(3);
  company.hear(here("8", "ann", { self: true }));
  expect(company.people.map(({ user }) => user)).toEqual(["ann", "yan"]);
});
