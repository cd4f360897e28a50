import { Button, List, ListItem } from "@patternfly/react-core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Assignment, Criterion } from "../../core/api.ts";
import { QueryCard } from "../app/QueryCard.tsx";
import { rubricQuery } from "./marking.ts";
import { RubricDialog } from "./RubricDialog.tsx";

/** By what criteria people judge; students see it, too. */
export function RubricCard(props: { readonly assignment: Assignment; readonly mayChange: boolean }) {
  const { assignment, mayChange } = props;
  const rubric = useQuery(rubricQuery(assignment.id));
  const [changing, setChanging] = useState(false);
  if (!mayChange && (rubric.data === undefined || rubric.data.criteria.length === 0)) {
    return null;
  }
  return (
    <>
      <QueryCard
        id="rubric"
        title="Rubric"
        subtitle="By what people judge; its points are beside those of the tests"
        action={
          mayChange ? (
            <Button
              variant="secondary"
              isDisabled={rubric.data === undefined}
              onClick={() => {
                setChanging(true);
              }}
            >
              Change the rubric
            </Button>
          ) : undefined
        }
        query={rubric}
        loading="Loading the rubric"
        failure="The rubric could not be read"
      >
        {({ criteria }) =>
          criteria.length === 0 ? (
            <p className="ecode-quiet">There is none: the tests alone count.</p>
          ) : (
            <List isPlain aria-label="Criteria">
              {criteria.map((one) => (
                <ListItem key={one.id}>
                  <strong dir="auto">{one.title}</strong>
                  <Levels criterion={one} />
                </ListItem>
              ))}
            </List>
          )
        }
      </QueryCard>
      {changing && rubric.data && (
        <RubricDialog
          assignment={assignment.id}
          rubric={rubric.data}
          onClose={() => {
            setChanging(false);
          }}
        />
      )}
    </>
  );
}

function Levels({ criterion }: { readonly criterion: Criterion }) {
  return (
    <List aria-label={`Levels of ${criterion.title}`}>
      {criterion.levels.map((level) => (
        <ListItem key={level.id}>
          {level.points}: <span dir="auto">{level.title}</span>
        </ListItem>
      ))}
    </List>
  );
}
