import getTesting from "@codingame/monaco-vscode-testing-service-override";
import type { IEditorOverrideServices } from "@codingame/monaco-vscode-api";
import type { CancellationToken } from "@codingame/monaco-vscode-api/vscode/vs/base/common/cancellation";
import { constObservable } from "@codingame/monaco-vscode-api/vscode/vs/base/common/observableInternal/observables/constObservable";
import type { ServicesAccessor } from "@codingame/monaco-vscode-api/vscode/vs/platform/instantiation/common/instantiation";
import { INotificationService } from "@codingame/monaco-vscode-api/vscode/vs/platform/notification/common/notification.service";
import { LiveTestResult } from "@codingame/monaco-vscode-api/vscode/vs/workbench/contrib/testing/common/testResult";
import { ITestProfileService } from "@codingame/monaco-vscode-api/vscode/vs/workbench/contrib/testing/common/testProfileService.service";
import { ITestResultService } from "@codingame/monaco-vscode-api/vscode/vs/workbench/contrib/testing/common/testResultService.service";
import { ITestService } from "@codingame/monaco-vscode-api/vscode/vs/workbench/contrib/testing/common/testService.service";
import {
  type IStartControllerTests,
  type IStartControllerTestsResult,
  TestControllerCapability,
  TestRunProfileBitset,
} from "@codingame/monaco-vscode-api/vscode/vs/workbench/contrib/testing/common/testTypes";
import { ITextFileService } from "@codingame/monaco-vscode-api/vscode/vs/workbench/services/textfile/common/textfiles.service";
import type { Assignment, Practice } from "../../core/api.ts";
import type { Practising } from "../../core/practice.ts";
import { Problem } from "../../core/problem.ts";
import { describe, unlinked } from "../describe.ts";
import { Owner } from "../disposing.ts";
import type { CoEditing } from "../together.ts";
import { CONTROLLER, RUNNABLE, TestList } from "./test-list.ts";
import { TestRun } from "./test-run.ts";

export { Practising } from "../../core/practice.ts";

const PROFILE = 1;
const CONFLICT = 409;

interface Place {
  readonly assignment: Assignment;
  readonly practising: Practising;
  readonly together: Pick<CoEditing, "written">;
}

/** VS Code's own view of tests; to be part of the workbench before it is made. */
export function testingServices(): IEditorOverrideServices {
  return getTesting();
}

/** Brings the tests of the workspace's assignment into the workbench's view of tests. */
export class AssignmentTests extends Owner {
  readonly id = CONTROLLER;
  readonly label;
  readonly capabilities = constObservable(TestControllerCapability.Refresh);
  private readonly tests: ITestService;
  private readonly results: ITestResultService;
  private readonly files: ITextFileService;
  private readonly notifications: INotificationService;
  private readonly list: TestList;
  private version: string | undefined;

  constructor(
    accessor: ServicesAccessor,
    private readonly place: Place,
  ) {
    super();
    this.label = constObservable(place.assignment.title);
    this.tests = accessor.get(ITestService);
    this.results = accessor.get(ITestResultService);
    this.files = accessor.get(ITextFileService);
    this.notifications = accessor.get(INotificationService);
    this.list = new TestList(place.assignment.title);
    this.own(this.tests.registerTestController(CONTROLLER, this));
    accessor.get(ITestProfileService).addProfile(this, {
      controllerId: CONTROLLER,
      profileId: PROFILE,
      label: "Tests of the Assignment",
      group: TestRunProfileBitset.Run,
      isDefault: true,
      tag: RUNNABLE,
      hasConfigurationHandler: false,
      supportsContinuousRun: false,
    });
    void this.refreshTests();
  }

  /** Reads anew which tests there are. */
  async refreshTests(): Promise<void> {
    try {
      this.show(await this.place.practising.offer(this.place.assignment.id));
    } catch (error) {
      this.publish(undefined, `The tests could not be read. ${describe(error)} Refresh to try again.`);
    }
  }

