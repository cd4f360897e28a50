import { List, ListItem, Pagination, Progress, ProgressMeasureLocation } from "@patternfly/react-core";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Regrade, RegradeChange } from "../../core/api.ts";
import { ProblemAlert } from "../app/ProblemAlert.tsx";
import { CHANGES_A_PAGE, changesQuery } from "./regrades.ts";
import { inZone } from "./zones.ts";

/** How far it is, and what changes by it. */
export function RegradeState({ regrade, zone }: { readonly regrade: Regrade; readonly zone: string }) {
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
  const { changed, better, worse, kept, untested, submissions } = regrade;
  const changes =
    changed === 0
      ? "Nothing changes."
      : `${count(changed, "submission changes", "submissions change")}: ${better} better, ${worse} worse.${keeping(kept)}`;
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
      return `${submissions === 1 ? "The only one was" : `All ${submissions} were`} tested. ${changes}${failed}`;
    case "applied":
      return `The new scores were taken over ${end}. ${changes}${failed}`;
    case "cancelled":
      return `It was cancelled ${end}; all scores stayed as they were.`;
  }
}

/** That scores set by people stay, where there are some. */
export function keeping(kept: number): string {
  return kept === 0
    ? ""
    : ` ${kept} of them ${kept === 1 ? "has a score" : "have scores"} set by a person: ${kept === 1 ? "it goes" : "these go"} on to count.`;
}

export function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}

/** Whose score or tests it changes. */
export function RegradeChanges({ regrade }: { readonly regrade: Regrade }) {
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
            <Th modifier="fitContent">Before</Th>
            <Th modifier="wrap">After</Th>
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
              <Td dataLabel="After">
                {one.why ? "as before" : one.after}
                {typeof one.kept === "number" && <div>{one.kept} was set by a person and stays</div>}
              </Td>
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
          {change.keptTests.includes(test.name) && "; what a person set stays"}
        </ListItem>
      ))}
    </List>
  );
}

function words(outcome: string | null | undefined, none: string): string {
  return outcome?.replaceAll("-", " ") ?? none;
}
