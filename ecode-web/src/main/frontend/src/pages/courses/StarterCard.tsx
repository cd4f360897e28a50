import { Button, FormGroup, TextArea, TextInput } from "@patternfly/react-core";
import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import type { Assignment, SmallFile } from "../../core/api.ts";
import { ProblemAlert } from "../app/ProblemAlert.tsx";
import { QueryCard } from "../app/QueryCard.tsx";
import { useToasts } from "../app/toasts.tsx";
import { starterQuery, useAssignmentDeeds } from "./assignments.ts";

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

interface Draft {
  readonly key: number;
  readonly file: SmallFile;
}

/** A few small files, edited all at once. */
export function FilesEditor(props: {
  readonly label: string;
  readonly files: readonly SmallFile[];
  readonly mayChange: boolean;
  readonly isSaving: boolean;
  readonly error: unknown;
  readonly onSave: (files: readonly SmallFile[]) => void;
}) {
  const upload = useId();
  const [drafts, setDrafts] = useState<readonly Draft[]>(() =>
    props.files.map((file, key) => ({ key, file })),
  );
  const isChanged = JSON.stringify(drafts.map((one) => one.file)) !== JSON.stringify(props.files);
  const add = (files: readonly SmallFile[]) => {
    setDrafts((before) => {
      const free = Math.max(-1, ...before.map((one) => one.key)) + 1;
      const names = new Set(files.map((file) => file.path));
      return [
        ...before.filter((one) => !names.has(one.file.path)),
        ...files.map((file, index) => ({ key: free + index, file })),
      ];
    });
  };
  const set = (key: number, file: SmallFile) => {
    setDrafts((before) => before.map((one) => (one.key === key ? { key, file } : one)));
  };
  return (
    <>
      {props.error !== null && <ProblemAlert title="The files were not saved" error={props.error} />}
      {drafts.length === 0 && <p className="ecode-quiet">There are none.</p>}
      {drafts.map(({ key, file }) => (
        <FileEditor
          key={key}
          file={file}
          mayChange={props.mayChange}
          onChange={(changed) => {
            set(key, changed);
          }}
          onRemove={() => {
            setDrafts((before) => before.filter((one) => one.key !== key));
          }}
        />
      ))}
      {props.mayChange && (
        <>
          <FormGroup
            label={`Add to the ${props.label.toLowerCase()}`}
            fieldId={upload}
            className="ecode-after"
          >
            <input
              id={upload}
              type="file"
              multiple
              className="ecode-file"
              onChange={(event) => {
                void Promise.all([...(event.target.files ?? [])].map(read)).then(add);
                event.target.value = "";
              }}
            />
          </FormGroup>
          <p className="ecode-row-buttons ecode-after">
            <Button
              variant="link"
              onClick={() => {
                add([{ path: "", content: "" }]);
              }}
            >
              Add an empty file
            </Button>
            <Button
              variant="secondary"
              isLoading={props.isSaving}
              isDisabled={!isChanged || drafts.some((one) => one.file.path.trim() === "")}
              onClick={() => {
                props.onSave(drafts.map((one) => one.file));
              }}
            >
              Save the {props.label.toLowerCase()}
            </Button>
          </p>
        </>
      )}
    </>
  );
}

function FileEditor(props: {
  readonly file: SmallFile;
  readonly mayChange: boolean;
  readonly onChange: (file: SmallFile) => void;
  readonly onRemove: () => void;
}) {
  const id = useId();
  const { file, mayChange } = props;
  return (
    <div className="ecode-small-file">
      <div className="ecode-row-buttons">
        <TextInput
          aria-label="Path"
          {...(!mayChange && { readOnlyVariant: "plain" as const })}
          autoComplete="off"
          dir="ltr"
          value={file.path}
          onChange={(_event, path) => {
            props.onChange({ ...file, path });
          }}
        />
        {mayChange && (
          <Button variant="link" aria-label={`Remove ${file.path}`} onClick={props.onRemove}>
            Remove
          </Button>
        )}
      </div>
      {typeof file.content === "string" ? (
        <TextArea
          id={id}
          aria-label={`Content of ${file.path}`}
          className="ecode-code"
          dir="ltr"
          rows={Math.min(12, file.content.split("\n").length + 1)}
          resizeOrientation="vertical"
          {...(!mayChange && { readOnlyVariant: "plain" as const })}
          spellCheck={false}
          value={file.content}
          onChange={(_event, content) => {
            props.onChange({ ...file, content });
          }}
        />
      ) : (
        <p className="ecode-quiet">{(file.contentBase64 ?? "").length} characters of Base64</p>
      )}
    </div>
  );
}

/** Text where it is UTF-8, else its bytes. */
async function read(file: File): Promise<SmallFile> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  try {
    return {
      path: file.name,
      content: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes),
    };
  } catch {
    let binary = "";
    bytes.forEach((byte) => {
      binary += String.fromCharCode(byte);
    });
    return { path: file.name, contentBase64: btoa(binary) };
  }
}
