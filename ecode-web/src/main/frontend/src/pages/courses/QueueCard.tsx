import { Button } from "@patternfly/react-core";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { Assignment, Course, HeldSubmission, ReviewQueue } from "../../core/api.ts";
import { ProblemAlert } from "../app/ProblemAlert.tsx";
import { QueryCard } from "../app/QueryCard.tsx";
import { Choice } from "./AssignmentDialog.tsx";
import { studentsQuery } from "./groups.ts";
import { queueQuery, submissionQuery, useReviewDeeds } from "./reviews.ts";
import { SubmissionList } from "./SubmissionList.tsx";

const KEEP_MILLIS = 120_000;

/** What waits to be judged by hand: one after the other, no two people the same. */
export function QueueCard(props: { readonly course: Course; readonly assignment: Assignment }) {
  const { course, assignment } = props;
  const [section, setSection] = useState("");
  const queue = useQuery(queueQuery(assignment.id, section));
  const { next, turn } = useReviewDeeds(assignment.id, section);
  const error = next.error ?? turn.error;
  const mayChange = !course.archivedAt;
  return (
    <QueryCard
      id="queue"
      title="To judge by hand"
      subtitle="The last submission of each student, whoever waits longest first"
      query={queue}
      loading="Loading what waits"
      failure="What waits could not be read"
    >
      {(data) => (
        <>
          {error !== null && <ProblemAlert title="Nothing was changed" error={error} />}
          <Sections course={course} value={section} onChange={setSection} />
          <p aria-live="polite">{said(data)}</p>
          {data.mine ? (
            <Mine
              course={course}
              held={data.mine}
              isBusy={turn.isPending || next.isPending}
              turn={turn.mutate}
              onDone={() => {
                next.mutate();
              }}
            />
          ) : (
            mayChange && (
              <Button
                variant="secondary"
                isLoading={next.isPending}
                isDisabled={data.waiting === 0 || next.isPending}
                onClick={() => {
                  next.mutate();
                }}
              >
                Judge the next one
              </Button>
            )
          )}
        </>
      )}
    </QueryCard>
  );
}

function said({ waiting, held, done }: ReviewQueue): string {
  const waits = waiting === 1 ? "1 waits" : `${waiting} wait`;
  const others = held === 0 ? "" : `, others judge ${held}`;
  return `${waits}${others}, ${done} ${done === 1 ? "is" : "are"} done.`;
}

function Sections(props: {
  readonly course: Course;
  readonly value: string;
  readonly onChange: (section: string) => void;
}) {
  const students = useQuery(studentsQuery(props.course));
  const sections = [...new Set((students.data ?? []).flatMap((one) => one.section ?? []))].sort();
  if (sections.length === 0) {
    return null;
  }
  const options: Record<string, string> = { "": "All sections" };
  for (const one of sections) {
    options[one] = one;
  }
  return <Choice label="Section" value={props.value} options={options} onChange={props.onChange} />;
}

/** What one judges now; it stays one's own while this page is open. */
function Mine(props: {
  readonly course: Course;
  readonly held: HeldSubmission;
  readonly isBusy: boolean;
  readonly turn: ReturnType<typeof useReviewDeeds>["turn"]["mutate"];
  readonly onDone: () => void;
}) {
  const { turn } = props;
  const { submission: id } = props.held;
  const submission = useQuery(submissionQuery(id));
  useEffect(() => {
    const timer = setInterval(() => {
      turn({ submission: id, turn: "hold" });
    }, KEEP_MILLIS);
    return () => {
      clearInterval(timer);
    };
  }, [turn, id]);
  return (
    <section aria-label="What you judge now">
      {submission.isError && (
        <ProblemAlert title="The submission could not be read" error={submission.error} />
      )}
      {submission.data && (
        <SubmissionList
          label="What you judge now"
          submissions={[submission.data]}
          zone={props.course.timeZone}
          judging={{ mayChange: true }}
        />
      )}
      <p className="ecode-row-buttons ecode-after">
        <Button
          isLoading={props.isBusy}
          onClick={() => {
            turn({ submission: id, turn: "finish" }, { onSuccess: props.onDone });
          }}
        >
          Done, next
        </Button>
        <Button
          variant="link"
          onClick={() => {
            turn({ submission: id, turn: "give-back" });
          }}
        >
          Give it back
        </Button>
      </p>
    </section>
  );
}
