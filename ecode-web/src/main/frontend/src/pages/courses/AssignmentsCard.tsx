import { Button, Flex, Label } from "@patternfly/react-core";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { Course } from "../../core/api.ts";
import { QueryCard } from "../app/QueryCard.tsx";
import { AssignmentDialog } from "./AssignmentDialog.tsx";
import { ImportDialog } from "./ImportDialog.tsx";
import { assignmentsQuery, useCreateAssignment } from "./assignments.ts";
import { inZone } from "./zones.ts";

/** What the course asks for. */
export function AssignmentsCard({ course }: { readonly course: Course }) {
  const assignments = useQuery(assignmentsQuery(course.id));
  const create = useCreateAssignment(course.id);
  const navigate = useNavigate();
  const [creating, setCreating] = useState(false);
  const [importing, setImporting] = useState(false);
  const open = (assignment: string) => {
    void navigate({
      to: "/courses/$course/assignments/$assignment",
      params: { course: course.id, assignment },
    });
  };
  return (
    <>
      <QueryCard
        id="assignments"
        title="Assignments"
        subtitle="By the time they are due"
        action={
          course.role === "teacher" && !course.archivedAt ? (
            <Flex gap={{ default: "gapSm" }}>
              <Button
                variant="secondary"
                onClick={() => {
                  setCreating(true);
                }}
              >
                Create assignment
              </Button>
              <Button
                variant="link"
                onClick={() => {
                  setImporting(true);
                }}
              >
                From an example
              </Button>
            </Flex>
          ) : undefined
        }
        query={assignments}
        loading="Loading the assignments"
        failure="The assignments could not be read"
        none="There is none yet."
      >
        {(items) => (
          <Table aria-label="Assignments" variant="compact" gridBreakPoint="grid-md">
            <Thead>
              <Tr>
                <Th>Title</Th>
                <Th>Due</Th>
                <Th>Points</Th>
              </Tr>
            </Thead>
            <Tbody>
              {items.map((one) => (
                <Tr key={one.id}>
                  <Td dataLabel="Title" modifier="breakWord">
                    <Link
                      to="/courses/$course/assignments/$assignment"
                      params={{ course: course.id, assignment: one.id }}
                      dir="auto"
                    >
                      {one.title}
                    </Link>{" "}
                    {!one.publishedAt && (
                      <Label isCompact variant="outline">
                        draft
                      </Label>
                    )}
                  </Td>
                  <Td dataLabel="Due">{one.dueAt ? inZone(one.dueAt, course.timeZone) : "–"}</Td>
                  <Td dataLabel="Points">{one.points}</Td>
                </Tr>
              ))}
            </Tbody>
          </Table>
        )}
      </QueryCard>
      {creating && (
        <AssignmentDialog
          zone={course.timeZone}
          title="Create an assignment"
          submit="Create"
          failure="The assignment was not created"
          isSending={create.isPending}
          error={create.error}
          onClose={() => {
            setCreating(false);
          }}
          onSubmit={(wanted) => {
            create.mutate(wanted, {
              onSuccess: (made) => {
                open(made.id);
              },
            });
          }}
        />
      )}
      {importing && (
        <ImportDialog
          course={course.id}
          onClose={() => {
            setImporting(false);
          }}
          onMade={open}
        />
      )}
    </>
  );
}
