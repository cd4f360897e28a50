import {
  type ITestItem,
  namespaceTestTag,
  TestDiffOpType,
  TestItemExpandState,
  type TestsDiff,
} from "@codingame/monaco-vscode-api/vscode/vs/workbench/contrib/testing/common/testTypes";
import { TestId } from "@codingame/monaco-vscode-api/vscode/vs/workbench/contrib/testing/common/testId";
import type { Practice } from "../../core/api.ts";

export const CONTROLLER = "ecode.assignment";

/** What can be run has it; notes and what is closed have not. */
export const RUNNABLE = namespaceTestTag(CONTROLLER, "runnable");

const NOTE = "note";

/** What the view shows: the assignment, and below it its tests and files of tests. */
export class TestList {
  private items = new Map<string, ITestItem>();
  private names = new Map<string, string>();

  constructor(private readonly title: string) {}

  /** Takes on what there is, or a note in the place of tests; returns what the view has to do. */
  show(offer: Practice | undefined, note: string | undefined): TestsDiff {
    const before = this.items;
    this.items = new Map();
    this.names = new Map();
    const tags = offer?.closedAt ? [] : [RUNNABLE];
    this.add(item(CONTROLLER, this.title, tags, null));
    if (note !== undefined) {
      this.add(item(TestId.joinToString(CONTROLLER, NOTE), note, [], " "));
    }
    for (const [position, { name, file }] of (offer?.tests ?? []).entries()) {
      const sort = String(position).padStart(5, "0");
      let parent = CONTROLLER;
      if (file) {
        parent = TestId.joinToString(CONTROLLER, `file ${file}`);
        if (!this.items.has(parent)) {
          this.add(item(parent, file, tags, sort));
        }
      }
      const id = TestId.joinToString(parent, `test ${name}`);
      this.add(item(id, file ? name.slice(file.length + "::".length) : name, tags, sort));
      this.names.set(id, name);
    }
    return [
      ...(before.has(CONTROLLER) ? [{ op: TestDiffOpType.Remove, itemId: CONTROLLER } as const] : []),
      ...[...this.items.values()].map(
        (each) =>
          ({
            op: TestDiffOpType.Add,
            item: { controllerId: CONTROLLER, expand: this.expandOf(each.extId), item: each },
          }) as const,
      ),
    ];
  }

  private add(one: ITestItem): void {
    this.items.set(one.extId, one);
  }

  private expandOf(id: string): TestItemExpandState {
    const isTest = this.names.has(id) || TestId.localId(id) === NOTE;
    return isTest ? TestItemExpandState.NotExpandable : TestItemExpandState.Expanded;
  }

  /** Names of the tests that are meant by ids of tests, files and all, in their order. */
  namesOf(included: readonly string[], excluded: readonly string[]): readonly string[] {
    const isIn = (ids: readonly string[], test: string): boolean =>
      ids.some((id) => id === test || TestId.isChild(id, test));
    return [...this.names]
      .filter(([id]) => isIn(included, id) && !isIn(excluded, id))
      .map(([, name]) => name);
  }

  /** The test of a name with all it is below, the topmost first; undefined for one that is not shown. */
  chainOf(name: string): readonly ITestItem[] | undefined {
    const found = [...this.names].find(([, other]) => other === name);
    const chain: ITestItem[] = [];
    for (let id = found?.[0]; id !== undefined; id = TestId.parentId(id)) {
      const one = this.items.get(id);
      if (one !== undefined) {
        chain.unshift(one);
      }
    }
    return chain.length === 0 ? undefined : chain;
  }
}

function item(extId: string, label: string, tags: string[], sortText: string | null): ITestItem {
  return {
    extId,
    label,
    tags,
    busy: false,
    uri: undefined,
    range: null,
    description: null,
    error: null,
    sortText,
  };
}
