import { Button } from "@patternfly/react-core";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Assignment, Course, Extension } from "../../core/api.ts";
import { FormDialog } from "../app/dialogs.tsx";
import { QueryCard } from "../app/QueryCard.tsx";
import { useToasts } from "../app/toasts.tsx";
import { Choice, TimeField } from "./AssignmentDialog.tsx";
import { NumberField } from "./fields.tsx";
import { type ExtensionFor, extensionsQuery, useAssignmentDeeds } from "./assignments.ts";
import { Field } from "./dialogs.tsx";
import { groupsQuery, studentsQuery } from "./groups.ts";
import { fromZoneInput, inZone } from "./zones.ts";

/** Who has more time or more attempts than the others. */
export function ExtensionsCard(props: {
  readonly course: Course;
  readonly assignment: Assignment;
  readonly mayChange: boolean;
}) {
  const { course, assignment, mayChange } = props;
  const extensions = useQuery(extensionsQuery(assignment.id));
  const { takeBack } = useAssignmentDeeds(assignment.id);
  const toasts = useToasts();
  const [granting, setGranting] = useState(false);
  return (
    <>
      <QueryCard
        id="extensions"
        title="Extensions"
        subtitle="More time or more attempts for one person, or for a group"
        action={
          mayChange ? (
            <Button
              variant="secondary"
              onClick={() => {
                setGranting(true);
              }}
            >
              Grant an extension
            </Button>
          ) : undefined
        }
        query={extensions}
        loading="Loading the extensions"
        failure="The extensions could not be read"
        none="Nobody has one."
      >
        {(items) => (
          <ExtensionTable
            items={items}
            zone={course.timeZone}
            {...(mayChange && {
              onTakeBack: (extension: Extension) => {
                takeBack.mutate(extension.enrolment, {
                  onError: (error) => {
                    toasts.failed("The extension was not taken back", error);
                  },
                });
              },
            })}
          />
        )}
      </QueryCard>
      {granting && (
        <GrantDialog
          course={course}
          assignment={assignment}
          onClose={() => {
            setGranting(false);
          }}
        />
      )}
    </>
  );
}

function ExtensionTable(props: {
  readonly items: readonly Extension[];
  readonly zone: string;
  readonly onTakeBack?: (extension: Extension) => void;
}) {
  const { items, zone, onTakeBack } = props;
  const time = (at: string | null | undefined) => (at ? inZone(at, zone) : "–");
  return (
    <Table aria-label="Extensions" variant="compact" gridBreakPoint="grid-md">
      <Thead>
        <Tr>
          <Th>Name</Th>
          <Th>Due</Th>
          <Th>Closes</Th>
          <Th>More attempts</Th>
          <Th>Reason</Th>
          {onTakeBack && <Th screenReaderText="Actions" />}
        </Tr>
      </Thead>
      <Tbody>
        {items.map((one) => (
          <Tr key={one.enrolment}>
            <Td dataLabel="Name" modifier="breakWord">
              <span dir="auto">{one.name}</span>
            </Td>
            <Td dataLabel="Due">{time(one.dueAt)}</Td>
            <Td dataLabel="Closes">{time(one.closesAt)}</Td>
            <Td dataLabel="More attempts">{one.moreAttempts}</Td>
            <Td dataLabel="Reason" modifier="breakWord">
              <span dir="auto">{one.reason === "" ? "–" : one.reason}</span>
            </Td>
            {onTakeBack && (
              <Td>
                <Button
                  variant="link"
                  aria-label={`Take back the extension of ${one.name}`}
                  onClick={() => {
                    onTakeBack(one);
                  }}
                >
                  Take back
                </Button>
              </Td>
            )}
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}

function GrantDialog(props: {
  readonly course: Course;
  readonly assignment: Assignment;
  readonly onClose: () => void;
}) {
  const { course, assignment } = props;
  const zone = course.timeZone;
  const { grant } = useAssignmentDeeds(assignment.id);
  const people = useQuery(studentsQuery(course));
  const groups = useQuery(groupsQuery(assignment.id));
  const [whom, setWhom] = useState("");
  const [due, setDue] = useState("");
  const [closes, setCloses] = useState("");
  const [more, setMore] = useState("0");
  const [reason, setReason] = useState("");
  const named = zone.replaceAll("_", " ");
  const options: Record<string, string> = { "": "Choose somebody" };
  const whose = new Map<string, ExtensionFor>();
  for (const one of groups.data ?? []) {
    if (one.members.length > 0) {
      options[one.id] = `All of the group ${one.name}`;
      whose.set(one.id, { kind: "group", id: one.id });
    }
  }
  for (const one of people.data ?? []) {
    options[one.id] = one.email ? `${one.name} (${one.email})` : one.name;
    whose.set(one.id, { kind: "enrolment", id: one.id });
  }
  const chosen = whose.get(whom);
  return (
    <FormDialog
      title="Grant an extension"
      submit="Grant"
      failure="The extension was not granted"
      isReady={chosen !== undefined && (due !== "" || closes !== "" || Number(more) > 0)}
      isSending={grant.isPending}
      error={grant.error ?? people.error ?? groups.error}
      onClose={props.onClose}
      onSubmit={() => {
        if (chosen === undefined) {
          return;
        }
        const dueAt = fromZoneInput(due, zone);
        const closesAt = fromZoneInput(closes, zone);
        grant.mutate(
          {
            whose: chosen,
            ...(dueAt !== undefined && { dueAt }),
            ...(closesAt !== undefined && { closesAt }),
            moreAttempts: Number(more),
            reason: reason.trim(),
          },
          { onSuccess: props.onClose },
        );
      }}
    >
      <Choice label="For whom" value={whom} options={options} onChange={setWhom} />
      <TimeField label="Due" help={`In ${named}; empty as for all`} value={due} onChange={setDue} />
      <TimeField
        label="Closes"
        help={`In ${named}; never before it is due`}
        value={closes}
        onChange={setCloses}
      />
      <NumberField label="More attempts" min={0} max={1000} value={more} onChange={setMore} />
      <Field label="Reason" maxLength={500} value={reason} onChange={setReason} />
    </FormDialog>
  );
}
