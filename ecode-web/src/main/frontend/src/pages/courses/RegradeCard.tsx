import { Button, StackItem } from "@patternfly/react-core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Assignment, Course, Regrade } from "../../core/api.ts";
import { ConfirmDialog } from "../app/dialogs.tsx";
import { ProblemAlert } from "../app/ProblemAlert.tsx";
import { QueryCard } from "../app/QueryCard.tsx";
import { suiteQuery } from "./gradings.ts";
import { count, keeping, RegradeChanges, RegradeState } from "./regrade-parts.tsx";
import { type RegradeDeed, regradeQuery, useRegradeDeeds } from "./regrades.ts";

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
            {regrade && <RegradeState regrade={regrade} zone={course.timeZone} />}
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
              <RegradeChanges regrade={regrade} />
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
            {`${count(regrade.better, "score gets", "scores get")} better, ${regrade.worse} worse.${keeping(regrade.kept)} `}
            What you or others said of scores stays. Students who see a released score see it until you
            release it again.
          </p>
        </ConfirmDialog>
      )}
    </StackItem>
  );
}

function Deeds(props: {
  readonly regrade: Regrade;
  readonly isBusy: boolean;
  readonly onDecide: (deed: RegradeDeed) => void;
}) {
  const { state, untested } = props.regrade;
  const offered: readonly (readonly [RegradeDeed, string])[] =
    state === "ready"
      ? [
          ["apply", "Take the new scores over"],
          ...(untested > 0 ? [["retry", "Try again what could not be tested"] as const] : []),
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
