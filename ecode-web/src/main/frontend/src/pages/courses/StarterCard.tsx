import { Button } from "@patternfly/react-core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Assignment, SmallFile } from "../../core/api.ts";
import { ProblemAlert } from "../app/ProblemAlert.tsx";
import { QueryCard } from "../app/QueryCard.tsx";
import { useToasts } from "../app/toasts.tsx";
import { starterQuery, useAssignmentDeeds } from "./assignments.ts";
import { draftsOf, type FileDraft, FileDrafts, filesOf } from "./SmallFiles.tsx";

/** The files that an assignment begins with. */
export function StarterCard(props: { readonly assignment: Assignment; readonly mayChange: boolean }) {
  const { assignment, mayChange } = props;
  const starter = useQuery(starterQuery(assignment.id));
  const { begin } = useAssignmentDeeds(assignment.id);
  const toasts = useToasts();
  return (
    <QueryCard
      id="starter"
      title="Starter files"
      subtitle="Whoever opens the assignment from now on begins with them"
      query={starter}
      loading="Loading the starter files"
      failure="The starter files could not be read"
    >
      {(files) => (
        <FilesEditor
          key={JSON.stringify(files)}
          label="Starter files"
          files={files}
          mayChange={mayChange}
          isSaving={begin.isPending}
          error={begin.error}
          onSave={(wanted) => {
            begin.mutate(wanted, {
              onSuccess: () => {
                toasts.done("The starter files are saved");
              },
            });
          }}
        />
      )}
    </QueryCard>
  );
}

/** A few small files, edited all at once. */
function FilesEditor(props: {
  readonly label: string;
  readonly files: readonly SmallFile[];
  readonly mayChange: boolean;
  readonly isSaving: boolean;
  readonly error: unknown;
  readonly onSave: (files: readonly SmallFile[]) => void;
}) {
  const [drafts, setDrafts] = useState<readonly FileDraft[]>(() => draftsOf(props.files));
  const isChanged = JSON.stringify(filesOf(drafts)) !== JSON.stringify(props.files);
  return (
    <>
      {props.error !== null && <ProblemAlert title="The files were not saved" error={props.error} />}
      <FileDrafts label={props.label} drafts={drafts} mayChange={props.mayChange} onChange={setDrafts} />
      {props.mayChange && (
        <p className="ecode-row-buttons ecode-after">
          <Button
            variant="secondary"
            isLoading={props.isSaving}
            isDisabled={!isChanged || drafts.some((one) => one.file.path.trim() === "")}
            onClick={() => {
              props.onSave(filesOf(drafts));
            }}
          >
            Save the {props.label.toLowerCase()}
          </Button>
        </p>
      )}
    </>
  );
}
