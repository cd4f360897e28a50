import {
  Button,
  List,
  ListItem,
  Pagination,
  Progress,
  ProgressMeasureLocation,
  StackItem,
} from "@patternfly/react-core";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Assignment, Course, Regrade, RegradeChange } from "../../core/api.ts";
import { ConfirmDialog } from "../app/dialogs.tsx";
import { ProblemAlert } from "../app/ProblemAlert.tsx";
import { QueryCard } from "../app/QueryCard.tsx";
import { suiteQuery } from "./gradings.ts";
import { CHANGES_A_PAGE, changesQuery, type RegradeDeed, regradeQuery, useRegradeDeeds } from "./regrades.ts";
import { inZone } from "./zones.ts";

/** Tests all submissions again, and shows whose score would change before any does. */
export function RegradeCard(props: {
  readonly course: Course;
  readonly assignment: Assignment;
  readonly mayChange: boolean;
}) {
  const { assignment, course, mayChange } = props;
  const suite = useQuery(suiteQuery(assignment.id));
  const latest = useQuery(regradeQuery(assignment.id));
  const { start, decide } = useRegradeDeeds(assignment.id);
  const [applying, setApplying] = useState(false);
  if (suite.data === null) {
    return null;
  }
  const regrade = latest.data;
  const isOpen = regrade && ["running", "paused", "ready"].includes(regrade.state);
  const error = start.error ?? (applying ? null : decide.error);
  const close = () => {
    setApplying(false);
  };
  return (
    <StackItem>
      <QueryCard
        id="regrade"
        title="Test all again"
        subtitle="All submissions with the tests as they are now; no score changes until you take the new ones over"
        query={latest}
        loading="Loading how far testing all again is"
        failure="How far testing all again is could not be read"
      >
        {() => (
          <>
            {error !== null && <ProblemAlert title="Nothing was changed" error={error} />}
            {regrade && <State regrade={regrade} zone={course.timeZone} />}
            {!regrade && <p>All submissions have the score of their first test.</p>}
            {mayChange && (
              <p className="ecode-row-buttons ecode-after">
                {isOpen ? (
                  <Deeds
                    regrade={regrade}
                    isBusy={decide.isPending}
                    onDecide={(deed) => {
                      if (deed === "apply") {
                        setApplying(true);
                      } else {
                        decide.mutate({ regrade: regrade.id, deed });
                      }
                    }}
                  />
                ) : (
                  <Button
                    variant="secondary"
                    isLoading={start.isPending}
                    isDisabled={start.isPending}
                    onClick={() => {
                      decide.reset();
                      start.mutate();
                    }}
                  >
                    Test all submissions again
                  </Button>
                )}
              </p>
            )}
            {regrade && regrade.state !== "cancelled" && regrade.changed + regrade.untested > 0 && (
              <Changes regrade={regrade} />
            )}
          </>
        )}
      </QueryCard>
      {applying && regrade && (
        <ConfirmDialog
          title="Take the new scores over?"
          submit="Take them over"
          failure="No score was changed"
          isSending={decide.isPending}
          error={decide.error}
          onClose={close}
          onSubmit={() => {
            decide.mutate({ regrade: regrade.id, deed: "apply" }, { onSuccess: close });
          }}
        >
          <p>
            {`${count(regrade.better, "score gets", "scores get")} better, ${regrade.worse} worse. `}
            What you or others said of scores stays. Students who see a released score see it until you
            release it again.
          </p>
        </ConfirmDialog>
      )}
    </StackItem>
  );
}

function State({ regrade, zone }: { readonly regrade: Regrade; readonly zone: string }) {
  const { tested, submissions } = regrade;
  return (
    <>
      {(regrade.state === "running" || regrade.state === "paused") && (
        <Progress
          title="Tested"
          value={tested}
          max={submissions}
          label={`${tested} of ${submissions}`}
          valueText={`${tested} of ${submissions} submissions`}
          measureLocation={ProgressMeasureLocation.outside}
        />
      )}
      <p aria-live="polite">{said(regrade, zone)}</p>
    </>
  );
}

