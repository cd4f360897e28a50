import {
  Button,
  Card,
  CardBody,
  CardHeader,
  CardTitle,
  Form,
  FormGroup,
  FormHelperText,
  FormSelect,
  FormSelectOption,
  HelperText,
  HelperTextItem,
  Label,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
  Radio,
  Skeleton,
  TextInput,
} from "@patternfly/react-core";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Member, Workspace, WorkspaceRole } from "../../core/api.ts";
import { Ago } from "../app/Ago.tsx";
import { ProblemAlert } from "../app/ProblemAlert.tsx";
import { useToasts } from "../app/toasts.tsx";
import { usePerson } from "../app/visitor.ts";
import { ROLE_MEANINGS, ROLE_NAMES } from "../workspaces/roles.ts";
import { membersQuery, type Reach, reachOf, useMemberDeeds, useReach } from "./api.ts";

type Dialog = { readonly kind: "none" | "invite" } | { readonly kind: "remove"; readonly member: Member };

const GIVEN: readonly WorkspaceRole[] = ["editor", "viewer"];

/** Who may enter a workspace: its members see it, its owner decides it. */
export function MembersCard({ workspace }: { readonly workspace: Workspace }) {
  const members = useQuery(membersQuery(workspace));
  const [dialog, setDialog] = useState<Dialog>({ kind: "none" });
  const isOwner = workspace.role === "owner";
  const close = () => {
    setDialog({ kind: "none" });
  };
  return (
    <Card component="section" aria-labelledby="members">
      <CardHeader
        {...(isOwner && {
          actions: {
            hasNoOffset: true,
            actions: (
              <Button
                variant="secondary"
                onClick={() => {
                  setDialog({ kind: "invite" });
                }}
              >
                Invite
              </Button>
            ),
          },
        })}
      >
        <CardTitle
          component="h2"
          id="members"
          subtitle="Editors change files and run code, viewers read. What the owner changes here holds at once."
        >
          Members
        </CardTitle>
      </CardHeader>
      <CardBody>
        {members.isPending && <Skeleton height="4rem" screenreaderText="Loading the members" />}
        {members.isError && (
          <ProblemAlert
            title="The members could not be read"
            error={members.error}
            onRetry={() => void members.refetch()}
          />
        )}
        {members.data !== undefined && (
          <MemberTable
            workspace={workspace}
            members={members.data}
            onRemove={(member) => {
              setDialog({ kind: "remove", member });
            }}
          />
        )}
        {isOwner && <ReachChoice workspace={workspace} />}
      </CardBody>
      {dialog.kind === "invite" && <InviteDialog workspace={workspace} onClose={close} />}
      {dialog.kind === "remove" && (
        <RemoveDialog workspace={workspace} member={dialog.member} onClose={close} />
      )}
    </Card>
  );
}

const REACHES: Readonly<Record<Reach, { readonly label: string; readonly description: string }>> = {
  members: { label: "Members only", description: "For everybody else it does not exist." },
  link: {
    label: "People of your organization who have its address",
    description: "They may know that it exists, and ask you for access. It is listed nowhere.",
  },
  everybody: {
    label: "Everybody in your organization",
    description: "They find it, may ask you for access, and use the terminals that you share.",
  },
};

/** Who may know of the workspace without being a member. */
function ReachChoice({ workspace }: { readonly workspace: Workspace }) {
  const change = useReach(workspace);
  const toasts = useToasts();
  const current = change.isPending ? change.variables : reachOf(workspace);
  return (
    <Form className="ecode-after">
      <FormGroup role="radiogroup" label="Who else may know of it" fieldId="reach">
        {(["members", "link", "everybody"] as const).map((reach) => (
          <Radio
            key={reach}
            id={`reach-${reach}`}
            name="reach"
            {...REACHES[reach]}
            isChecked={current === reach}
            isDisabled={change.isPending}
            onChange={() => {
              change.mutate(reach, {
                onError: (error) => {
                  toasts.failed("It is as it was", error);
                },
              });
            }}
          />
        ))}
      </FormGroup>
    </Form>
  );
}

