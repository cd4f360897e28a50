import {
  FileUpload,
  FormGroup,
  FormHelperText,
  HelperText,
  HelperTextItem,
  Progress,
} from "@patternfly/react-core";
import { useEffect, useRef, useState } from "react";
import type { Workspace } from "../../core/api.ts";
import { useWorkspaceDeeds } from "./api.ts";
import { FormDialog } from "../app/dialogs.tsx";
import { isName, NameField } from "./dialogs.tsx";
import type { Progress as Sent } from "./upload.ts";

/** The part of a file's name that names a workspace. */
export function nameOf(file: string): string {
  return file.replace(/\.(zip|tar\.gz|tgz|tar)$/i, "");
}

/** Makes a workspace of a zip or tar.gz; cancelling while it is sent leaves nothing behind. */
export function ImportDialog(props: {
  readonly onClose: () => void;
  readonly onCreated: (workspace: Workspace) => void;
}) {
  const { importArchive } = useWorkspaceDeeds();
  const [name, setName] = useState("");
  const [file, setFile] = useState<File | null>(null);
  const [sent, setSent] = useState<Sent | null>(null);
  const sending = useRef<AbortController | null>(null);
  useEffect(
    () => () => {
      sending.current?.abort();
    },
    [],
  );
  const isUnpacking = sent !== null && sent.sentBytes === sent.totalBytes;
  return (
    <FormDialog
      title="Create workspace from an archive"
      submit="Create"
      failure="The workspace was not created"
      isReady={isName(name) && file !== null}
      isSending={importArchive.isPending}
      isFixed={importArchive.isPending && isUnpacking}
      error={importArchive.error}
      onClose={props.onClose}
      onSubmit={() => {
        if (file !== null) {
          const abort = new AbortController();
          sending.current = abort;
          setSent({ sentBytes: 0, totalBytes: file.size });
          importArchive.mutate(
            { name: name.trim(), file, onProgress: setSent, signal: abort.signal },
            {
              onSuccess: props.onCreated,
              onError: () => {
                setSent(null);
              },
            },
          );
        }
      }}
    >
      <FormGroup label="Archive" isRequired fieldId="archive-filename">
        <FileUpload
          id="archive"
          filename={file?.name ?? ""}
          filenamePlaceholder="Drop a file here or browse"
          filenameAriaLabel="Archive"
          browseButtonText="Browse…"
          hideDefaultPreview
          isDisabled={importArchive.isPending}
          onFileInputChange={(_event, chosen) => {
            setFile(chosen);
            if (name === "") {
              setName(nameOf(chosen.name));
            }
          }}
          onClearClick={() => {
            setFile(null);
          }}
        />
        <FormHelperText>
          <HelperText>
            <HelperTextItem>
              A .zip or .tar.gz of at most 256 MiB. Dependency folders such as node_modules are passed over.
            </HelperTextItem>
          </HelperText>
        </FormHelperText>
      </FormGroup>
      <NameField value={name} onChange={setName} />
      {sent !== null && importArchive.isPending && (
        <Progress
          aria-label="Upload"
          title={isUnpacking ? "Unpacking" : "Sending"}
          value={Math.round((100 * sent.sentBytes) / Math.max(1, sent.totalBytes))}
        />
      )}
    </FormDialog>
  );
}
