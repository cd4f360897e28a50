import { Button } from "@patternfly/react-core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Assignment } from "../../core/api.ts";
import { QueryCard } from "../app/QueryCard.tsx";
import { suiteQuery } from "./gradings.ts";
import { ShownSuite } from "./ShownSuite.tsx";
import { SuiteEditor } from "./SuiteEditor.tsx";

/** How submissions are tested: for students the public tests, for teachers all of it to change. */
export function SuiteCard(props: {
  readonly assignment: Assignment;
  readonly runsCourse: boolean;
  readonly mayChange: boolean;
}) {
  const { assignment, mayChange } = props;
  const suite = useQuery(suiteQuery(assignment.id));
  const [isEditing, setEditing] = useState(false);
  return (
    <QueryCard
      id="suite"
      title="Tests"
      subtitle={
        props.runsCourse
          ? "Each runs a submission in a fresh sandbox without network; what is expected never enters it"
          : "Every submission is run on them"
      }
      action={
        mayChange && !isEditing ? (
          <Button
            variant="secondary"
            onClick={() => {
              setEditing(true);
            }}
          >
            Change the tests
          </Button>
        ) : undefined
      }
      query={suite}
      loading="Loading the tests"
      failure="The tests could not be read"
    >
      {(data) =>
        isEditing ? (
          <SuiteEditor
            assignment={assignment}
            suite={data}
            onClose={() => {
              setEditing(false);
            }}
          />
        ) : data === null ? (
          <p className="ecode-quiet">There are none: submissions are not tested.</p>
        ) : (
          <ShownSuite suite={data} />
        )
      }
    </QueryCard>
  );
}