function MemberTable(props: {
  readonly workspace: Workspace;
  readonly members: readonly Member[];
  readonly onRemove: (member: Member) => void;
}) {
  const me = usePerson();
  const isOwner = props.workspace.role === "owner";
  return (
    <Table aria-label="Members" variant="compact" gridBreakPoint="grid-md">
      <Thead>
        <Tr>
          <Th>Name</Th>
          <Th>Role</Th>
          <Th>Since</Th>
          <Th screenReaderText="Actions" />
        </Tr>
      </Thead>
      <Tbody>
        {props.members.map((member) => (
          <Tr key={member.user}>
            <Td dataLabel="Name" modifier="breakWord">
              {member.fullName && <span dir="auto">{member.fullName} </span>}
              <span className="ecode-quiet">@{member.user}</span>{" "}
              {member.invited && (
                <Label isCompact variant="outline">
                  Has not signed in yet
                </Label>
              )}
            </Td>
            <Td dataLabel="Role">
              {isOwner && member.role !== "owner" ? (
                <RoleSelect workspace={props.workspace} member={member} />
              ) : (
                ROLE_NAMES[member.role]
              )}
            </Td>
            <Td dataLabel="Since">
              <Ago time={member.since} />
            </Td>
            <Td>
              {member.role !== "owner" && (isOwner || member.user === me.name) && (
                <Button
                  variant="link"
                  isDanger
                  isInline
                  aria-label={isOwner ? `Remove ${member.user}` : "Leave the workspace"}
                  onClick={() => {
                    props.onRemove(member);
                  }}
                >
                  {isOwner ? "Remove" : "Leave"}
                </Button>
              )}
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}

function RoleSelect(props: { readonly workspace: Workspace; readonly member: Member }) {
  const { member } = props;
  const { set } = useMemberDeeds(props.workspace);
  const toasts = useToasts();
  return (
    <FormSelect
      aria-label={`Role of ${member.user}`}
      className="ecode-role"
      value={set.isPending ? set.variables.role : member.role}
      isDisabled={set.isPending}
      onChange={(_event, value) => {
        const role = GIVEN.find((known) => known === value);
        if (role !== undefined) {
          set.mutate(
            { user: member.user, role },
            {
              onSuccess: () => {
                toasts.done(`${member.user} is ${role === "editor" ? "an editor" : "a viewer"} now`);
              },
              onError: (error) => {
                toasts.failed(`The role of ${member.user} is as before`, error);
              },
            },
          );
        }
      }}
    >
      {GIVEN.map((role) => (
        <FormSelectOption key={role} value={role} label={ROLE_NAMES[role]} />
      ))}
    </FormSelect>
  );
}

function InviteDialog(props: { readonly workspace: Workspace; readonly onClose: () => void }) {
  const { onClose } = props;
  const { set } = useMemberDeeds(props.workspace);
  const toasts = useToasts();
  const [user, setUser] = useState("");
  const [role, setRole] = useState<WorkspaceRole>("editor");
  const isReady = user.trim() !== "";
  return (
    <Modal
      isOpen
      variant="small"
      aria-labelledby="invite-dialog"
      onClose={onClose}
      elementToFocus="#invite-user"
    >
      <ModalHeader title="Invite somebody" labelId="invite-dialog" />
      <ModalBody tabIndex={-1}>
        <Form
          id="invite-form"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (isReady && !set.isPending) {
              set.mutate(
                { user: user.trim(), role },
                {
                  onSuccess: (member) => {
                    onClose();
                    toasts.done(
                      member.invited
                        ? `${member.user} is invited and may come as soon as they sign in`
                        : `${member.fullName ?? member.user} may come in`,
                    );
                  },
                },
              );
            }
          }}
        >
          {set.isError && <ProblemAlert title="Nobody was invited" error={set.error} />}
          <FormGroup label="User name" isRequired fieldId="invite-user">
            <TextInput
              id="invite-user"
              isRequired
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              maxLength={255}
              value={user}
              aria-describedby="invite-user-help"
              onChange={(_event, text) => {
                setUser(text);
              }}
            />
            <FormHelperText>
              <HelperText id="invite-user-help">
                <HelperTextItem>
                  Of somebody in your organization, as they sign in and as it stands in the address of their
                  workspaces
                </HelperTextItem>
              </HelperText>
            </FormHelperText>
          </FormGroup>
          <FormGroup role="radiogroup" label="Role" fieldId="invite-role">
            {GIVEN.map((each) => (
              <Radio
                key={each}
                id={`invite-${each}`}
                name="invite-role"
                label={ROLE_NAMES[each]}
                description={ROLE_MEANINGS[each]}
                isChecked={role === each}
                onChange={() => {
                  setRole(each);
                }}
              />
            ))}
          </FormGroup>
        </Form>
      </ModalBody>
      <ModalFooter>
        <Button type="submit" form="invite-form" isDisabled={!isReady} isLoading={set.isPending}>
          Invite
        </Button>
        <Button variant="link" onClick={onClose}>
          Cancel
        </Button>
      </ModalFooter>
    </Modal>
  );
}

function RemoveDialog(props: {
  readonly workspace: Workspace;
  readonly member: Member;
  readonly onClose: () => void;
}) {
  const { workspace, member, onClose } = props;
  const { remove } = useMemberDeeds(workspace);
  const toasts = useToasts();
  const isOwner = workspace.role === "owner";
  return (
    <Modal isOpen variant="small" aria-labelledby="remove-member" onClose={onClose}>
      <ModalHeader
        title={isOwner ? `Remove ${member.fullName ?? member.user}` : `Leave ${workspace.name}`}
        labelId="remove-member"
        titleIconVariant="warning"
      />
      <ModalBody>
        {remove.isError && <ProblemAlert title="Nothing has changed" error={remove.error} />}
        <p>
          {isOwner
            ? "They are out at once. What they wrote stays."
            : `You are out at once. What you wrote stays. Only ${workspace.owner} can let you in again.`}
        </p>
      </ModalBody>
      <ModalFooter>
        <Button
          variant="danger"
          isLoading={remove.isPending}
          onClick={() => {
            remove.mutate(member, {
              onSuccess: () => {
                onClose();
                if (isOwner) {
                  toasts.done(`${member.fullName ?? member.user} is out`);
                } else {
                  location.assign("/?view=shared");
                }
              },
            });
          }}
        >
          {isOwner ? "Remove" : "Leave"}
        </Button>
        <Button variant="link" onClick={onClose}>
          Cancel
        </Button>
      </ModalFooter>
    </Modal>
  );
}