  private show(offer: Practice): void {
    this.version = offer.version;
    this.publish(
      offer,
      offer.closedAt
        ? `Closed since ${new Date(offer.closedAt).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" })}: these are not run any more, your files are kept.`
        : offer.tests.length === 0
          ? "There are no tests that you can run here. What you submit may still be tested."
          : undefined,
    );
  }

  private publish(offer: Practice | undefined, note: string | undefined): void {
    this.tests.publishDiff(CONTROLLER, this.list.show(offer, note));
  }

  // ---- what the workbench asks

  syncTests(): Promise<void> {
    return Promise.resolve();
  }

  expandTest(): Promise<void> {
    return Promise.resolve();
  }

  configureRunProfile(): void {
    // There is nothing to choose.
  }

  getRelatedCode(): Promise<never[]> {
    return Promise.resolve([]);
  }

  startContinuousRun(): Promise<IStartControllerTestsResult[]> {
    return Promise.resolve([{ error: "The tests of an assignment run when they are asked for." }]);
  }

  async runTests(
    requests: readonly IStartControllerTests[],
    token: CancellationToken,
  ): Promise<IStartControllerTestsResult[]> {
    const answers: IStartControllerTestsResult[] = [];
    for (const request of requests) {
      const live = this.results.getResult(request.runId);
      if (live instanceof LiveTestResult) {
        const names = this.list.namesOf(request.testIds, request.excludeExtIds);
        answers.push(await this.run(new TestRun(live, this.list, this.place.assignment.title), names, token));
      }
    }
    return answers;
  }

  // ---- what is run

  private async run(
    run: TestRun,
    names: readonly string[],
    token: CancellationToken,
  ): Promise<IStartControllerTestsResult> {
    if (names.length === 0) {
      run.close();
      await this.refreshTests();
      return {
        error: "There was no test to run. Which there are was read anew; look at them, then run them.",
      };
    }
    const leaving = new AbortController();
    const cancelling = token.onCancellationRequested(() => {
      leaving.abort();
    });
    try {
      run.queue(names);
      await this.save();
      await this.follow(run, names, leaving.signal);
      return {};
    } catch (error) {
      if (leaving.signal.aborted) {
        run.say("The run was cancelled. What has no result was not run to its end.");
        return {};
      }
      const why = describe(error);
      run.say(why);
      if (error instanceof Problem && error.status === CONFLICT) {
        await this.refreshTests();
      }
      return { error: unlinked(why) };
    } finally {
      cancelling.dispose();
      run.close();
      if (leaving.signal.aborted) {
        await this.cancel();
      }
    }
  }

  /** All that was typed gets to the server. */
  private async save(): Promise<void> {
    for (const model of this.files.files.models) {
      if (model.isDirty() && !(await this.files.save(model.resource))) {
        throw new Error(`${model.name} is not saved, so nothing was run. Save it, then run the tests again`);
      }
    }
    await this.place.together.written();
  }

  private async follow(run: TestRun, names: readonly string[], signal: AbortSignal): Promise<void> {
    const { practising, assignment } = this.place;
    for await (const news of practising.run(assignment.id, names, signal)) {
      switch (news.kind) {
        case "started":
          if (news.version !== this.version) {
            await this.changed();
          }
          break;
        case "running":
          run.begin(news.tests);
          break;
        case "result":
          run.end(news.result);
          break;
        case "done":
          if (news.compileOutput !== "") {
            run.say(`The compiler said:\n${news.compileOutput}`);
          }
          break;
        case "cancelled":
          run.say("The run was cancelled elsewhere. What has no result was not run to its end.");
          break;
      }
    }
  }

  private async changed(): Promise<void> {
    const wasKnown = this.version !== undefined;
    await this.refreshTests();
    if (!wasKnown) {
      return;
    }
    this.notifications.info(
      "The tests of this assignment were changed. The list is up to date again, and what comes now is of the tests as they are.",
    );
  }

  /** So that the next run need not wait until the server has noticed. */
  private async cancel(): Promise<void> {
    try {
      await this.place.practising.cancel(this.place.assignment.id);
    } catch (error) {
      console.warn("The server could not be told that tests were cancelled:", error);
    }
  }
}
