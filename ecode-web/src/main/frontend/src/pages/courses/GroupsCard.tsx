import { Button } from "@patternfly/react-core";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Assignment, Course, StudentGroup } from "../../core/api.ts";
import { ConfirmDialog, FormDialog } from "../app/dialogs.tsx";
import { QueryCard } from "../app/QueryCard.tsx";
import { useToasts } from "../app/toasts.tsx";
import { NumberField } from "./fields.tsx";
import { GroupDialog } from "./GroupDialog.tsx";
import { groupsQuery, useGroupDeeds } from "./groups.ts";

const LARGEST_GROUP = 20;

type Dialog =
  | { readonly kind: "none" | "form" | "distribute" }
  | { readonly kind: "change" | "dissolve"; readonly group: StudentGroup };

/** Who works on the assignment together. */
export function GroupsCard(props: {
  readonly course: Course;
  readonly assignment: Assignment;
  readonly mayChange: boolean;
}) {
  const { course, assignment, mayChange } = props;
  const groups = useQuery(groupsQuery(assignment.id));
  const [dialog, setDialog] = useState<Dialog>({ kind: "none" });
  const close = () => {
    setDialog({ kind: "none" });
  };
  const common = { course, assignment, groups: groups.data ?? [], onClose: close };
  return (
    <>
      <QueryCard
        id="groups"
        title="Groups"
        subtitle="Who is in a group shares a workspace, attempts and score with it; all others work alone"
        action={
          mayChange ? (
            <span className="ecode-row-buttons">
              <Button
                variant="secondary"
                onClick={() => {
                  setDialog({ kind: "form" });
                }}
              >
                Form a group
              </Button>
              <Button
                variant="secondary"
                onClick={() => {
                  setDialog({ kind: "distribute" });
                }}
              >
                Distribute students
              </Button>
            </span>
          ) : undefined
        }
        query={groups}
        loading="Loading the groups"
        failure="The groups could not be read"
        none="There are no groups: everybody works alone."
      >
        {(items) => <GroupTable groups={items} mayChange={mayChange} onDialog={setDialog} />}
      </QueryCard>
      {dialog.kind === "form" && <GroupDialog {...common} />}
      {dialog.kind === "change" && <GroupDialog {...common} group={dialog.group} />}
      {dialog.kind === "distribute" && <DistributeDialog {...common} />}
      {dialog.kind === "dissolve" && <DissolveDialog {...common} group={dialog.group} />}
    </>
  );
}

function GroupTable(props: {
  readonly groups: readonly StudentGroup[];
  readonly mayChange: boolean;
  readonly onDialog: (dialog: Dialog) => void;
}) {
  return (
    <Table aria-label="Groups" variant="compact" gridBreakPoint="grid-md">
      <Thead>
        <Tr>
          <Th>Name</Th>
          <Th>Members</Th>
          {props.mayChange && <Th screenReaderText="Actions" />}
        </Tr>
      </Thead>
      <Tbody>
        {props.groups.map((group) => (
          <Tr key={group.id}>
            <Td dataLabel="Name" modifier="breakWord">
              <span dir="auto">{group.name}</span>
            </Td>
            <Td dataLabel="Members" modifier="breakWord">
              <span dir="auto">
                {group.members.length === 0 ? "Nobody" : group.members.map(({ name }) => name).join(", ")}
              </span>
            </Td>
            {props.mayChange && (
              <Td>
                <Button
                  variant="link"
                  aria-label={`Change ${group.name}`}
                  onClick={() => {
                    props.onDialog({ kind: "change", group });
                  }}
                >
                  Change
                </Button>
                <Button
                  variant="link"
                  aria-label={`Dissolve ${group.name}`}
                  onClick={() => {
                    props.onDialog({ kind: "dissolve", group });
                  }}
                >
                  Dissolve
                </Button>
              </Td>
            )}
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}

function DistributeDialog(props: { readonly assignment: Assignment; readonly onClose: () => void }) {
  const { distribute } = useGroupDeeds(props.assignment.id);
  const toasts = useToasts();
  const [size, setSize] = useState("3");
  const wanted = Number(size);
  return (
    <FormDialog
      title="Distribute students"
      submit="Distribute"
      failure="No group was formed"
      isReady={Number.isInteger(wanted) && wanted >= 2 && wanted <= LARGEST_GROUP}
      isSending={distribute.isPending}
      error={distribute.error}
      onClose={props.onClose}
      onSubmit={() => {
        distribute.mutate(wanted, {
          onSuccess: ({ items }) => {
            props.onClose();
            toasts.done(items.length === 1 ? "One group was formed" : `${items.length} groups were formed`);
          },
        });
      }}
    >
      <p>
        Everybody who is in no group comes into a new one, by chance. Groups that there are stay as they are.
      </p>
      <NumberField
        label="Students in a group"
        help="Who is left over makes a group one larger"
        min={2}
        max={LARGEST_GROUP}
        value={size}
        onChange={setSize}
      />
    </FormDialog>
  );
}

function DissolveDialog(props: {
  readonly assignment: Assignment;
  readonly group: StudentGroup;
  readonly onClose: () => void;
}) {
  const { dissolve } = useGroupDeeds(props.assignment.id);
  return (
    <ConfirmDialog
      title={`Dissolve “${props.group.name}”?`}
      submit="Dissolve"
      failure="The group was not dissolved"
      isSending={dissolve.isPending}
      error={dissolve.error}
      onClose={props.onClose}
      onSubmit={() => {
        dissolve.mutate(props.group.id, { onSuccess: props.onClose });
      }}
    >
      <p>
        Its members work alone from then on. The workspace stays with the one who opened it first; what was
        submitted stays with all of them.
      </p>
    </ConfirmDialog>
  );
}
