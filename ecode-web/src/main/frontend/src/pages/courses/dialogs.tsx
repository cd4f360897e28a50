import { FormGroup, FormSelect, FormSelectOption, TextInput } from "@patternfly/react-core";
import { useId, useState } from "react";
import type { Course, CourseRole, Enrolment } from "../../core/api.ts";
import { FormDialog } from "../app/dialogs.tsx";
import { useCourseDeeds, useCoursesDeeds } from "./api.ts";
import { Labelled, NumberField } from "./fields.tsx";

const LONGEST_TITLE = 200;
const LONGEST_TERM = 50;
const LONGEST_SECTION = 50;
const MOST_LATE_DAYS = 365;

export function Field(props: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly maxLength: number;
  readonly isRequired?: boolean;
  readonly help?: string;
}) {
  return (
    <Labelled
      label={props.label}
      isRequired={props.isRequired === true}
      {...(props.help !== undefined && { help: props.help })}
    >
      {(id, described) => (
        <TextInput
          id={id}
          isRequired={props.isRequired === true}
          dir="auto"
          autoComplete="off"
          maxLength={props.maxLength}
          value={props.value}
          {...described}
          onChange={(_event, text) => {
            props.onChange(text);
          }}
        />
      )}
    </Labelled>
  );
}

function ZoneField(props: { readonly value: string; readonly onChange: (zone: string) => void }) {
  const id = useId();
  const zones = ["UTC", ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC")];
  return (
    <FormGroup label="Time zone of its dates" fieldId={id}>
      <FormSelect
        id={id}
        value={props.value}
        onChange={(_event, zone) => {
          props.onChange(zone);
        }}
      >
        {(zones.includes(props.value) ? zones : [props.value, ...zones]).map((zone) => (
          <FormSelectOption key={zone} value={zone} label={zone.replaceAll("_", " ")} />
        ))}
      </FormSelect>
    </FormGroup>
  );
}

const isText = (text: string) => text.trim() !== "";

/** What a course is called and when it is held, to be filled in. */
function useNaming(from: { readonly title: string; readonly term: string }, help?: string) {
  const [title, setTitle] = useState(from.title);
  const [term, setTerm] = useState(from.term);
  return {
    naming: { title: title.trim(), term: term.trim() },
    isNamed: isText(title) && isText(term),
    fields: (
      <>
        <Field label="Title" isRequired maxLength={LONGEST_TITLE} value={title} onChange={setTitle} />
        <Field
          label="Term"
          isRequired
          maxLength={LONGEST_TERM}
          {...(help !== undefined && { help })}
          value={term}
          onChange={setTerm}
        />
      </>
    ),
  };
}

export function CreateCourseDialog(props: {
  readonly onClose: () => void;
  readonly onCreated: (course: Course) => void;
}) {
  const { create } = useCoursesDeeds();
  const { naming, isNamed, fields } = useNaming(
    { title: "", term: "" },
    "In your own words, such as Autumn 2026",
  );
  const [zone, setZone] = useState(() => Intl.DateTimeFormat().resolvedOptions().timeZone);
  return (
    <FormDialog
      title="Create a course"
      submit="Create"
      failure="The course was not created"
      isReady={isNamed}
      isSending={create.isPending}
      error={create.error}
      onClose={props.onClose}
      onSubmit={() => {
        create.mutate({ ...naming, timeZone: zone }, { onSuccess: props.onCreated });
      }}
    >
      {fields}
      <ZoneField value={zone} onChange={setZone} />
    </FormDialog>
  );
}

export function JoinDialog(props: {
  readonly onClose: () => void;
  readonly onJoined: (course: Course) => void;
}) {
  const { join } = useCoursesDeeds();
  const [code, setCode] = useState("");
  return (
    <FormDialog
      title="Join a course"
      submit="Join"
      failure="You have not joined"
      isReady={isText(code)}
      isSending={join.isPending}
      error={join.error}
      onClose={props.onClose}
      onSubmit={() => {
        join.mutate(code.trim(), { onSuccess: props.onJoined });
      }}
    >
      <Field
        label="Invitation code"
        isRequired
        maxLength={30}
        help="Ten letters and digits from your teacher; hyphens and case do not matter"
        value={code}
        onChange={setCode}
      />
    </FormDialog>
  );
}

export function CourseDialog(props: { readonly course: Course; readonly onClose: () => void }) {
  const { change } = useCourseDeeds(props.course);
  const { naming, isNamed, fields } = useNaming(props.course);
  const [zone, setZone] = useState(props.course.timeZone);
  const [lateDays, setLateDays] = useState(String(props.course.lateDays));
  return (
    <FormDialog
      title="Change the course"
      submit="Change"
      failure="The course was not changed"
      isReady={isNamed}
      isSending={change.isPending}
      error={change.error}
      onClose={props.onClose}
      onSubmit={() => {
        change.mutate(
          { ...naming, timeZone: zone, lateDays: Number(lateDays) },
          { onSuccess: props.onClose },
        );
      }}
    >
      {fields}
      <ZoneField value={zone} onChange={setZone} />
      <NumberField
        label="Late days of each student"
        help="For all assignments together. Who is late spends them, as far as it lessens what is taken off"
        min={0}
        max={MOST_LATE_DAYS}
        value={lateDays}
        onChange={setLateDays}
      />
    </FormDialog>
  );
}

export function CopyDialog(props: {
  readonly course: Course;
  readonly onClose: () => void;
  readonly onCopied: (course: Course) => void;
}) {
  const { copy } = useCourseDeeds(props.course);
  const { naming, isNamed, fields } = useNaming({ title: props.course.title, term: "" });
  return (
    <FormDialog
      title="Copy the course"
      submit="Copy"
      failure="The course was not copied"
      isReady={isNamed}
      isSending={copy.isPending}
      error={copy.error}
      onClose={props.onClose}
      onSubmit={() => {
        copy.mutate(naming, { onSuccess: props.onCopied });
      }}
    >
      <p>The copy has everything but the people, and you teach it.</p>
      {fields}
    </FormDialog>
  );
}

const ROLES: readonly CourseRole[] = ["teacher", "assistant", "student"];

export function EnrolmentDialog(props: {
  readonly course: Course;
  readonly enrolment: Enrolment;
  readonly onClose: () => void;
}) {
  const { enrolment } = props;
  const { enrol } = useCourseDeeds(props.course);
  const [role, setRole] = useState<CourseRole>(enrolment.role);
  const [section, setSection] = useState(enrolment.section ?? "");
  const id = useId();
  return (
    <FormDialog
      title={`Change ${enrolment.name}`}
      submit="Change"
      failure="Nothing was changed"
      isReady
      isSending={enrol.isPending}
      error={enrol.error}
      onClose={props.onClose}
      onSubmit={() => {
        enrol.mutate({ enrolment, role, section: section.trim() }, { onSuccess: props.onClose });
      }}
    >
      <FormGroup label="Role in the course" fieldId={id}>
        <FormSelect
          id={id}
          value={role}
          onChange={(_event, value) => {
            setRole(ROLES.find((one) => one === value) ?? role);
          }}
        >
          {ROLES.map((one) => (
            <FormSelectOption key={one} value={one} label={one} />
          ))}
        </FormSelect>
      </FormGroup>
      <Field label="Section" maxLength={LONGEST_SECTION} value={section} onChange={setSection} />
    </FormDialog>
  );
}
