import { expect, test } from "vitest";
import { COLOURS_OF_PEOPLE, MOST_CURSORS, peersOf } from "./presence.ts";

const SELECTION = { anchor: { item: null }, head: { item: null } };

function of(...names: unknown[]): Map<number, unknown> {
  return new Map(names.map((name, index) => [index + 2, { user: { name }, selection: SELECTION }]));
}

test("oneself is nobody else", () => {
  const states = of("Ada").set(1, { user: { name: "Me" }, selection: SELECTION });
  expect(peersOf(states, 1).map(({ name }) => name)).toEqual(["Ada"]);
});

test("who has no cursor in the text has none on the screen", () => {
  expect(peersOf(new Map<number, unknown>([[2, { user: { name: "Ada" } }]]), 1)).toEqual([]);
});

test("colours are the page's own, whatever the wire says", () => {
  const states = new Map<number, unknown>([
    [2, { user: { name: "Eve", color: "red;} body{display:none}" }, selection: SELECTION, colour: 99 }],
  ]);
  const [eve] = peersOf(states, 1);
  expect(eve?.colour).toBeGreaterThanOrEqual(0);
  expect(eve?.colour).toBeLessThan(COLOURS_OF_PEOPLE);
  expect(Object.keys(eve ?? {}).sort()).toEqual(["anchor", "client", "colour", "head", "name"]);
});

test("people who are here together have different colours", () => {
  const names = Array.from({ length: COLOURS_OF_PEOPLE }, (_, index) => `Person ${index}`);
  const colours = peersOf(of(...names), 1).map(({ colour }) => colour);
  expect(new Set(colours).size).toBe(COLOURS_OF_PEOPLE);
});

test("a person's two browsers have one colour", () => {
  const [one, other] = peersOf(of("Ada", "Ada"), 1);
  expect(one?.colour).toBe(other?.colour);
});

test.each([
  [undefined, "Somebody"],
  [7, "Somebody"],
  ["   ", "Somebody"],
  ["two\nlines", "two lines"],
  ["turned\u202earound", "turned around"],
  ["x".repeat(1000), "x".repeat(100)],
])("the name %j is shown as %j", (name, shown) => {
  expect(peersOf(of(name), 1)[0]?.name).toBe(shown);
});

test.each([[null], ["text"], [{ selection: null }], [{ selection: "x" }], [{ user: null, selection: [] }]])(
  "a state that makes no sense, %j, is passed over",
  (state) => {
    expect(peersOf(new Map<number, unknown>([[2, state]]), 1)).toEqual([]);
  },
);

test("the number of cursors is bounded", () => {
  expect(peersOf(of(...Array.from({ length: 500 }, () => "Ada")), 1)).toHaveLength(MOST_CURSORS);
});
