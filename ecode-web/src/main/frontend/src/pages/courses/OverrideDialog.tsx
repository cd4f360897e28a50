import { useState } from "react";
import type { Mark, MarkedTest } from "../../core/api.ts";
import { FormDialog } from "../app/dialogs.tsx";
import { NumberField } from "./fields.tsx";
import { Field } from "./dialogs.tsx";
import { useMarkDeeds } from "./marking.ts";

const LONGEST_REASON = 1_000;

/** Says something in the place of one test, or of the whole score. */
export function OverrideDialog(props: {
  readonly mark: Mark;
  /** Null for the whole score. */
  readonly test: MarkedTest | null;
  readonly onClose: () => void;
}) {
  const { mark, test } = props;
  const { say } = useMarkDeeds(mark.submission);
  const [value, setValue] = useState(String((test === null ? mark.score : test.percent) ?? ""));
  const [reason, setReason] = useState((test ?? mark).override?.reason ?? "");
  return (
    <FormDialog
      title={test === null ? "Override the score" : `Override “${test.name}”`}
      submit="Override"
      failure="The score was not changed"
      isReady={value !== "" && reason.trim() !== ""}
      isSending={say.isPending}
      error={say.error}
      onClose={props.onClose}
      onSubmit={() => {
        const said =
          test === null
            ? { score: Number(value), reason: reason.trim() }
            : { test: test.name, percent: Number(value), reason: reason.trim() };
        say.mutate(said, { onSuccess: props.onClose });
      }}
    >
      {test === null ? (
        <NumberField
          label="Points"
          help={`Of ${mark.points}. Nothing is taken off them`}
          min={0}
          max={mark.points}
          step="any"
          value={value}
          onChange={setValue}
        />
      ) : (
        <NumberField
          label="Percent"
          help="How much of its weight the test earns: 100 as if it had passed"
          min={0}
          max={100}
          value={value}
          onChange={setValue}
        />
      )}
      <Field
        label="Reason"
        help="The student reads it when it is released"
        isRequired
        maxLength={LONGEST_REASON}
        value={reason}
        onChange={setReason}
      />
    </FormDialog>
  );
}
