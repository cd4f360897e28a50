import { Button, List, ListItem, TextArea } from "@patternfly/react-core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Assignment, Complaint, Course } from "../../core/api.ts";
import { ProblemAlert } from "../app/ProblemAlert.tsx";
import { QueryCard } from "../app/QueryCard.tsx";
import { complaintsQuery, useComplaintDeeds } from "./reviews.ts";
import { inZone } from "./zones.ts";

const LONGEST = 4_000;

/** What students object to, with the answers: one's own, or for those who run the course everybody's. */
export function ComplaintsCard(props: {
  readonly course: Course;
  readonly assignment: Assignment;
  readonly answers: boolean;
}) {
  const { assignment } = props;
  const complaints = useQuery(complaintsQuery(assignment.id));
  if (complaints.data?.length === 0) {
    return null;
  }
  return (
    <QueryCard
      id="complaints"
      title="Complaints"
      subtitle="About released scores"
      query={complaints}
      loading="Loading the complaints"
      failure="The complaints could not be read"
    >
      {(items) => (
        <List isPlain isBordered aria-label="Complaints">
          {items.map((one) => (
            <ListItem key={one.id}>
              <p className="ecode-quiet">
                <span dir="auto">{one.name}</span> · attempt {one.attempt} ·{" "}
                {inZone(one.madeAt, props.course.timeZone)}
              </p>
              <p dir="auto" className="ecode-break">
                {one.text}
              </p>
              <Answer assignment={assignment.id} complaint={one} answers={props.answers} />
            </ListItem>
          ))}
        </List>
      )}
    </QueryCard>
  );
}

function Answer(props: {
  readonly assignment: string;
  readonly complaint: Complaint;
  readonly answers: boolean;
}) {
  const { complaint } = props;
  const { answer } = useComplaintDeeds(props.assignment);
  if (complaint.answer) {
    return (
      <p className="ecode-break">
        <strong>{complaint.answeredBy}</strong>: <span dir="auto">{complaint.answer}</span>
      </p>
    );
  }
  return props.answers ? (
    <Words
      label={`Answer to ${complaint.name}`}
      submit="Answer"
      failure="Nothing was answered"
      isSending={answer.isPending}
      error={answer.error}
      onSubmit={(text) => {
        answer.mutate({ id: complaint.id, text });
      }}
    />
  ) : (
    <p className="ecode-quiet">It is not answered yet.</p>
  );
}

/** Some words with a button that sends them. */
export function Words(props: {
  readonly label: string;
  readonly submit: string;
  readonly failure: string;
  readonly isSending: boolean;
  readonly error: Error | null;
  readonly onSubmit: (text: string) => void;
}) {
  const [text, setText] = useState("");
  return (
    <>
      {props.error !== null && <ProblemAlert title={props.failure} error={props.error} />}
      <TextArea
        aria-label={props.label}
        dir="auto"
        rows={2}
        maxLength={LONGEST}
        value={text}
        onChange={(_event, value) => {
          setText(value);
        }}
      />
      <Button
        variant="secondary"
        isDisabled={text.trim() === "" || props.isSending}
        isLoading={props.isSending}
        onClick={() => {
          props.onSubmit(text.trim());
        }}
      >
        {props.submit}
      </Button>
    </>
  );
}
