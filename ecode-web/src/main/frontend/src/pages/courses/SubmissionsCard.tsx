import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Assignment, Course } from "../../core/api.ts";
import { QueryCard } from "../app/QueryCard.tsx";
import { ShowMore } from "../app/ShowMore.tsx";
import { Choice } from "./AssignmentDialog.tsx";
import { submissionsQuery } from "./assignments.ts";
import { studentsQuery } from "./groups.ts";
import { SubmissionList } from "./SubmissionList.tsx";

/** What everybody handed in, for those who run the course. */
export function SubmissionsCard(props: { readonly course: Course; readonly assignment: Assignment }) {
  const [user, setUser] = useState("");
  const submissions = useInfiniteQuery(submissionsQuery(props.assignment.id, user || undefined));
  return (
    <QueryCard
      id="submissions"
      title="Submissions"
      subtitle="Everybody’s, the newest first"
      query={submissions}
      loading="Loading the submissions"
      failure="The submissions could not be read"
    >
      {(items) => (
        <>
          {(items.length > 0 || user !== "") && (
            <StudentChoice course={props.course} value={user} onChange={setUser} />
          )}
          {items.length === 0 ? (
            <p className="ecode-quiet">
              {user === "" ? "Nobody has submitted anything yet." : "They have not submitted anything yet."}
            </p>
          ) : (
            <SubmissionList
              label="Submissions"
              submissions={items}
              zone={props.course.timeZone}
              judging={{ mayChange: !props.course.archivedAt }}
            />
          )}
          <ShowMore of={submissions}>Show earlier submissions</ShowMore>
        </>
      )}
    </QueryCard>
  );
}

/** Whose are shown; who has never signed in has none. */
function StudentChoice(props: {
  readonly course: Course;
  readonly value: string;
  readonly onChange: (user: string) => void;
}) {
  const students = useQuery(studentsQuery(props.course));
  const options: Record<string, string> = { "": "Everybody" };
  for (const { user, name, email } of students.data ?? []) {
    if (user) {
      options[user] = email ? `${name} (${email})` : name;
    }
  }
  return <Choice label="Submissions of" value={props.value} options={options} onChange={props.onChange} />;
}
