import { Alert, Button, Progress, ProgressMeasureLocation, StackItem } from "@patternfly/react-core";
import { useQuery } from "@tanstack/react-query";
import type { Assignment, Course, Readiness, Rehearsal, Solution, TestSuite } from "../../core/api.ts";
import { ProblemAlert } from "../app/ProblemAlert.tsx";
import { QueryCard } from "../app/QueryCard.tsx";
import { suiteQuery } from "./gradings.ts";
import { readinessQuery, rehearsalQuery, solutionsQuery, useRehearsalDeeds } from "./rehearsals.ts";
import { Findings, Quarantined, Tried } from "./RehearsalFindings.tsx";
import { SolutionTable } from "./SolutionTable.tsx";
import { inZone } from "./zones.ts";

/** Tries the tests out with a teacher's solutions, and says which of them cannot be relied on. */
export function RehearsalCard(props: {
  readonly course: Course;
  readonly assignment: Assignment;
  readonly mayChange: boolean;
}) {
  const { assignment, mayChange } = props;
  const { data: suite } = useQuery(suiteQuery(assignment.id));
  const latest = useQuery(rehearsalQuery(assignment.id));
  const solutions = useQuery(solutionsQuery(assignment.id));
  const readiness = useQuery(readinessQuery(assignment.id, latest.data));
  const { start, cancel, quarantine } = useRehearsalDeeds(assignment.id);
  if (!suite) {
    return null;
  }
  const rehearsal = latest.data;
  const isRunning = rehearsal?.state === "running";
  const error = start.error ?? cancel.error ?? quarantine.error ?? readiness.error;
  const setQuarantine = (test: string, quarantined: boolean) => {
    quarantine.mutate({ test, quarantined });
  };
  return (
    <StackItem>
      <QueryCard
        id="rehearsal"
        title="Try the tests out"
        subtitle="Solutions of yours are tested many times on a busy machine: a test that does not always say the same is named"
        query={solutions}
        loading="Loading the solutions"
        failure="The solutions could not be read"
      >
        {(all) => (
          <>
            {error !== null && <ProblemAlert title="Nothing was changed" error={error} />}
            <Advice assignment={assignment} solutions={all} readiness={readiness.data} />
            <SolutionTable
              assignment={assignment.id}
              solutions={all}
              mayChange={mayChange && !isRunning}
              main={mainOf(suite)}
            />
            {rehearsal && <State rehearsal={rehearsal} zone={props.course.timeZone} />}
            {mayChange && all.length > 0 && (
              <p className="ecode-row-buttons ecode-after">
                {isRunning ? (
                  <Button
                    variant="secondary"
                    isLoading={cancel.isPending}
                    onClick={() => {
                      cancel.mutate(rehearsal.id);
                    }}
                  >
                    Cancel trying out
                  </Button>
                ) : (
                  <Button
                    variant="secondary"
                    isLoading={start.isPending}
                    onClick={() => {
                      start.mutate();
                    }}
                  >
                    Try the tests out
                  </Button>
                )}
              </p>
            )}
            {readiness.data && (
              <>
                <Findings
                  findings={readiness.data.findings}
                  isBusy={quarantine.isPending}
                  {...(mayChange && { onQuarantine: setQuarantine })}
                />
                <Tried solutions={readiness.data.solutions} />
              </>
            )}
            <Quarantined
              suite={suite}
              isBusy={quarantine.isPending}
              {...(mayChange && { onQuarantine: setQuarantine })}
            />
          </>
        )}
      </QueryCard>
    </StackItem>
  );
}

const MAINS: Readonly<Record<string, string>> = {
  python: "main.py",
  java: "Main.java",
  javascript: "main.js",
  cpp: "main.cpp",
  c: "main.c",
  sql: "main.sql",
};

function mainOf(suite: TestSuite): string {
  return suite.main ?? MAINS[suite.language] ?? "main";
}

/** What to do next. */
function Advice(props: {
  readonly assignment: Assignment;
  readonly solutions: readonly Solution[];
  readonly readiness: Readiness | undefined;
}) {
  const { readiness, solutions } = props;
  if (solutions.length === 0) {
    return (
      <p>
        Trying the tests out before students get them is recommended: add a reference solution, which should
        pass all tests, and wrong ones, which should not get all points.
      </p>
    );
  }
  if (readiness?.obstacle) {
    return (
      <Alert
        isInline
        variant="warning"
        component="h3"
        title={props.assignment.publishedAt ? "The tests need a look" : "It cannot be published yet"}
      >
        {readiness.obstacle}
      </Alert>
    );
  }
  return null;
}

function State({ rehearsal, zone }: { readonly rehearsal: Rehearsal; readonly zone: string }) {
  const { done, all } = rehearsal;
  return (
    <div className="ecode-after">
      {rehearsal.state === "running" && (
        <Progress
          title="Runs"
          value={done}
          max={all}
          label={`${done} of ${all}`}
          valueText={`${done} of ${all} runs`}
          measureLocation={ProgressMeasureLocation.outside}
        />
      )}
      <p aria-live="polite">{said(rehearsal, zone)}</p>
    </div>
  );
}

function said(rehearsal: Rehearsal, zone: string): string {
  const end = rehearsal.endedAt ? inZone(rehearsal.endedAt, zone) : "";
  switch (rehearsal.state) {
    case "running":
      switch (rehearsal.waitsFor) {
        case "submissions":
          return "Submissions of students are tested first; this goes on after them.";
        case "rehearsals":
          return "Other tests are being tried out first; this goes on after them.";
        default:
          return `${rehearsal.atOnce} runs go on at a time. It goes on by itself; you can leave this page.`;
      }
    case "done":
      return `Last tried out ${end}: each solution ${rehearsal.runs} times.`;
    case "failed":
      return `It was broken off ${end}. ${rehearsal.why ?? ""}`;
    case "cancelled":
      return `It was cancelled ${end} by ${rehearsal.endedBy ?? ""}, after ${rehearsal.done} of ${rehearsal.all} runs.`;
  }
}
