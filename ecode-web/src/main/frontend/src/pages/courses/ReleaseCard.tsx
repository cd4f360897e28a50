import { Button } from "@patternfly/react-core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Assignment, Course, Release } from "../../core/api.ts";
import { ConfirmDialog } from "../app/dialogs.tsx";
import { ProblemAlert } from "../app/ProblemAlert.tsx";
import { QueryCard } from "../app/QueryCard.tsx";
import { releaseQuery, useReleaseDeeds } from "./marking.ts";
import { inZone } from "./zones.ts";

/** Whether students see the scores. */
export function ReleaseCard(props: {
  readonly course: Course;
  readonly assignment: Assignment;
  readonly mayChange: boolean;
}) {
  const { assignment, mayChange } = props;
  const state = useQuery(releaseQuery(assignment.id));
  const { release, withdraw } = useReleaseDeeds(assignment.id);
  const [withdrawing, setWithdrawing] = useState(false);
  const close = () => {
    setWithdrawing(false);
  };
  return (
    <>
      <QueryCard
        id="release"
        title="Scores"
        subtitle="Students see exactly what is released, until it is released again"
        query={state}
        loading="Loading whether the scores are released"
        failure="Whether the scores are released could not be read"
      >
        {(data) => (
          <>
            {release.error !== null && <ProblemAlert title="Nothing was released" error={release.error} />}
            <p aria-live="polite">{said(data, props.course.timeZone)}</p>
            {mayChange && (
              <p className="ecode-row-buttons ecode-after">
                <Button
                  variant="secondary"
                  isLoading={release.isPending}
                  isDisabled={data.news === 0 || release.isPending}
                  onClick={() => {
                    release.mutate();
                  }}
                >
                  {data.shown > 0 ? "Release what has changed" : "Release the scores"}
                </Button>
                {data.shown > 0 && (
                  <Button
                    variant="link"
                    onClick={() => {
                      setWithdrawing(true);
                    }}
                  >
                    Take the release back
                  </Button>
                )}
              </p>
            )}
          </>
        )}
      </QueryCard>
      {withdrawing && (
        <ConfirmDialog
          title="Take the release back?"
          submit="Take it back"
          failure="The scores stay released"
          isSending={withdraw.isPending}
          error={withdraw.error}
          onClose={close}
          onSubmit={() => {
            withdraw.mutate(undefined, { onSuccess: close });
          }}
        >
          <p>Students no longer see the released scores. What they have seen they have seen.</p>
        </ConfirmDialog>
      )}
    </>
  );
}

function said(state: Release, zone: string): string {
  const { submissions, shown, news, unscored } = state;
  if (submissions === 0) {
    return "Nobody has submitted anything yet.";
  }
  return [
    state.lastAt
      ? `${shown} of ${submissions} are released, last ${inZone(state.lastAt, zone)} by ${state.lastBy}.`
      : `None of ${submissions} is released.`,
    news > 0 && shown > 0 && `${news} ${news === 1 ? "is" : "are"} new or changed since.`,
    unscored > 0 && `${unscored} ${unscored === 1 ? "has" : "have"} no score yet.`,
  ]
    .filter((one) => typeof one === "string")
    .join(" ");
}
