import { Button } from "@patternfly/react-core";
import { useState } from "react";
import type { Test } from "../../core/api.ts";
import { Choice } from "./AssignmentDialog.tsx";
import { Field } from "./dialogs.tsx";
import { Quantity } from "./fields.tsx";
import { Lines, VISIBILITIES } from "./suites.tsx";
import { NEW_CHECKER } from "./TestFiles.tsx";

const COMPARISONS = {
  tolerant: "The same words",
  exact: "The same characters",
  numeric: "The same words, numbers nearly",
  regex: "A regular expression",
  checker: "A program of yours decides",
  compiles: "Not run: it only has to compile",
} as const;

/** One test of output. */
export function TestEditor(props: {
  readonly test: Test;
  /** Paths of the files that could be one. */
  readonly checkers: readonly string[];
  readonly onChange: (test: Test) => void;
  readonly onRemove: () => void;
}) {
  const { test } = props;
  const { checker, ...others } = test;
  const set = (change: Partial<Test>) => {
    props.onChange({ ...test, ...change });
  };
  const comparison = test.comparison ?? "tolerant";
  return (
    <fieldset className="ecode-test">
      <legend>{test.name}</legend>
      <Field
        label="Name"
        isRequired
        maxLength={100}
        value={test.name}
        onChange={(name) => {
          set({ name });
        }}
      />
      {comparison !== "compiles" && (
        <>
          <Lines
            label="Input"
            value={test.stdin ?? ""}
            onChange={(stdin) => {
              set({ stdin });
            }}
          />
          <ArgumentLines
            args={test.args ?? []}
            onChange={(args) => {
              set({ args });
            }}
          />
          <Lines
            label="Expected output"
            value={test.expected}
            onChange={(expected) => {
              set({ expected });
            }}
          />
        </>
      )}
      <Choice
        label="Compared as"
        value={comparison}
        options={COMPARISONS}
        onChange={(chosen) => {
          props.onChange({
            ...others,
            comparison: chosen,
            ...(chosen === "compiles" && { stdin: "", args: [], expected: "" }),
            ...(chosen === "checker" && { checker: props.checkers[0] ?? NEW_CHECKER.path }),
          });
        }}
      />
      {checker !== undefined && (
        <Choice
          label="Decided by"
          value={checker}
          options={Object.fromEntries([checker, ...props.checkers].map((path) => [path, path]))}
          onChange={(path) => {
            set({ checker: path });
          }}
        />
      )}
      {comparison === "numeric" && (
        <Quantity
          label="Tolerance"
          help="Absolutely, or in proportion to the expected number"
          step="any"
          value={test.tolerance ?? 0.000001}
          onChange={(tolerance) => {
            set({ tolerance });
          }}
        />
      )}
      <Choice
        label="Who sees it"
        value={test.visibility ?? "public"}
        options={VISIBILITIES}
        onChange={(visibility) => {
          set({ visibility });
        }}
      />
      <Quantity
        label="Weight"
        max={1000}
        value={test.weight ?? 1}
        onChange={(weight) => {
          set({ weight });
        }}
      />
      <Button variant="link" isInline aria-label={`Remove ${test.name}`} onClick={props.onRemove}>
        Remove
      </Button>
    </fieldset>
  );
}

/** Keeps what is typed; those that were there stay as they are until somebody types. */
function ArgumentLines(props: {
  readonly args: readonly string[];
  readonly onChange: (args: readonly string[]) => void;
}) {
  const [text, setText] = useState(props.args.join("\n"));
  return (
    <Lines
      label="Arguments"
      help="With which the program is started, one a line, at most 50; empty lines are left out"
      rows={2}
      value={text}
      onChange={(typed) => {
        setText(typed);
        props.onChange(typed.split("\n").filter((one) => one !== ""));
      }}
    />
  );
}
