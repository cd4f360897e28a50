import { describe, expect, it } from "vitest";
import { arrange, NOTHING_ARRANGED, parseArrangement, type Tab } from "./arrangement.ts";

function tab(isShown: boolean, ...terminals: string[]): Tab {
  return {
    panes: terminals.map((terminal) => ({ terminal, size: 1 / terminals.length })),
    active: terminals[0],
    isShown,
  };
}

describe("the arrangement of terminals", () => {
  it("is as it was", () => {
    const tabs = [tab(true, "a", "b"), tab(false, "c")];
    expect(arrange({ tabs, editors: [] }, ["c", "b", "a"])).toEqual(tabs);
  });

  it("leaves out what is gone, and shows the last tab when the shown one is gone", () => {
    const tabs = [tab(false, "a", "b"), tab(true, "c")];
    const arranged = arrange({ tabs, editors: [] }, ["b"]);
    expect(arranged.map(({ panes }) => panes.map(({ terminal }) => terminal))).toEqual([["b"]]);
    expect(arranged.map(({ isShown }) => isShown)).toEqual([true]);
  });

  it("gives a tab of its own to what was opened elsewhere, behind the one that was shown", () => {
    const arranged = arrange({ tabs: [tab(true, "a")], editors: [] }, ["a", "new"]);
    expect(arranged).toEqual([tab(true, "a"), { ...tab(false, "new") }]);
  });

  it("does not show in a tab what is among the editors", () => {
    expect(arrange({ tabs: [], editors: ["e"] }, ["e"])).toEqual([]);
  });

  it("shows each terminal once, whatever was stored", () => {
    const arranged = arrange({ tabs: [tab(true, "a", "a"), tab(false, "a")], editors: [] }, ["a"]);
    expect(arranged.flatMap(({ panes }) => panes)).toHaveLength(1);
  });

  it("survives what somebody else stored", () => {
    for (const text of [null, "", "{", "[]", "{}", '{"tabs":[1],"editors":[]}', '{"tabs":3}']) {
      expect(parseArrangement(text)).toEqual(NOTHING_ARRANGED);
    }
  });
});
