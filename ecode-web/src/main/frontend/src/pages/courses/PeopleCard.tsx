import { Label, Pagination } from "@patternfly/react-core";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Course, Enrolment } from "../../core/api.ts";
import { ConfirmDialog } from "../app/dialogs.tsx";
import { QueryCard } from "../app/QueryCard.tsx";
import { RowButtons } from "../app/RowButtons.tsx";
import { useToasts } from "../app/toasts.tsx";
import { enrolmentsQuery, PEOPLE_ON_A_PAGE, useCourseDeeds } from "./api.ts";
import { EnrolmentDialog } from "./dialogs.tsx";

type Dialog =
  { readonly kind: "none" } | { readonly kind: "change" | "remove"; readonly enrolment: Enrolment };

/** Who takes part. */
export function PeopleCard(props: { readonly course: Course; readonly mayChange: boolean }) {
  const { course } = props;
  const [page, setPage] = useState(0);
  const people = useQuery(enrolmentsQuery(course, page));
  const [dialog, setDialog] = useState<Dialog>({ kind: "none" });
  const close = () => {
    setDialog({ kind: "none" });
  };
  return (
    <>
      <QueryCard
        id="people"
        title="People"
        subtitle="Who has never signed in waits here under an address"
        query={people}
        loading="Loading who takes part"
        failure="Who takes part could not be read"
      >
        {(data) => (
          <>
            <PeopleTable people={data.items} mayChange={props.mayChange} onDialog={setDialog} />
            {data.total > PEOPLE_ON_A_PAGE && (
              <Pagination
                itemCount={data.total}
                perPage={PEOPLE_ON_A_PAGE}
                page={page + 1}
                perPageOptions={[]}
                onSetPage={(_event, wanted) => {
                  setPage(wanted - 1);
                }}
              />
            )}
          </>
        )}
      </QueryCard>
      {dialog.kind === "change" && (
        <EnrolmentDialog course={course} enrolment={dialog.enrolment} onClose={close} />
      )}
      {dialog.kind === "remove" && (
        <RemoveDialog course={course} enrolment={dialog.enrolment} onClose={close} />
      )}
    </>
  );
}

function PeopleTable(props: {
  readonly people: readonly Enrolment[];
  readonly mayChange: boolean;
  readonly onDialog: (dialog: Dialog) => void;
}) {
  return (
    <Table aria-label="People" variant="compact" gridBreakPoint="grid-md">
      <Thead>
        <Tr>
          <Th>Name</Th>
          <Th>E-mail</Th>
          <Th>Role</Th>
          <Th>Section</Th>
          {props.mayChange && <Th screenReaderText="Actions" />}
        </Tr>
      </Thead>
      <Tbody>
        {props.people.map((enrolment) => (
          <Tr key={enrolment.id}>
            <Td dataLabel="Name" modifier="breakWord">
              <span dir="auto">{enrolment.name}</span>{" "}
              {!enrolment.user && (
                <Label isCompact variant="outline">
                  Not signed in yet
                </Label>
              )}
            </Td>
            <Td dataLabel="E-mail" modifier="breakWord">
              {enrolment.email ?? "–"}
            </Td>
            <Td dataLabel="Role">{enrolment.role}</Td>
            <Td dataLabel="Section" modifier="breakWord">
              <span dir="auto">{enrolment.section ?? "–"}</span>
            </Td>
            {props.mayChange && (
              <Td>
                <RowButtons
                  name={enrolment.name}
                  onChange={() => {
                    props.onDialog({ kind: "change", enrolment });
                  }}
                  onRemove={() => {
                    props.onDialog({ kind: "remove", enrolment });
                  }}
                />
              </Td>
            )}
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}

function RemoveDialog(props: {
  readonly course: Course;
  readonly enrolment: Enrolment;
  readonly onClose: () => void;
}) {
  const { enrolment, onClose } = props;
  const { remove } = useCourseDeeds(props.course);
  const toasts = useToasts();
  return (
    <ConfirmDialog
      title="Remove from the course"
      submit="Remove"
      failure="Nobody was removed"
      isSending={remove.isPending}
      error={remove.error}
      onClose={onClose}
      onSubmit={() => {
        remove.mutate(enrolment, {
          onSuccess: () => {
            onClose();
            toasts.done(`${enrolment.name} takes part no longer`);
          },
        });
      }}
    >
      <p>
        <strong dir="auto">{enrolment.name}</strong> does not see the course from then on. You can take them
        in again by a roster or a code.
      </p>
    </ConfirmDialog>
  );
}
