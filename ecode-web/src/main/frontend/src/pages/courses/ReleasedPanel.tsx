import { Button, List, ListItem } from "@patternfly/react-core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ProblemAlert } from "../app/ProblemAlert.tsx";
import { Said } from "./CommentedText.tsx";
import { Words } from "./ComplaintsCard.tsx";
import { releasedMarkQuery } from "./marking.ts";
import { useComplaintDeeds } from "./reviews.ts";
import { inZone } from "./zones.ts";

/** What was released of one's own submission; nothing before that. */
export function ReleasedPanel(props: {
  readonly assignment: string;
  readonly submission: string;
  readonly zone: string;
}) {
  const released = useQuery(releasedMarkQuery(props.submission));
  if (released.isError) {
    return <ProblemAlert title="The released score could not be read" error={released.error} />;
  }
  if (!released.data) {
    return null;
  }
  const mark = released.data;
  const said = mark.tests.filter((test) => test.reason);
  return (
    <section aria-label="Released score" className="ecode-grading">
      <p>
        <strong>
          Your score is {mark.score} of {mark.points} points
        </strong>{" "}
        <span className="ecode-quiet">released {inZone(mark.releasedAt, props.zone)}</span>
      </p>
      {mark.reason && <p dir="auto">{mark.reason}</p>}
      {said.length > 0 && (
        <List isPlain aria-label="What your teachers said of the tests">
          {said.map((test) => (
            <ListItem key={test.name}>
              <span dir="auto">{test.name}</span>: {test.percent} % counts.{" "}
              <span dir="auto">{test.reason}</span>
            </ListItem>
          ))}
        </List>
      )}
      {mark.criteria.length > 0 && (
        <List isPlain aria-label="How it was judged">
          {mark.criteria.map((one) => (
            <ListItem key={one.title}>
              <span dir="auto">{one.title}</span>:{" "}
              {one.level === undefined ? (
                "not judged"
              ) : (
                <>
                  {one.points} of {one.best}, <span dir="auto">{one.level}</span>
                </>
              )}
              {one.note && (
                <>
                  . <span dir="auto">{one.note}</span>
                </>
              )}
            </ListItem>
          ))}
        </List>
      )}
      <Said
        submission={mark.submission}
        comments={mark.comments.filter((one) => one.path === undefined)}
        mayChange={false}
      />
      <Objection assignment={props.assignment} submission={mark.submission} />
    </section>
  );
}

/** Where a student says that a score is not right. */
function Objection(props: { readonly assignment: string; readonly submission: string }) {
  const { complain } = useComplaintDeeds(props.assignment);
  const [isOpen, setOpen] = useState(false);
  return isOpen ? (
    <Words
      label="What is not right"
      submit="Send to your teachers"
      failure="Nothing was sent"
      isSending={complain.isPending}
      error={complain.error}
      onSubmit={(text) => {
        complain.mutate(
          { submission: props.submission, text },
          {
            onSuccess: () => {
              setOpen(false);
            },
          },
        );
      }}
    />
  ) : (
    <Button
      variant="link"
      isInline
      onClick={() => {
        setOpen(true);
      }}
    >
      The score is not right?
    </Button>
  );
}
