import { Button, Label, List, ListItem, Skeleton } from "@patternfly/react-core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Mark, MarkedTest, ScoreOverride } from "../../core/api.ts";
import { ProblemAlert } from "../app/ProblemAlert.tsx";
import { useToasts } from "../app/toasts.tsx";
import { CommentForm, Said } from "./CommentedText.tsx";
import { JudgedCriteria } from "./JudgedCriteria.tsx";
import { markQuery, useMarkDeeds } from "./marking.ts";
import { OverrideDialog } from "./OverrideDialog.tsx";

/** What a submission is worth, and what people say of that, for those who run the course. */
export function MarkPanel(props: {
  readonly assignment: string;
  readonly submission: string;
  readonly mayChange: boolean;
}) {
  const mark = useQuery(markQuery(props.submission));
  if (mark.isPending) {
    return <Skeleton height="2rem" screenreaderText="Loading the score" />;
  }
  if (mark.isError) {
    return <ProblemAlert title="The score could not be read" error={mark.error} />;
  }
  return <Panel assignment={props.assignment} mark={mark.data} mayChange={props.mayChange} />;
}

/** `undefined` for nothing, `null` for the whole score, otherwise a test. */
type Overridden = MarkedTest | null | undefined;

function Panel(props: { readonly assignment: string; readonly mark: Mark; readonly mayChange: boolean }) {
  const { mark, mayChange } = props;
  const [commenting, setCommenting] = useState(false);
  const ofAll = mark.comments.filter((one) => one.path === undefined);
  const { takeBack } = useMarkDeeds(mark.submission);
  const toasts = useToasts();
  const [overridden, setOverridden] = useState<Overridden>(undefined);
  const back = (one: ScoreOverride) => {
    takeBack.mutate(one.id, {
      onError: (error) => {
        toasts.failed("The score stays as it is", error);
      },
    });
  };
  const buttons = (name: string, what: Overridden, said: ScoreOverride | null | undefined) =>
    mayChange && (
      <span className="ecode-row-buttons">
        <Button
          variant="link"
          isInline
          aria-label={`Override ${name}`}
          onClick={() => {
            setOverridden(what);
          }}
        >
          Override
        </Button>
        {said && (
          <Button
            variant="link"
            isInline
            aria-label={`Take back what was said of ${name}`}
            onClick={() => {
              back(said);
            }}
          >
            Take back
          </Button>
        )}
      </span>
    );
  return (
    <section aria-label="Score" className="ecode-grading">
      <p>
        <strong>
          {typeof mark.score === "number"
            ? `Counts ${mark.score} of ${mark.points} points`
            : "There is no score yet"}
        </strong>{" "}
        <Label isCompact variant="outline">
          {mark.news ? (mark.released ? "changed since its release" : "not released") : "as released"}
        </Label>{" "}
        {buttons("the score", null, mark.override)}
      </p>
      {mark.override && <Reason said={mark.override} />}
      <List isPlain aria-label="What counts of the tests">
        {mark.tests.map((test) => (
          <ListItem key={test.name}>
            <span dir="auto">{test.name}</span>{" "}
            <span className="ecode-quiet">
              {test.percent} % of weight {test.weight}
            </span>{" "}
            {buttons(test.name, test, test.override)}
            {test.override && <Reason said={test.override} />}
          </ListItem>
        ))}
      </List>
      {mark.idle.map((one) => (
        <p key={one.id} className="ecode-quiet">
          <span dir="auto">{one.test}</span> is no longer tested; what was said of it changes nothing.{" "}
          {mayChange && (
            <Button
              variant="link"
              isInline
              onClick={() => {
                back(one);
              }}
            >
              Take back
            </Button>
          )}
        </p>
      ))}
      <JudgedCriteria assignment={props.assignment} mark={mark} mayChange={mayChange} />
      <Said submission={mark.submission} comments={ofAll} mayChange={mayChange} />
      {commenting ? (
        <CommentForm
          submission={mark.submission}
          onDone={() => {
            setCommenting(false);
          }}
        />
      ) : (
        mayChange && (
          <Button
            variant="link"
            isInline
            onClick={() => {
              setCommenting(true);
            }}
          >
            Comment on all of it
          </Button>
        )
      )}
      {overridden !== undefined && (
        <OverrideDialog
          mark={mark}
          test={overridden}
          onClose={() => {
            setOverridden(undefined);
          }}
        />
      )}
    </section>
  );
}

function Reason({ said }: { readonly said: ScoreOverride }) {
  return (
    <p>
      {said.by}: <span dir="auto">{said.reason}</span>{" "}
      {said.turned && (
        <Label isCompact color="orange">
          the tests say something else since
        </Label>
      )}
    </p>
  );
}
