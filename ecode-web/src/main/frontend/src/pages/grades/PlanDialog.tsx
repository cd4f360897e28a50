import { Button, Checkbox, FormGroup, FormSelect, FormSelectOption } from "@patternfly/react-core";
import { useId, useState } from "react";
import type { GradeBook } from "../../core/api.ts";
import { FormDialog } from "../app/dialogs.tsx";
import { NumberField } from "../courses/fields.tsx";
import { Field } from "../courses/dialogs.tsx";
import { useGradeDeeds } from "./api.ts";
import { short } from "./words.ts";

const LONGEST_TITLE = 100;

interface Draft {
  readonly id: string;
  readonly title: string;
  readonly weight: string;
  readonly dropLowest: string;
}

/** Categories, their weights, and what belongs to which. */
export function PlanDialog(props: {
  readonly course: string;
  readonly book: GradeBook;
  readonly onClose: () => void;
}) {
  const { onClose } = props;
  // As it was opened: what is read anew meanwhile is not what was changed here.
  const [book] = useState(props.book);
  const { changePlan } = useGradeDeeds(props.course);
  const [drafts, setDrafts] = useState<readonly Draft[]>(() =>
    book.categories.map((one) => ({
      id: one.id ?? "",
      title: one.title,
      weight: String(one.weight),
      dropLowest: String(one.dropLowest),
    })),
  );
  const [places, setPlaces] = useState<Readonly<Record<string, string>>>({});
  const [missingAsZero, setMissingAsZero] = useState(book.missingAsZero);
  const change = (id: string, changed: Partial<Draft>) => {
    setDrafts((all) => all.map((one) => (one.id === id ? { ...one, ...changed } : one)));
  };
  const sum = drafts.reduce((all, one) => all + (Number(one.weight) || 0), 0);
  const first = drafts[0]?.id ?? "";
  const placeOf = (column: string, before: string) => {
    const wanted = places[column] ?? before;
    return drafts.some((one) => one.id === wanted) ? wanted : first;
  };
  return (
    <FormDialog
      title="What counts how"
      submit="Save"
      failure="Nothing was changed"
      isReady={drafts.every((one) => one.title.trim() !== "" && one.weight !== "")}
      isSending={changePlan.isPending}
      error={changePlan.error}
      onClose={onClose}
      onSubmit={() => {
        changePlan.mutate(
          {
            missingAsZero,
            version: book.version,
            categories: drafts.map((one) => ({
              id: one.id,
              title: one.title.trim(),
              weight: Number(one.weight),
              dropLowest: Number(one.dropLowest),
            })),
            places: book.columns.map((column) => ({
              column: column.id,
              category: placeOf(column.id, column.category),
            })),
          },
          { onSuccess: onClose },
        );
      }}
    >
      {drafts.map((draft, index) => (
        <CategoryFields
          key={draft.id}
          number={index + 1}
          draft={draft}
          onChange={(changed) => {
            change(draft.id, changed);
          }}
          {...(drafts.length > 1 && {
            onRemove: () => {
              setDrafts((all) => all.filter((one) => one.id !== draft.id));
            },
          })}
        />
      ))}
      <span className="ecode-row-buttons">
        <Button
          variant="secondary"
          onClick={() => {
            setDrafts((all) => [
              ...all,
              { id: crypto.randomUUID(), title: "", weight: "0", dropLowest: "0" },
            ]);
          }}
        >
          Add a category
        </Button>
        <span aria-live="polite">
          Together {short(sum)} %{sum !== 100 && ". They need not be 100: they are taken as they are"}
        </span>
      </span>
      <Checkbox
        id="missing-as-zero"
        label="What is missing counts as 0"
        description="Otherwise what was due and not handed in is left out, unless you say of somebody that it is missing"
        isChecked={missingAsZero}
        onChange={(_event, checked) => {
          setMissingAsZero(checked);
        }}
      />
      {drafts.length > 1 &&
        book.columns.map((column) => (
          <PlaceField
            key={column.id}
            title={column.title}
            drafts={drafts}
            value={placeOf(column.id, column.category)}
            onChange={(category) => {
              setPlaces((all) => ({ ...all, [column.id]: category }));
            }}
          />
        ))}
    </FormDialog>
  );
}

function CategoryFields(props: {
  readonly number: number;
  readonly draft: Draft;
  readonly onChange: (changed: Partial<Draft>) => void;
  readonly onRemove?: () => void;
}) {
  const { draft, onChange, number } = props;
  return (
    <fieldset className="ecode-test">
      <legend>Category {number}</legend>
      <Field
        label="Title"
        isRequired
        maxLength={LONGEST_TITLE}
        value={draft.title}
        onChange={(title) => {
          onChange({ title });
        }}
      />
      <NumberField
        label="Weight in percent"
        min={0}
        max={1000}
        step="any"
        value={draft.weight}
        onChange={(weight) => {
          onChange({ weight });
        }}
      />
      <NumberField
        label="Drop the lowest"
        help="So many are left out: those without which the rest is best. One is always kept"
        min={0}
        max={100}
        value={draft.dropLowest}
        onChange={(dropLowest) => {
          onChange({ dropLowest });
        }}
      />
      {props.onRemove !== undefined && (
        <span>
          <Button
            variant="link"
            isInline
            isDanger
            aria-label={`Remove category ${number}`}
            onClick={props.onRemove}
          >
            Remove
          </Button>
        </span>
      )}
    </fieldset>
  );
}

function PlaceField(props: {
  readonly title: string;
  readonly drafts: readonly Draft[];
  readonly value: string;
  readonly onChange: (category: string) => void;
}) {
  const id = useId();
  return (
    <FormGroup label={`“${props.title}” belongs to`} fieldId={id}>
      <FormSelect
        id={id}
        value={props.value}
        onChange={(_event, category) => {
          props.onChange(category);
        }}
      >
        {props.drafts.map((one, index) => (
          <FormSelectOption
            key={one.id}
            value={one.id}
            label={one.title === "" ? `Category ${index + 1}` : one.title}
          />
        ))}
      </FormSelect>
    </FormGroup>
  );
}