function said(regrade: Regrade, zone: string): string {
  const { changed, better, worse, untested, submissions } = regrade;
  const changes =
    changed === 0
      ? "Nothing changes."
      : `${count(changed, "submission changes", "submissions change")}: ${better} better, ${worse} worse.`;
  const failed =
    untested === 0
      ? ""
      : ` ${count(untested, "submission", "submissions")} could not be tested and ${untested === 1 ? "keeps its" : "keep their"} score.`;
  const end = regrade.settledAt ? `${inZone(regrade.settledAt, zone)} by ${regrade.settledBy ?? ""}` : "";
  switch (regrade.state) {
    case "running":
      return regrade.waits
        ? "Submissions of students are tested first; this goes on after them."
        : "It goes on by itself; you can leave this page.";
    case "paused":
      return "It is paused; what is being tested ends.";
    case "ready":
      return `All ${submissions} were tested. ${changes}${failed}`;
    case "applied":
      return `The new scores were taken over ${end}. ${changes}${failed}`;
    case "cancelled":
      return `It was cancelled ${end}; all scores stayed as they were.`;
  }
}

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}

function Deeds(props: {
  readonly regrade: Regrade;
  readonly isBusy: boolean;
  readonly onDecide: (deed: RegradeDeed) => void;
}) {
  const { state } = props.regrade;
  const offered: readonly [RegradeDeed, string][] =
    state === "ready"
      ? [
          ["apply", "Take the new scores over"],
          ["cancel", "Throw them away"],
        ]
      : [state === "running" ? ["pause", "Pause"] : ["resume", "Go on"], ["cancel", "Cancel"]];
  return offered.map(([deed, label], index) => (
    <Button
      key={deed}
      variant={index === 0 ? "secondary" : "link"}
      isDisabled={props.isBusy}
      onClick={() => {
        props.onDecide(deed);
      }}
    >
      {label}
    </Button>
  ));
}

function Changes({ regrade }: { readonly regrade: Regrade }) {
  const [page, setPage] = useState(0);
  const changes = useQuery(changesQuery(regrade, page));
  if (changes.error !== null) {
    return <ProblemAlert title="What changes could not be read" error={changes.error} />;
  }
  const { items, total } = changes.data ?? { items: [], total: 0 };
  return (
    <>
      <Table aria-label="What changes" variant="compact" gridBreakPoint="grid-md" className="ecode-after">
        <Thead>
          <Tr>
            <Th>Submission</Th>
            <Th>Before</Th>
            <Th>After</Th>
            <Th>Tests that say something else</Th>
          </Tr>
        </Thead>
        <Tbody>
          {items.map((one) => (
            <Tr key={one.submission}>
              <Td dataLabel="Submission">
                <span>
                  <bdi>{one.name}</bdi>, attempt {one.attempt}
                </span>
              </Td>
              <Td dataLabel="Before">{one.before ?? "none"}</Td>
              <Td dataLabel="After">{one.why ? "as before" : one.after}</Td>
              <Td dataLabel="Tests that say something else">
                <Turned change={one} />
              </Td>
            </Tr>
          ))}
        </Tbody>
      </Table>
      {total > CHANGES_A_PAGE && (
        <Pagination
          isCompact
          itemCount={total}
          page={page + 1}
          perPage={CHANGES_A_PAGE}
          perPageOptions={[]}
          widgetId="regrade-changes"
          titles={{ paginationAriaLabel: "Pages of what changes" }}
          onSetPage={(_, next) => {
            setPage(next - 1);
          }}
        />
      )}
    </>
  );
}

function Turned({ change }: { readonly change: RegradeChange }) {
  if (change.why) {
    return <>Not tested: {change.why}</>;
  }
  return (
    <List isPlain>
      {change.tests.map((test) => (
        <ListItem key={test.name}>
          <span dir="auto">{test.name}</span>: {words(test.before, "new")} → {words(test.after, "gone")}
        </ListItem>
      ))}
    </List>
  );
}

function words(outcome: string | null | undefined, none: string): string {
  return outcome?.replaceAll("-", " ") ?? none;
}
