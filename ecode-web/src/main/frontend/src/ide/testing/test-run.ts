import { VSBuffer } from "@codingame/monaco-vscode-api/vscode/vs/base/common/buffer";
import type { LiveTestResult } from "@codingame/monaco-vscode-api/vscode/vs/workbench/contrib/testing/common/testResult";
import {
  type ITestItem,
  TestMessageType,
  TestResultState,
} from "@codingame/monaco-vscode-api/vscode/vs/workbench/contrib/testing/common/testTypes";
import type { TestResult } from "../../core/api.ts";
import { CONTROLLER, type TestList } from "./test-list.ts";
import { difference, headline, report } from "./verdict.ts";

/** One run of tests, as the workbench shows it. */
export class TestRun {
  private readonly task: string;
  private readonly ids = new Map<string, string>();

  constructor(
    private readonly live: LiveTestResult,
    private readonly list: TestList,
    title: string,
  ) {
    this.task = `${live.id}.tests`;
    live.addTask({ id: this.task, name: title, running: true, ctrlId: CONTROLLER });
  }

  /** These wait for their turn. */
  queue(names: readonly string[]): void {
    const known = new Set<string>();
    for (const name of names) {
      const chain = this.list.chainOf(name);
      const test = chain?.at(-1);
      if (chain === undefined || test === undefined) {
        continue;
      }
      // What the run has already is where the rest of the chain hangs.
      const first = Math.max(
        0,
        chain.findLastIndex(({ extId }) => known.has(extId)),
      );
      const rest: readonly ITestItem[] = chain.slice(first);
      this.live.addTestChainToRun(CONTROLLER, rest);
      for (const { extId } of rest) {
        known.add(extId);
      }
      this.ids.set(name, test.extId);
      this.live.updateState(test.extId, this.task, TestResultState.Queued);
    }
  }

  begin(names: readonly string[]): void {
    for (const name of names) {
      const id = this.ids.get(name);
      if (id !== undefined) {
        this.live.updateState(id, this.task, TestResultState.Running);
      }
    }
  }

  end(result: TestResult): void {
    const id = this.ids.get(result.name);
    this.say(`${result.name}: ${report(result)}`, id);
    if (id === undefined) {
      return;
    }
    if (result.outcome !== "passed") {
      const { expected, actual } = difference(result) ?? { expected: undefined, actual: undefined };
      this.live.appendMessage(id, this.task, {
        type: TestMessageType.Error,
        message: expected === undefined ? report(result) : headline(result),
        expected,
        actual,
        contextValue: undefined,
        location: undefined,
        stackTrace: undefined,
      });
    }
    this.live.updateState(id, this.task, stateOf(result), result.wallMillis);
  }

  /** Something of the run as a whole, or of one test. */
  say(text: string, test?: string): void {
    const lines = `${text}\n\n`.replace(/\r?\n/g, "\r\n");
    this.live.appendOutput(VSBuffer.fromString(lines), this.task, undefined, test);
  }

  /** What has not run by now was not run. */
  close(): void {
    this.live.markTaskComplete(this.task);
  }
}

function stateOf({ outcome }: TestResult): TestResultState {
  switch (outcome) {
    case "passed":
      return TestResultState.Passed;
    case "partly":
    case "wrong-output":
    case "failed":
      return TestResultState.Failed;
    default:
      return TestResultState.Errored;
  }
}
