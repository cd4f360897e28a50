import { Checkbox, FormGroup, SearchInput } from "@patternfly/react-core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Assignment, Course, StudentGroup } from "../../core/api.ts";
import { FormDialog } from "../app/dialogs.tsx";
import { Field } from "./dialogs.tsx";
import { studentsQuery, useGroupDeeds } from "./groups.ts";

const LARGEST_GROUP = 20;
const LONGEST_NAME = 100;

/** Forms a group, or changes one. */
export function GroupDialog(props: {
  readonly course: Course;
  readonly assignment: Assignment;
  readonly groups: readonly StudentGroup[];
  /** To be changed; absent for a new one. */
  readonly group?: StudentGroup;
  readonly onClose: () => void;
}) {
  const { group } = props;
  const { form, change } = useGroupDeeds(props.assignment.id);
  const [name, setName] = useState(group?.name ?? free(props.groups));
  const [members, setMembers] = useState<ReadonlySet<string>>(
    () => new Set(group?.members.map(({ enrolment }) => enrolment)),
  );
  const deed = group === undefined ? form : change;
  return (
    <FormDialog
      title={group === undefined ? "Form a group" : `Change ${group.name}`}
      submit={group === undefined ? "Form" : "Change"}
      failure={group === undefined ? "The group was not formed" : "The group was not changed"}
      isReady={name.trim() !== "" && members.size > 0 && members.size <= LARGEST_GROUP}
      isSending={deed.isPending}
      error={deed.error}
      onClose={props.onClose}
      onSubmit={() => {
        const wanted = { name: name.trim(), members: [...members] };
        if (group === undefined) {
          form.mutate(wanted, { onSuccess: props.onClose });
        } else {
          change.mutate({ id: group.id, ...wanted }, { onSuccess: props.onClose });
        }
      }}
    >
      <Field label="Name" isRequired maxLength={LONGEST_NAME} value={name} onChange={setName} />
      <MemberChoice {...props} members={members} onChange={setMembers} />
    </FormDialog>
  );
}

function MemberChoice(props: {
  readonly course: Course;
  readonly groups: readonly StudentGroup[];
  readonly group?: StudentGroup;
  readonly members: ReadonlySet<string>;
  readonly onChange: (members: ReadonlySet<string>) => void;
}) {
  const { members } = props;
  const students = useQuery(studentsQuery(props.course));
  const [sought, setSought] = useState("");
  const elsewhere = new Set(
    props.groups
      .filter(({ id }) => id !== props.group?.id)
      .flatMap((other) => other.members.map(({ enrolment }) => enrolment)),
  );
  const word = sought.trim().toLocaleLowerCase();
  const shown = (students.data ?? []).filter(
    ({ id, name, email }) =>
      !elsewhere.has(id) && (word === "" || `${name} ${email ?? ""}`.toLocaleLowerCase().includes(word)),
  );
  return (
    <FormGroup role="group" label={`Members (${members.size} of at most ${LARGEST_GROUP})`}>
      <SearchInput
        aria-label="Find students"
        placeholder="Find students"
        value={sought}
        onChange={(_event, text) => {
          setSought(text);
        }}
        onClear={() => {
          setSought("");
        }}
      />
      <div className="ecode-choices" role="group" aria-label="Students" tabIndex={0}>
        {shown.map((one) => (
          <Checkbox
            key={one.id}
            id={`member-${one.id}`}
            label={<span dir="auto">{one.email ? `${one.name} (${one.email})` : one.name}</span>}
            isChecked={members.has(one.id)}
            onChange={(_event, isChecked) => {
              const others = [...members].filter((each) => each !== one.id);
              props.onChange(new Set(isChecked ? [...others, one.id] : others));
            }}
          />
        ))}
        {students.isPending && <p className="ecode-quiet">Loading the students</p>}
        {students.isError && <p className="ecode-quiet">The students could not be read. Try again.</p>}
        {students.data !== undefined && shown.length === 0 && (
          <p className="ecode-quiet">
            {word === ""
              ? "Every student is in another group."
              : "Nobody who is in no other group is called so."}
          </p>
        )}
      </div>
    </FormGroup>
  );
}

/** The first name that is usual and not taken. */
function free(groups: readonly StudentGroup[]): string {
  const taken = new Set(groups.map(({ name }) => name));
  let number = 1;
  while (taken.has(`Group ${number}`)) {
    number++;
  }
  return `Group ${number}`;
}
