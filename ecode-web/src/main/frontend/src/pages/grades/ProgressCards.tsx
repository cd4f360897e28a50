import { Label, Pagination } from "@patternfly/react-core";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { AssignmentProgress, Course, StudentProgress } from "../../core/api.ts";
import { QueryCard } from "../app/QueryCard.tsx";
import { inZone } from "../courses/zones.ts";
import { progressQuery, STUDENTS_ON_A_PAGE } from "./api.ts";

const WORDS = {
  upcoming: "not open yet",
  open: "open",
  begun: "begun",
  "handed-in": "handed in",
  missing: "missing",
  excused: "excused",
} as const;

/** How far everybody has come, for those who run the course. */
export function ProgressCard({ course }: { readonly course: Course }) {
  const [page, setPage] = useState(0);
  const progress = useQuery(progressQuery(course.id, "", page));
  return (
    <QueryCard
      id="progress"
      title="Progress"
      subtitle="What each student has begun and handed in"
      query={progress}
      loading="Loading the progress"
      failure="The progress could not be read"
    >
      {(data) =>
        data.total === 0 ? (
          <p className="ecode-quiet">The course has no students yet.</p>
        ) : (
          <>
            <Table aria-label="Progress" variant="compact" gridBreakPoint="grid-md">
              <Thead>
                <Tr>
                  <Th>Student</Th>
                  <Th>Begun</Th>
                  <Th>Handed in</Th>
                  <Th>Missing</Th>
                  <Th>Attempts</Th>
                  <Th>Last active</Th>
                </Tr>
              </Thead>
              <Tbody>
                {data.items.map((one) => (
                  <Tr key={one.enrolment}>
                    <Td dataLabel="Student" modifier="breakWord">
                      <span dir="auto">{one.name}</span>{" "}
                      {!one.user && (
                        <Label isCompact variant="outline">
                          Not signed in yet
                        </Label>
                      )}
                    </Td>
                    <Td dataLabel="Begun">{one.begun}</Td>
                    <Td dataLabel="Handed in">
                      {one.handedIn} of {one.assignments.length}
                    </Td>
                    <Td dataLabel="Missing">{one.missing}</Td>
                    <Td dataLabel="Attempts">{attempts(one)}</Td>
                    <Td dataLabel="Last active">
                      {one.lastActiveAt ? inZone(one.lastActiveAt, course.timeZone) : "never"}
                    </Td>
                  </Tr>
                ))}
              </Tbody>
            </Table>
            {data.total > STUDENTS_ON_A_PAGE && (
              <Pagination
                itemCount={data.total}
                perPage={STUDENTS_ON_A_PAGE}
                page={page + 1}
                perPageOptions={[]}
                onSetPage={(_event, wanted) => {
                  setPage(wanted - 1);
                }}
              />
            )}
          </>
        )
      }
    </QueryCard>
  );
}

function attempts(one: StudentProgress): number {
  return one.assignments.reduce((all, step) => all + step.attempts, 0);
}

/** Where one stands with each assignment. */
export function OwnProgressCard({ course }: { readonly course: Course }) {
  const progress = useQuery(progressQuery(course.id, "", 0));
  return (
    <QueryCard
      id="own-progress"
      title="Assignments"
      subtitle="Dates are yours, with what you were granted"
      query={progress}
      loading="Loading your progress"
      failure="Your progress could not be read"
    >
      {({ items: [mine] }) =>
        mine === undefined || mine.assignments.length === 0 ? (
          <p className="ecode-quiet">There is none yet.</p>
        ) : (
          <Table aria-label="Assignments" variant="compact" gridBreakPoint="grid-md">
            <Thead>
              <Tr>
                <Th>Title</Th>
                <Th>State</Th>
                <Th>Due</Th>
                <Th>Attempts</Th>
              </Tr>
            </Thead>
            <Tbody>
              {mine.assignments.map((step) => (
                <Tr key={step.assignment}>
                  <Td dataLabel="Title" modifier="breakWord">
                    <Link
                      to="/courses/$course/assignments/$assignment"
                      params={{ course: course.id, assignment: step.assignment }}
                      dir="auto"
                    >
                      {step.title}
                    </Link>
                  </Td>
                  <Td dataLabel="State">
                    {WORDS[step.state]}
                    {step.late && ", late"}
                  </Td>
                  <Td dataLabel="Due">{due(step, course.timeZone)}</Td>
                  <Td dataLabel="Attempts">
                    {step.attempts}
                    {step.lastAt && `, last ${inZone(step.lastAt, course.timeZone)}`}
                  </Td>
                </Tr>
              ))}
            </Tbody>
          </Table>
        )
      }
    </QueryCard>
  );
}

function due(step: AssignmentProgress, zone: string): string {
  if (step.state === "upcoming" && step.opensAt) {
    return `opens ${inZone(step.opensAt, zone)}`;
  }
  return step.dueAt ? inZone(step.dueAt, zone) : step.closesAt ? inZone(step.closesAt, zone) : "–";
}
