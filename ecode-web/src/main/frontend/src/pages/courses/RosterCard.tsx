import { Card, CardBody, CardHeader, CardTitle, Checkbox, Form } from "@patternfly/react-core";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { useState } from "react";
import type { Course, RosterChange } from "../../core/api.ts";
import { ProblemAlert } from "../app/ProblemAlert.tsx";
import { BeforeAfter, CsvField, Faults, PlanButtons } from "../app/planned.tsx";
import { useToasts } from "../app/toasts.tsx";
import { type Roster, type TaggedPlan, useCourseDeeds } from "./api.ts";

/** Brings the people in line with the school's list: what it would change is shown first. */
export function RosterCard({ course }: { readonly course: Course }) {
  const { plan, apply } = useCourseDeeds(course);
  const toasts = useToasts();
  const [roster, setRoster] = useState<Roster | null>(null);
  const look = (wanted: Roster) => {
    setRoster(wanted);
    apply.reset();
    plan.mutate(wanted);
  };
  const forget = () => {
    setRoster(null);
    plan.reset();
    apply.reset();
  };
  return (
    <Card component="section" aria-labelledby="roster">
      <CardHeader>
        <CardTitle
          component="h2"
          id="roster"
          subtitle="CSV in UTF-8 with the column email, and if you like name, role and section"
        >
          Roster
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
            id="roster-file"
            label="Roster file"
            onFile={(bytes) => {
              look({ bytes, removeOthers: roster?.removeOthers ?? false });
            }}
          />
          <Checkbox
            id="roster-removes"
            label="Remove students who are not on it"
            isChecked={roster?.removeOthers ?? false}
            isDisabled={roster === null}
            onChange={(_event, removeOthers) => {
              if (roster !== null) {
                look({ ...roster, removeOthers });
              }
            }}
          />
        </Form>
        <div aria-live="polite" className="ecode-after">
          {plan.isPending && <p className="ecode-quiet">Comparing with the course …</p>}
          {plan.isError && <ProblemAlert title="The roster cannot be used" error={plan.error} />}
          {apply.isError && <ProblemAlert title="Nothing was changed" error={apply.error} />}
          {plan.data !== undefined && roster !== null && (
            <Plan
              tagged={plan.data}
              isSending={apply.isPending}
              onForget={forget}
              onApply={() => {
                apply.mutate(
                  { wanted: roster, etag: plan.data.etag },
                  {
                    onSuccess: ({ plan: { changes } }) => {
                      forget();
                      toasts.done(`${changes.length} changes are made`);
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
  readonly tagged: TaggedPlan;
  readonly isSending: boolean;
  readonly onApply: () => void;
  readonly onForget: () => void;
}) {
  const { changes, same, faults } = props.tagged.plan;
  return (
    <>
      {faults.length > 0 && <Faults faults={faults} subject={`${faults.length} of its lines`} />}
      {changes.length > 0 && <Changes changes={changes} />}
      <p>
        {changes.length === 0 ? "Nothing would change." : `${changes.length} would change.`}{" "}
        {same > 0 && `${same} stay as they are.`}
      </p>
      <PlanButtons
        label="Apply"
        isDisabled={changes.length === 0 || faults.length > 0}
        isSending={props.isSending}
        onApply={props.onApply}
        onForget={props.onForget}
      />
    </>
  );
}

const MOST_CHANGES = 200;

function Changes({ changes }: { readonly changes: readonly RosterChange[] }) {
  return (
    <Table aria-label="What would change" variant="compact" gridBreakPoint="grid-md">
      <Thead>
        <Tr>
          <Th>Name</Th>
          <Th>E-mail</Th>
          <Th>Role</Th>
          <Th>Section</Th>
        </Tr>
      </Thead>
      <Tbody>
        {changes.slice(0, MOST_CHANGES).map((change) => (
          <Tr key={`${change.email} ${change.name}`}>
            <Td dataLabel="Name" modifier="breakWord">
              <FromTo before={change.nameBefore ?? change.name} after={change.name} gone="" />
            </Td>
            <Td dataLabel="E-mail" modifier="breakWord">
              {change.email}
            </Td>
            <Td dataLabel="Role">
              <FromTo before={change.roleBefore} after={change.roleAfter} gone="removed" />
            </Td>
            <Td dataLabel="Section" modifier="breakWord">
              <FromTo before={change.sectionBefore} after={change.sectionAfter} gone="none" />
            </Td>
          </Tr>
        ))}
        {changes.length > MOST_CHANGES && (
          <Tr>
            <Td colSpan={4}>and {changes.length - MOST_CHANGES} more</Td>
          </Tr>
        )}
      </Tbody>
    </Table>
  );
}

function FromTo(props: {
  readonly before: string | null | undefined;
  readonly after: string | null | undefined;
  readonly gone: string;
}) {
  const { before, after } = props;
  if (!before && !after) {
    return <>–</>;
  }
  if (before === after) {
    return <span dir="auto">{before}</span>;
  }
  return <BeforeAfter before={before} after={after ?? props.gone} />;
}
