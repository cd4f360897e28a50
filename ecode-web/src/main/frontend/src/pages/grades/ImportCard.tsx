import { Card, CardBody, CardHeader, CardTitle, Form } from "@patternfly/react-core";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { useState } from "react";
import type { Course, GradeChange } from "../../core/api.ts";
import { ProblemAlert } from "../app/ProblemAlert.tsx";
import { BeforeAfter, CsvField, Faults, PlanButtons } from "../app/planned.tsx";
import { useToasts } from "../app/toasts.tsx";
import { type TaggedImport, useGradeImport } from "./api.ts";

/** Takes scores from a CSV: what it would change is shown first. */
export function ImportCard({ course }: { readonly course: Course }) {
  const { plan, apply } = useGradeImport(course.id);
  const toasts = useToasts();
  const [bytes, setBytes] = useState<Uint8Array<ArrayBuffer> | null>(null);
  const forget = () => {
    setBytes(null);
    plan.reset();
    apply.reset();
  };
  return (
    <Card component="section" aria-labelledby="grade-import">
      <CardHeader>
        <CardTitle
          component="h2"
          id="grade-import"
          subtitle="CSV in UTF-8 as it is saved above: user or email, and columns with scores, excused, missing, or nothing for what stays. A column “Title (20 points)” that is not there is made"
        >
          Import scores
        </CardTitle>
      </CardHeader>
      <CardBody>
        <Form
          isWidthLimited
          onSubmit={(event) => {
            event.preventDefault();
          }}
        >
          <CsvField
            id="grade-file"
            label="File with scores"
            onFile={(chosen) => {
              setBytes(chosen);
              apply.reset();
              plan.mutate(chosen);
            }}
          />
        </Form>
        <div aria-live="polite" className="ecode-after">
          {plan.isPending && <p className="ecode-quiet">Comparing with the grade book …</p>}
          {plan.isError && <ProblemAlert title="The file cannot be used" error={plan.error} />}
          {apply.isError && <ProblemAlert title="Nothing was changed" error={apply.error} />}
          {plan.data !== undefined && bytes !== null && (
            <Plan
              tagged={plan.data}
              isSending={apply.isPending}
              onForget={forget}
              onApply={() => {
                apply.mutate(
                  { bytes, etag: plan.data.etag },
                  {
                    onSuccess: ({ plan: { total } }) => {
                      forget();
                      toasts.done(`${total} cells are changed`);
                    },
                  },
                );
              }}
            />
          )}
        </div>
      </CardBody>
    </Card>
  );
}

function Plan(props: {
  readonly tagged: TaggedImport;
  readonly isSending: boolean;
  readonly onApply: () => void;
  readonly onForget: () => void;
}) {
  const { columns, changes, total, same, faults, passedOver } = props.tagged.plan;
  return (
    <>
      {faults.length > 0 && (
        <Faults faults={faults} subject={`${faults.length} ${faults.length === 1 ? "cell" : "cells"}`} />
      )}
      {columns.length > 0 && (
        <p>
          New {columns.length === 1 ? "column" : "columns"}:{" "}
          {columns.map((one) => `${one.title} (${one.points} points)`).join(", ")}
        </p>
      )}
      {changes.length > 0 && <Changes changes={changes} total={total} />}
      <p>
        {total === 0 ? "No cell would change." : `${total} ${total === 1 ? "cell" : "cells"} would change.`}{" "}
        {same > 0 && `${same} stay as they are.`}
      </p>
      {passedOver.length > 0 && (
        <p className="ecode-quiet">
          Passed over, since the grade book has no such column: {passedOver.join(", ")}
        </p>
      )}
      <PlanButtons
        label="Import"
        isDisabled={(total === 0 && columns.length === 0) || faults.length > 0}
        isSending={props.isSending}
        onApply={props.onApply}
        onForget={props.onForget}
      />
    </>
  );
}

const MOST_CHANGES = 200;

function Changes({ changes, total }: { readonly changes: readonly GradeChange[]; readonly total: number }) {
  return (
    <Table aria-label="What would change" variant="compact" gridBreakPoint="grid-md">
      <Thead>
        <Tr>
          <Th>Student</Th>
          <Th>Column</Th>
          <Th>Score</Th>
        </Tr>
      </Thead>
      <Tbody>
        {changes.slice(0, MOST_CHANGES).map((change) => (
          <Tr key={`${change.line} ${change.column}`}>
            <Td dataLabel="Student" modifier="breakWord">
              <span dir="auto">{change.name}</span>
            </Td>
            <Td dataLabel="Column" modifier="breakWord">
              <span dir="auto">{change.column}</span>
            </Td>
            <Td dataLabel="Score">
              <BeforeAfter before={change.before} after={change.after} />
            </Td>
          </Tr>
        ))}
        {total > MOST_CHANGES && (
          <Tr>
            <Td colSpan={3}>and {total - MOST_CHANGES} more</Td>
          </Tr>
        )}
      </Tbody>
    </Table>
  );
}
