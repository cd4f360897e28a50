import {
  FormGroup,
  FormHelperText,
  HelperText,
  HelperTextItem,
  Radio,
  Skeleton,
  TextInput,
} from "@patternfly/react-core";
import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import type { Workspace } from "../../core/api.ts";
import { FormDialog } from "../app/dialogs.tsx";
import { ProblemAlert } from "../app/ProblemAlert.tsx";
import { usePerson } from "../app/visitor.ts";
import { TemplateIcon } from "./TemplateIcon.tsx";
import { templatesQuery, useWorkspaceDeeds } from "./api.ts";
import { lengthOf, LONGEST_NAME, slugOf } from "./slug.ts";

export function NameField(props: { readonly value: string; readonly onChange: (name: string) => void }) {
  const id = useId();
  const me = usePerson();
  const tooLong = lengthOf(props.value) > LONGEST_NAME;
  return (
    <FormGroup label="Name" isRequired fieldId={id}>
      <TextInput
        id={id}
        isRequired
        dir="auto"
        autoComplete="off"
        value={props.value}
        validated={tooLong ? "error" : "default"}
        aria-describedby={`${id}-help`}
        onChange={(_event, value) => {
          props.onChange(value);
        }}
      />
      <FormHelperText>
        <HelperText id={`${id}-help`} aria-live="polite">
          {tooLong ? (
            <HelperTextItem variant="error">
              {lengthOf(props.value)} characters; at most {LONGEST_NAME} fit
            </HelperTextItem>
          ) : (
            <HelperTextItem>
              Address:{" "}
              <code className="ecode-address">
                /@{me.name}/{props.value.trim() === "" ? "…" : slugOf(props.value)}
              </code>
            </HelperTextItem>
          )}
        </HelperText>
      </FormHelperText>
    </FormGroup>
  );
}

export const isName = (name: string) => name.trim() !== "" && lengthOf(name) <= LONGEST_NAME;

export function CreateDialog(props: {
  readonly onClose: () => void;
  readonly onCreated: (workspace: Workspace) => void;
}) {
  const templates = useQuery(templatesQuery);
  const { create } = useWorkspaceDeeds();
  const [name, setName] = useState("");
  const [chosen, setChosen] = useState<string | null>(null);
  const template = chosen ?? templates.data?.find(({ id }) => id === "python")?.id ?? templates.data?.[0]?.id;
  return (
    <FormDialog
      title="Create workspace"
      submit="Create"
      failure="The workspace was not created"
      isReady={isName(name) && template !== undefined}
      isSending={create.isPending}
      error={create.error}
      onClose={props.onClose}
      onSubmit={() => {
        if (template !== undefined) {
          create.mutate(
            { name: name.trim(), template, idempotencyKey: crypto.randomUUID() },
            { onSuccess: props.onCreated },
          );
        }
      }}
    >
      <NameField value={name} onChange={setName} />
      <FormGroup role="radiogroup" label="Template" isRequired fieldId="template" isStack>
        {templates.isPending && <Skeleton height="9rem" screenreaderText="Loading the templates" />}
        {templates.isError && (
          <ProblemAlert
            title="The templates could not be read"
            error={templates.error}
            onRetry={() => void templates.refetch()}
          />
        )}
        {templates.data?.map(({ id, name, description }) => (
          <Radio
            key={id}
            id={`template-${id}`}
            name="template"
            label={
              <span className="ecode-template">
                <TemplateIcon id={id} /> {name}
              </span>
            }
            description={description}
            isChecked={id === template}
            onChange={() => {
              setChosen(id);
            }}
          />
        ))}
      </FormGroup>
    </FormDialog>
  );
}

export function RenameDialog(props: {
  readonly workspace: Workspace;
  readonly onClose: () => void;
  readonly onRenamed: (workspace: Workspace) => void;
}) {
  const { rename } = useWorkspaceDeeds();
  const [name, setName] = useState(props.workspace.name);
  return (
    <FormDialog
      title="Rename workspace"
      submit="Rename"
      failure="The workspace keeps its name"
      isReady={isName(name) && name.trim() !== props.workspace.name}
      isSending={rename.isPending}
      error={rename.error}
      onClose={props.onClose}
      onSubmit={() => {
        rename.mutate({ workspace: props.workspace, name: name.trim() }, { onSuccess: props.onRenamed });
      }}
    >
      <NameField value={name} onChange={setName} />
    </FormDialog>
  );
}

/** Asks for the name to be typed, because what it does is felt only later. */
export function DeleteDialog(props: {
  readonly workspace: Workspace;
  readonly isForEver: boolean;
  readonly onClose: () => void;
  readonly onDeleted: () => void;
}) {
  const { trash, purge } = useWorkspaceDeeds();
  const deed = props.isForEver ? purge : trash;
  const [typed, setTyped] = useState("");
  const id = useId();
  const { name } = props.workspace;
  return (
    <FormDialog
      title={props.isForEver ? "Delete for ever" : "Move to trash"}
      submit={props.isForEver ? "Delete for ever" : "Move to trash"}
      failure="Nothing was deleted"
      isDanger
      isReady={typed.trim().normalize() === name.trim().normalize()}
      isSending={deed.isPending}
      error={deed.error}
      onClose={props.onClose}
      onSubmit={() => {
        deed.mutate(props.workspace, { onSuccess: props.onDeleted });
      }}
    >
      <p>
        {props.isForEver ? (
          <>
            All files of <strong dir="auto">{name}</strong> go at once, and nobody can bring them back.
          </>
        ) : (
          <>
            <strong dir="auto">{name}</strong> and its files wait in the trash for 7 days. Until then you can
            restore them.
          </>
        )}
      </p>
      <FormGroup label={`Type its name to confirm: ${name}`} isRequired fieldId={id}>
        <TextInput
          id={id}
          isRequired
          dir="auto"
          autoComplete="off"
          value={typed}
          onChange={(_event, value) => {
            setTyped(value);
          }}
        />
      </FormGroup>
    </FormDialog>
  );
}
