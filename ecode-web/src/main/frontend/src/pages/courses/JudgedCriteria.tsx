import { Button, FormSelect, FormSelectOption, TextInput } from "@patternfly/react-core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Criterion, JudgedCriterion, Mark } from "../../core/api.ts";
import { useToasts } from "../app/toasts.tsx";
import { rubricQuery, useMarkDeeds } from "./marking.ts";

const LONGEST_NOTE = 2_000;

/** The criteria of the rubric, each with the level that this submission reached. */
export function JudgedCriteria(props: {
  readonly assignment: string;
  readonly mark: Mark;
  readonly mayChange: boolean;
}) {
  const rubric = useQuery(rubricQuery(props.assignment));
  return rubric.data?.criteria.map((criterion) => {
    const judged = props.mark.criteria.find((one) => one.criterion === criterion.id);
    return (
      judged && (
        <Judged
          key={`${criterion.id} ${judged.level} ${judged.note}`}
          submission={props.mark.submission}
          criterion={criterion}
          judged={judged}
          mayChange={props.mayChange}
        />
      )
    );
  });
}

function Judged(props: {
  readonly submission: string;
  readonly criterion: Criterion;
  readonly judged: JudgedCriterion;
  readonly mayChange: boolean;
}) {
  const { criterion, judged } = props;
  const { judge } = useMarkDeeds(props.submission);
  const toasts = useToasts();
  const [level, setLevel] = useState(judged.level ?? "");
  const [note, setNote] = useState(judged.note ?? "");
  const isSame = level === (judged.level ?? "") && note === (judged.note ?? "");
  return (
    <div role="group" aria-label={criterion.title} className="ecode-criterion">
      <span dir="auto">{criterion.title}</span>
      <FormSelect
        aria-label={`Level of ${criterion.title}`}
        value={level}
        isDisabled={!props.mayChange}
        onChange={(_event, value) => {
          setLevel(value);
        }}
      >
        <FormSelectOption value="" label="Not judged yet" isDisabled={!judged.level} />
        {criterion.levels.map((one) => (
          <FormSelectOption key={one.id} value={one.id} label={`${one.points}: ${one.title}`} />
        ))}
      </FormSelect>
      <TextInput
        aria-label={`Note on ${criterion.title}`}
        placeholder="Note"
        dir="auto"
        maxLength={LONGEST_NOTE}
        value={note}
        isDisabled={!props.mayChange}
        onChange={(_event, text) => {
          setNote(text);
        }}
      />
      <Button
        variant="secondary"
        aria-label={`Judge ${criterion.title}`}
        isDisabled={!props.mayChange || (level === "" && !judged.level) || isSame}
        isLoading={judge.isPending}
        onClick={() => {
          judge.mutate(
            { criterion: judged.criterion, level, note: note.trim() },
            {
              onError: (error) => {
                toasts.failed("It was not judged", error);
              },
            },
          );
        }}
      >
        Judge
      </Button>
    </div>
  );
}
