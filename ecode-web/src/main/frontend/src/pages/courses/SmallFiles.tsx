import { Button, FormGroup, TextArea, TextInput } from "@patternfly/react-core";
import { useId } from "react";
import type { SmallFile } from "../../core/api.ts";

/** A file that is being edited; its path may change. */
export interface FileDraft {
  readonly key: number;
  readonly file: SmallFile;
}

export function draftsOf(files: readonly SmallFile[]): readonly FileDraft[] {
  return files.map((file, key) => ({ key, file }));
}

export function filesOf(drafts: readonly FileDraft[]): readonly SmallFile[] {
  return drafts.map((one) => one.file);
}

/** Adds files; one of the same path takes the place of what there was. */
function adding(drafts: readonly FileDraft[], files: readonly SmallFile[]): readonly FileDraft[] {
  const free = Math.max(-1, ...drafts.map((one) => one.key)) + 1;
  const names = new Set(files.map((file) => file.path));
  return [
    ...drafts.filter((one) => !names.has(one.file.path)),
    ...files.map((file, index) => ({ key: free + index, file })),
  ];
}

/** A few small files, to be changed and added to. */
export function FileDrafts(props: {
  readonly label: string;
  readonly drafts: readonly FileDraft[];
  readonly mayChange: boolean;
  readonly onChange: (change: (before: readonly FileDraft[]) => readonly FileDraft[]) => void;
}) {
  const upload = useId();
  const { drafts, mayChange, onChange } = props;
  const add = (files: readonly SmallFile[]) => {
    onChange((before) => adding(before, files));
  };
  return (
    <>
      {drafts.length === 0 && <p className="ecode-quiet">There are none.</p>}
      {drafts.map(({ key, file }) => (
        <FileEditor
          key={key}
          file={file}
          mayChange={mayChange}
          onChange={(changed) => {
            onChange((before) => before.map((one) => (one.key === key ? { key, file: changed } : one)));
          }}
          onRemove={() => {
            onChange((before) => before.filter((one) => one.key !== key));
          }}
        />
      ))}
      {mayChange && (
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
          <Button
            variant="link"
            isInline
            className="ecode-after"
            onClick={() => {
              add([{ path: "", content: "" }]);
            }}
          >
            Add an empty file
          </Button>
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
