import { Button, FormGroup, FormSelect, FormSelectOption } from "@patternfly/react-core";
import { useId, useState } from "react";
import type { GradeBook, GradeColumn } from "../../core/api.ts";
import { ConfirmDialog, FormDialog } from "../app/dialogs.tsx";
import { useToasts } from "../app/toasts.tsx";
import { NumberField } from "../courses/fields.tsx";
import { Field } from "../courses/dialogs.tsx";
import { useGradeDeeds } from "./api.ts";

const LONGEST_TITLE = 200;

/** A column that is no assignment: made, changed, released, removed. */
export function ItemDialog(props: {
  readonly course: string;
  readonly book: GradeBook;
  /** Null for a new one. */
  readonly column: GradeColumn | null;
  readonly onClose: () => void;
}) {
  const { book, column, onClose } = props;
  const { createItem, changeItem, removeItem, releaseItem } = useGradeDeeds(props.course);
  const toasts = useToasts();
  const id = useId();
  const [title, setTitle] = useState(column?.title ?? "");
  const [points, setPoints] = useState(String(column?.points ?? "10"));
  const [category, setCategory] = useState(column?.category ?? book.categories[0]?.id ?? "");
  const [removing, setRemoving] = useState(false);
  if (removing && column !== null) {
    return (
      <ConfirmDialog
        title={`Remove “${column.title}”?`}
        submit="Remove"
        failure="Nothing was removed"
        isSending={removeItem.isPending}
        error={removeItem.error}
        onClose={onClose}
        onSubmit={() => {
          removeItem.mutate(column.id, { onSuccess: onClose });
        }}
      >
        <p>The column is removed with all its scores.</p>
      </ConfirmDialog>
    );
  }
  const wanted = { title: title.trim(), points: Number(points), category };
  return (
    <FormDialog
      title={column === null ? "Add a column" : `Column “${column.title}”`}
      submit={column === null ? "Add" : "Save"}
      failure="Nothing was changed"
      isReady={book.mayChange && wanted.title !== "" && wanted.points > 0}
      isSending={createItem.isPending || changeItem.isPending}
      error={createItem.error ?? changeItem.error ?? releaseItem.error}
      onClose={onClose}
      onSubmit={() => {
        if (column === null) {
          createItem.mutate(wanted, { onSuccess: onClose });
        } else {
          changeItem.mutate({ id: column.id, wanted }, { onSuccess: onClose });
        }
      }}
    >
      <Field
        label="Title"
        help={
          column === null
            ? "For what is judged elsewhere, such as an oral exam. Students know nothing of it until it is released"
            : column.releasedAt
              ? "It is released: students see the scores as they were then"
              : "It is not released: students know nothing of it"
        }
        isRequired
        maxLength={LONGEST_TITLE}
        value={title}
        onChange={setTitle}
      />
      <NumberField
        label="Points"
        help="Of a perfect score"
        min={0}
        max={10_000}
        step="any"
        value={points}
        onChange={setPoints}
      />
      <FormGroup label="Category" fieldId={id}>
        <FormSelect
          id={id}
          value={category}
          onChange={(_event, chosen) => {
            setCategory(chosen);
          }}
        >
          {book.categories.map((one) => (
            <FormSelectOption key={one.id} value={one.id ?? ""} label={one.title} />
          ))}
        </FormSelect>
      </FormGroup>
      {column !== null && book.mayChange && (
        <span className="ecode-row-buttons">
          <Button
            variant="secondary"
            isLoading={releaseItem.isPending}
            onClick={() => {
              releaseItem.mutate(
                { id: column.id, released: true },
                {
                  onSuccess: ({ shown }) => {
                    onClose();
                    toasts.done(`${shown} students see their scores`);
                  },
                },
              );
            }}
          >
            {column.releasedAt ? "Release what has changed" : "Release the scores"}
          </Button>
          {column.releasedAt && (
            <Button
              variant="link"
              onClick={() => {
                releaseItem.mutate({ id: column.id, released: false }, { onSuccess: onClose });
              }}
            >
              Take the release back
            </Button>
          )}
          <Button
            variant="link"
            isDanger
            onClick={() => {
              setRemoving(true);
            }}
          >
            Remove
          </Button>
        </span>
      )}
    </FormDialog>
  );
}
