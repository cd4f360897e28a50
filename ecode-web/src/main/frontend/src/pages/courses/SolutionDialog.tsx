import { FormGroup, Skeleton } from "@patternfly/react-core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { OpenedSolution, Solution } from "../../core/api.ts";
import { FormDialog } from "../app/dialogs.tsx";
import { ProblemAlert } from "../app/ProblemAlert.tsx";
import { Choice } from "./AssignmentDialog.tsx";
import { Field } from "./dialogs.tsx";
import { solutionQuery, useSolutionDeeds } from "./rehearsals.ts";
import { draftsOf, type FileDraft, FileDrafts, filesOf } from "./SmallFiles.tsx";

const KINDS = {
  reference: "The reference: it should pass all tests",
  wrong: "A wrong one: it should not get all points",
} as const;

interface Common {
  readonly assignment: string;
  readonly onClose: () => void;
}

/** A new solution to try the tests out with. */
export function AddSolutionDialog(props: Common & { readonly hasReference: boolean; readonly main: string }) {
  return (
    <SolutionForm
      {...props}
      title="Add a solution"
      submit="Add"
      from={{
        name: props.hasReference ? "" : "reference",
        kind: props.hasReference ? "wrong" : "reference",
        files: [{ path: props.main, content: "" }],
      }}
    />
  );
}

/** One that there is, with the files that it has. */
export function ChangeSolutionDialog(props: Common & { readonly solution: Solution }) {
  const opened = useQuery(solutionQuery(props.solution.id));
  if (opened.error !== null) {
    return <ProblemAlert title="The solution could not be read" error={opened.error} />;
  }
  if (opened.data === undefined) {
    return <Skeleton screenreaderText="Loading the solution" />;
  }
  const { solution, files } = opened.data;
  return (
    <SolutionForm
      {...props}
      title={`Change “${solution.name}”`}
      submit="Change"
      id={solution.id}
      from={{ name: solution.name, kind: solution.kind, files }}
    />
  );
}

function SolutionForm(
  props: Common & {
    readonly title: string;
    readonly submit: string;
    readonly id?: string;
    readonly from: Pick<Solution, "name" | "kind"> & Pick<OpenedSolution, "files">;
  },
) {
  const { save } = useSolutionDeeds(props.assignment);
  const [name, setName] = useState(props.from.name);
  const [kind, setKind] = useState<Solution["kind"]>(props.from.kind);
  const [drafts, setDrafts] = useState<readonly FileDraft[]>(() => draftsOf(props.from.files));
  return (
    <FormDialog
      title={props.title}
      submit={props.submit}
      failure="The solution was not saved"
      isReady={name.trim() !== "" && drafts.length > 0 && drafts.every((one) => one.file.path.trim() !== "")}
      isSending={save.isPending}
      error={save.error}
      onClose={props.onClose}
      onSubmit={() => {
        save.mutate(
          {
            ...(props.id !== undefined && { id: props.id }),
            json: { name: name.trim(), kind, files: filesOf(drafts) },
          },
          { onSuccess: props.onClose },
        );
      }}
    >
      <Field label="Name" isRequired maxLength={100} value={name} onChange={setName} />
      <Choice label="What it is" value={kind} options={KINDS} onChange={setKind} />
      <FormGroup role="group" label="Files">
        <FileDrafts label="Files" drafts={drafts} mayChange onChange={setDrafts} />
      </FormGroup>
    </FormDialog>
  );
}
