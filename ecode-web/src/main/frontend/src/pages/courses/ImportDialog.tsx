import { FileUpload, FormGroup, Radio, Skeleton } from "@patternfly/react-core";
import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { FormDialog } from "../app/dialogs.tsx";
import { ProblemAlert } from "../app/ProblemAlert.tsx";
import { examplesQuery, useImport } from "./imports.ts";

const LARGEST_BYTES = 28 * 1024 * 1024;

/** Begins an assignment with an example or with what was exported elsewhere. */
export function ImportDialog(props: {
  readonly course: string;
  readonly onClose: () => void;
  readonly onMade: (assignment: string) => void;
}) {
  const id = useId();
  const examples = useQuery(examplesQuery());
  const make = useImport(props.course);
  const [chosen, setChosen] = useState<string>();
  const [file, setFile] = useState<File>();
  const isTooLarge = file !== undefined && file.size > LARGEST_BYTES;
  const what = file !== undefined ? { file } : chosen !== undefined ? { example: chosen } : undefined;
  return (
    <FormDialog
      title="Begin with an example or a file"
      submit="Make a draft"
      failure="Nothing was made"
      isReady={what !== undefined && !isTooLarge}
      isSending={make.isPending}
      error={
        make.error instanceof SyntaxError ? new Error("The file is no exported assignment.") : make.error
      }
      onClose={props.onClose}
      onSubmit={() => {
        if (what !== undefined) {
          make.mutate(what, {
            onSuccess: (made) => {
              props.onMade(made.id);
            },
          });
        }
      }}
    >
      <FormGroup role="radiogroup" label="Examples" fieldId={`${id}-examples`} isStack>
        {examples.isPending && <Skeleton screenreaderText="Loading the examples" height="8rem" />}
        {examples.isError && <ProblemAlert title="The examples could not be read" error={examples.error} />}
        {examples.data?.map((example) => (
          <Radio
            key={example.id}
            id={`${id}-${example.id}`}
            name={`${id}-example`}
            label={`${example.title} (${example.language})`}
            description={`${example.summary} ${example.tests} tests.`}
            isChecked={file === undefined && chosen === example.id}
            isDisabled={file !== undefined}
            onChange={() => {
              setChosen(example.id);
            }}
          />
        ))}
      </FormGroup>
      <FormGroup label="Or a file that was exported from an assignment" fieldId={`${id}-file`}>
        <FileUpload
          id={`${id}-file`}
          type="dataURL"
          hideDefaultPreview
          value={file ?? ""}
          filename={file?.name ?? ""}
          filenamePlaceholder="No file chosen"
          browseButtonText="Choose..."
          validated={isTooLarge ? "error" : "default"}
          dropzoneProps={{ accept: { "application/json": [".json"] } }}
          onFileInputChange={(_event, picked) => {
            setFile(picked);
          }}
          onClearClick={() => {
            setFile(undefined);
          }}
        />
      </FormGroup>
    </FormDialog>
  );
}
