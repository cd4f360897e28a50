import { Alert, Button, Form, FormGroup, Modal, ModalBody, ModalHeader, Radio } from "@patternfly/react-core";
import { Link } from "@tanstack/react-router";
import { useId, useState } from "react";
import type { GradeBook, GradeCell, GradeColumn, GradeRow } from "../../core/api.ts";
import { ProblemAlert } from "../app/ProblemAlert.tsx";
import { NumberField } from "../courses/fields.tsx";
import { Field } from "../courses/dialogs.tsx";
import { useGradeDeeds } from "./api.ts";
import { cellWords, countingWords } from "./words.ts";

const LONGEST_REASON = 500;

/** What a cell says, and for those who may what they say of it. */
export function CellDialog(props: {
  readonly course: string;
  readonly book: GradeBook;
  readonly row: GradeRow;
  readonly index: number;
  readonly onClose: () => void;
}) {
  const { book, row, index } = props;
  const id = useId();
  const cell = row.cells[index];
  const column = book.columns[index];
  if (cell === undefined || column === undefined) {
    return null;
  }
  const isItem = column.kind === "item";
  const counting = countingWords(column);
  return (
    <Modal isOpen variant="small" aria-labelledby={id} onClose={props.onClose}>
      <ModalHeader title={`${column.title} of ${row.name}`} labelId={id} />
      <ModalBody tabIndex={-1}>
        <p>
          <strong>{cellWords(cell, isItem)}</strong>
          {counting !== null && cell.attempts > 1 && ` (${counting})`}
        </p>
        {cell.ruled && (
          <p className="ecode-after">
            {cell.by} said so: <span dir="auto">{cell.reason}</span>
          </p>
        )}
        <Seen cell={cell} column={column} />
        {!isItem && (
          <p className="ecode-after">
            The score comes from what was handed in:{" "}
            <Link
              to="/courses/$course/assignments/$assignment"
              params={{ course: props.course, assignment: column.id }}
            >
              judge it there
            </Link>
            .
          </p>
        )}
        <Saying {...props} cell={cell} column={column} />
      </ModalBody>
    </Modal>
  );
}

function Seen({ cell, column }: { readonly cell: GradeCell; readonly column: GradeColumn }) {
  if (cell.state !== "scored") {
    return null;
  }
  return (
    <p className="ecode-after">
      {typeof cell.released === "number"
        ? cell.released === cell.score
          ? "The student sees it."
          : `The student sees ${cell.released}, as it was released.`
        : column.kind === "item" && !column.releasedAt
          ? "The student does not see it: the column is not released."
          : "The student does not see it yet: it is not released."}
    </p>
  );
}

type State = "scored" | "excused" | "missing";

function Saying(props: {
  readonly course: string;
  readonly book: GradeBook;
  readonly row: GradeRow;
  readonly cell: GradeCell;
  readonly column: GradeColumn;
  readonly onClose: () => void;
}) {
  const { book, row, cell, column, onClose } = props;
  const { sayCell, restoreCell } = useGradeDeeds(props.course);
  const states: readonly State[] = [
    ...(column.kind === "item" && book.mayJudge ? (["scored"] as const) : []),
    ...(book.mayChange ? (["excused", "missing"] as const) : []),
  ];
  const [state, setState] = useState<State | undefined>(
    cell.ruled ? (cell.state as State) : states[0] === "scored" ? "scored" : undefined,
  );
  const [score, setScore] = useState(String(cell.score ?? ""));
  const [reason, setReason] = useState(cell.reason ?? "");
  if (states.length === 0) {
    return null;
  }
  const place = { column: column.id, enrolment: row.enrolment };
  const isReady = state === "scored" ? score !== "" : state !== undefined && reason.trim() !== "";
  const mayTakeBack = cell.ruled ? book.mayChange : column.kind === "item" && cell.state === "scored";
  return (
    <Form
      className="ecode-after"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady && state !== undefined) {
          sayCell.mutate(
            {
              ...place,
              wanted: state === "scored" ? { state, score: Number(score) } : { state, reason: reason.trim() },
            },
            { onSuccess: onClose },
          );
        }
      }}
    >
      {(sayCell.error ?? restoreCell.error) !== null && (
        <ProblemAlert title="Nothing was changed" error={sayCell.error ?? restoreCell.error} />
      )}
      <FormGroup role="radiogroup" label="Say" isStack>
        {states.map((one) => (
          <Radio
            key={one}
            id={`say-${one}`}
            name="say"
            label={SAYINGS[one].label}
            description={SAYINGS[one].description}
            isChecked={state === one}
            onChange={() => {
              setState(one);
            }}
          />
        ))}
      </FormGroup>
      {state === "scored" && (
        <NumberField
          label="Points"
          help={`Of ${column.points}`}
          min={0}
          max={column.points}
          step="any"
          value={score}
          onChange={setScore}
        />
      )}
      {(state === "excused" || state === "missing") && (
        <Field
          label="Reason"
          help="For those who run the course, and the ledger; the student does not read it"
          isRequired
          maxLength={LONGEST_REASON}
          value={reason}
          onChange={setReason}
        />
      )}
      {cell.ruled && state === "scored" && (
        <Alert
          variant="info"
          isInline
          isPlain
          component="p"
          title="What was said stays before the score until it is taken back."
        />
      )}
      <span className="ecode-row-buttons">
        <Button type="submit" isDisabled={!isReady} isLoading={sayCell.isPending}>
          Save
        </Button>
        {mayTakeBack && (
          <Button
            variant="link"
            isLoading={restoreCell.isPending}
            onClick={() => {
              restoreCell.mutate(place, { onSuccess: onClose });
            }}
          >
            {cell.ruled ? "Take back what was said" : "Remove the score"}
          </Button>
        )}
      </span>
    </Form>
  );
}

const SAYINGS = {
  scored: { label: "Score", description: "Typed in" },
  excused: { label: "Excused", description: "Left out of everything" },
  missing: { label: "Missing", description: "Counts as 0, whatever was handed in" },
} as const;
