import { Button, FormFieldGroup, FormFieldGroupHeader } from "@patternfly/react-core";
import { useState } from "react";
import type { Rubric } from "../../core/api.ts";
import { FormDialog } from "../app/dialogs.tsx";
import { NumberField } from "./fields.tsx";
import { Field } from "./dialogs.tsx";
import { useChangeRubric } from "./marking.ts";

const LONGEST_TITLE = 500;
const MOST_POINTS = 10_000;

interface LevelDraft {
  readonly key: number;
  readonly id?: string;
  readonly title: string;
  readonly points: string;
}

interface CriterionDraft {
  readonly key: number;
  readonly id?: string;
  readonly title: string;
  readonly levels: readonly LevelDraft[];
}

let nextKey = 0;

function drafts(rubric: Rubric): readonly CriterionDraft[] {
  return rubric.criteria.map(({ id, title, levels }) => ({
    key: nextKey++,
    ...(id !== undefined && { id }),
    title,
    levels: levels.map((level) => ({
      key: nextKey++,
      ...(level.id !== undefined && { id: level.id }),
      title: level.title,
      points: String(level.points),
    })),
  }));
}

function newLevel(points: string): LevelDraft {
  return { key: nextKey++, title: "", points };
}

function newCriterion(): CriterionDraft {
  return { key: nextKey++, title: "", levels: [newLevel("1"), newLevel("0")] };
}

/** All criteria with all their levels. */
export function RubricDialog(props: {
  readonly assignment: string;
  readonly rubric: Rubric;
  readonly onClose: () => void;
}) {
  // As it was opened: what is read anew meanwhile is not what was changed here.
  const [rubric] = useState(props.rubric);
  const [criteria, setCriteria] = useState(() => drafts(rubric));
  const change = useChangeRubric(props.assignment);
  const replace = (changed: CriterionDraft) => {
    setCriteria(criteria.map((one) => (one.key === changed.key ? changed : one)));
  };
  return (
    <FormDialog
      title="Change the rubric"
      submit="Save the rubric"
      failure="The rubric was not changed"
      isReady={criteria.every(isWhole)}
      isSending={change.isPending}
      error={change.error}
      onClose={props.onClose}
      onSubmit={() => {
        change.mutate(
          { criteria: criteria.map(wanted), version: rubric.version ?? null },
          { onSuccess: props.onClose },
        );
      }}
    >
      {criteria.map((criterion, index) => (
        <CriterionFields
          key={criterion.key}
          number={index + 1}
          criterion={criterion}
          onChange={replace}
          onRemove={() => {
            setCriteria(criteria.filter((one) => one !== criterion));
          }}
        />
      ))}
      <Button
        variant="secondary"
        onClick={() => {
          setCriteria([...criteria, newCriterion()]);
        }}
      >
        Add a criterion
      </Button>
    </FormDialog>
  );
}

function isWhole(criterion: CriterionDraft): boolean {
  return (
    criterion.title.trim() !== "" &&
    criterion.levels.length > 0 &&
    criterion.levels.every((level) => level.title.trim() !== "" && level.points !== "")
  );
}

function wanted({ id, title, levels }: CriterionDraft) {
  return {
    ...(id !== undefined && { id }),
    title: title.trim(),
    levels: levels.map((level) => ({
      ...(level.id !== undefined && { id: level.id }),
      title: level.title.trim(),
      points: Number(level.points),
    })),
  };
}

function CriterionFields(props: {
  readonly number: number;
  readonly criterion: CriterionDraft;
  readonly onChange: (changed: CriterionDraft) => void;
  readonly onRemove: () => void;
}) {
  const { number, criterion, onChange } = props;
  const name = `Criterion ${number}`;
  const replace = (changed: LevelDraft) => {
    onChange({
      ...criterion,
      levels: criterion.levels.map((one) => (one.key === changed.key ? changed : one)),
    });
  };
  return (
    <FormFieldGroup
      header={
        <FormFieldGroupHeader
          titleText={{ text: name, id: `criterion-${criterion.key}` }}
          actions={
            <Button
              variant="link"
              isDanger
              aria-label={`Remove criterion ${number}`}
              onClick={props.onRemove}
            >
              Remove
            </Button>
          }
        />
      }
    >
      <Field
        label={`Title of criterion ${number}`}
        isRequired
        maxLength={LONGEST_TITLE}
        value={criterion.title}
        onChange={(title) => {
          onChange({ ...criterion, title });
        }}
      />
      {criterion.levels.map((level, index) => (
        <div key={level.key} className="ecode-level">
          <NumberField
            label={`Points of level ${index + 1}`}
            min={0}
            max={MOST_POINTS}
            step="any"
            value={level.points}
            onChange={(points) => {
              replace({ ...level, points });
            }}
          />
          <Field
            label={`Level ${index + 1}`}
            isRequired
            maxLength={LONGEST_TITLE}
            value={level.title}
            onChange={(title) => {
              replace({ ...level, title });
            }}
          />
          <Button
            variant="link"
            isDanger
            aria-label={`Remove level ${index + 1} of criterion ${number}`}
            isDisabled={criterion.levels.length === 1}
            onClick={() => {
              onChange({ ...criterion, levels: criterion.levels.filter((one) => one !== level) });
            }}
          >
            Remove
          </Button>
        </div>
      ))}
      <Button
        variant="link"
        isInline
        onClick={() => {
          onChange({ ...criterion, levels: [...criterion.levels, newLevel("0")] });
        }}
      >
        {`Add a level to criterion ${number}`}
      </Button>
    </FormFieldGroup>
  );
}
