import { FormSelect, FormSelectOption, TextArea, TextInput } from "@patternfly/react-core";
import { useState } from "react";
import type { Assignment } from "../../core/api.ts";
import { FormDialog } from "../app/dialogs.tsx";
import type { WantedAssignment } from "./assignments.ts";
import { Field } from "./dialogs.tsx";
import { Labelled, NumberField } from "./fields.tsx";
import { changedInstant, toZoneInput } from "./zones.ts";

const LONGEST_TITLE = 200;

export function TimeField(props: {
  readonly label: string;
  readonly help: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
}) {
  return (
    <Labelled label={props.label} help={props.help}>
      {(id, described) => (
        <TextInput
          id={id}
          type="datetime-local"
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

export function Choice<T extends string>(props: {
  readonly label: string;
  readonly value: T;
  readonly options: Readonly<Record<T, string>>;
  readonly onChange: (value: T) => void;
}) {
  const keys = Object.keys(props.options) as T[];
  return (
    <Labelled label={props.label}>
      {(id) => (
        <FormSelect
          id={id}
          value={props.value}
          onChange={(_event, value) => {
            props.onChange(keys.find((key) => key === value) ?? props.value);
          }}
        >
          {keys.map((key) => (
            <FormSelectOption key={key} value={key} label={props.options[key]} />
          ))}
        </FormSelect>
      )}
    </Labelled>
  );
}

const COUNTING = { best: "The best", last: "The last", mean: "The mean of all" } as const;
const RELEASE = {
  "at-once": "All that the tests say",
  "public-tests": "What the public tests say, no score",
  held: "Nothing",
} as const;
const UNITS = { day: "day", hour: "hour" } as const;

/** Everything that a teacher says about an assignment. */
export function AssignmentDialog(props: {
  readonly assignment?: Assignment;
  /** In which its times are entered. */
  readonly zone: string;
  readonly title: string;
  readonly submit: string;
  readonly failure: string;
  readonly isSending: boolean;
  readonly error: unknown;
  readonly onClose: () => void;
  readonly onSubmit: (wanted: WantedAssignment) => void;
}) {
  const { zone } = props;
  // As it was opened: what is read anew meanwhile is not what was changed here.
  const [before] = useState(props.assignment);
  const [title, setTitle] = useState(before?.title ?? "");
  const [statement, setStatement] = useState(before?.statement ?? "");
  const [points, setPoints] = useState(String(before?.points ?? 10));
  const [opens, setOpens] = useState(() => toZoneInput(before?.opensAt, zone));
  const [due, setDue] = useState(() => toZoneInput(before?.dueAt, zone));
  const [closes, setCloses] = useState(() => toZoneInput(before?.closesAt, zone));
  const [percent, setPercent] = useState(String(before?.late.percent ?? 0));
  const [unit, setUnit] = useState(before?.late.unit ?? "day");
  const [grace, setGrace] = useState(String(before?.late.graceMinutes ?? 0));
  const [attempts, setAttempts] = useState(String(before?.attempts ?? ""));
  const [cooldown, setCooldown] = useState(String(before?.cooldownSeconds ?? 0));
  const [counting, setCounting] = useState(before?.counting ?? "best");
  const [release, setRelease] = useState(before?.release ?? "at-once");
  const send = () => {
    const opensAt = changedInstant(opens, before?.opensAt, zone);
    const dueAt = changedInstant(due, before?.dueAt, zone);
    const closesAt = changedInstant(closes, before?.closesAt, zone);
    props.onSubmit({
      title: title.trim(),
      statement,
      points: Number(points),
      ...(opensAt !== undefined && { opensAt }),
      ...(dueAt !== undefined && { dueAt }),
      ...(closesAt !== undefined && { closesAt }),
      late: { percent: Number(percent), unit, graceMinutes: Number(grace) },
      ...(attempts !== "" && { attempts: Number(attempts) }),
      cooldownSeconds: Number(cooldown),
      counting,
      release,
      ...(before && { version: before.version }),
    });
  };
  const named = zone.replaceAll("_", " ");
  return (
    <FormDialog
      title={props.title}
      submit={props.submit}
      failure={props.failure}
      isReady={title.trim() !== ""}
      isSending={props.isSending}
      error={props.error}
      onClose={props.onClose}
      onSubmit={send}
    >
      <Field label="Title" isRequired maxLength={LONGEST_TITLE} value={title} onChange={setTitle} />
      <Labelled label="Statement" help="Markdown">
        {(id, described) => (
          <TextArea
            id={id}
            dir="auto"
            rows={8}
            resizeOrientation="vertical"
            value={statement}
            {...described}
            onChange={(_event, text) => {
              setStatement(text);
            }}
          />
        )}
      </Labelled>
      <NumberField label="Points" min={0} max={10_000} value={points} onChange={setPoints} />
      <TimeField
        label="Opens"
        help={`In ${named}. Before it students see the title alone; empty for at once`}
        value={opens}
        onChange={setOpens}
      />
      <TimeField
        label="Due"
        help={`In ${named}. After it a submission is late`}
        value={due}
        onChange={setDue}
      />
      <TimeField
        label="Closes"
        help={`In ${named}. After it nothing is taken; empty for never`}
        value={closes}
        onChange={setCloses}
      />
      <NumberField
        label="Percent off when late"
        help="For every hour or day that has begun since it was due"
        min={0}
        max={100}
        value={percent}
        onChange={setPercent}
      />
      <Choice label="For every" value={unit} options={UNITS} onChange={setUnit} />
      <NumberField
        label="Minutes of grace"
        help="So long after the due date nothing is taken off"
        min={0}
        max={10_080}
        value={grace}
        onChange={setGrace}
      />
      <NumberField
        label="Attempts"
        help="Empty for as many as one likes"
        isOptional
        min={1}
        max={1000}
        value={attempts}
        onChange={setAttempts}
      />
      <NumberField
        label="Seconds between attempts"
        min={0}
        max={86_400}
        value={cooldown}
        onChange={setCooldown}
      />
      <Choice label="Which score counts" value={counting} options={COUNTING} onChange={setCounting} />
      <Choice
        label="Until the scores are released students see"
        value={release}
        options={RELEASE}
        onChange={setRelease}
      />
    </FormDialog>
  );
}
