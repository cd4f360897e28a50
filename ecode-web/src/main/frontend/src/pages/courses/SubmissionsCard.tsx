import { useQuery } from "@tanstack/react-query";
import type { Assignment, Course } from "../../core/api.ts";
import { QueryCard } from "../app/QueryCard.tsx";
import { submissionsQuery } from "./assignments.ts";
import { SubmissionList } from "./SubmissionList.tsx";

/** What everybody handed in, for those who run the course. */
export function SubmissionsCard(props: { readonly course: Course; readonly assignment: Assignment }) {
  const submissions = useQuery(submissionsQuery(props.assignment.id));
  return (
    <QueryCard
      id="submissions"
      title="Submissions"
      subtitle="Everybody’s, the newest 200"
      query={submissions}
      loading="Loading the submissions"
      failure="The submissions could not be read"
      none="Nobody has submitted anything yet."
    >
      {(items) => (
        <SubmissionList
          label="Submissions"
          submissions={items}
          zone={props.course.timeZone}
          judging={{ mayChange: !props.course.archivedAt }}
        />
      )}
    </QueryCard>
  );
}
