import {
  Button,
  Checkbox,
  FormGroup,
  FormHelperText,
  HelperText,
  HelperTextItem,
  Label,
  TextArea,
  TextInput,
} from "@patternfly/react-core";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Variable, Workspace } from "../../core/api.ts";
import { Ago } from "../app/Ago.tsx";
import { ConfirmDialog, FormDialog } from "../app/dialogs.tsx";
import { QueryCard } from "../app/QueryCard.tsx";
import { RowButtons } from "../app/RowButtons.tsx";
import { useToasts } from "../app/toasts.tsx";
import { useVariableDeeds, variablesQuery } from "./api.ts";

type Dialog =
  { readonly kind: "none" | "add" } | { readonly kind: "change" | "remove"; readonly variable: Variable };

const NAME = /^[A-Za-z_][A-Za-z0-9_]{0,127}$/;

/** Environment variables; of secrets the names alone. */
export function VariablesCard({ workspace }: { readonly workspace: Workspace }) {
  const variables = useQuery(variablesQuery(workspace));
  const [dialog, setDialog] = useState<Dialog>({ kind: "none" });
  const close = () => {
    setDialog({ kind: "none" });
  };
  return (
    <>
      <QueryCard
        id="variables"
        title="Variables and secrets"
        subtitle="In the environment of every terminal and program that starts from now on"
        action={
          <Button
            variant="secondary"
            onClick={() => {
              setDialog({ kind: "add" });
            }}
          >
            Add variable
          </Button>
        }
        query={variables}
        loading="Loading the variables"
        failure="The variables could not be read"
        none="There are none."
      >
        {(data) => <VariableTable variables={data} onDialog={setDialog} />}
      </QueryCard>
      {dialog.kind === "add" && <VariableDialog workspace={workspace} onClose={close} />}
      {dialog.kind === "change" && (
        <VariableDialog workspace={workspace} variable={dialog.variable} onClose={close} />
      )}
      {dialog.kind === "remove" && (
        <RemoveDialog workspace={workspace} variable={dialog.variable} onClose={close} />
      )}
    </>
  );
}

function VariableTable(props: {
  readonly variables: readonly Variable[];
  readonly onDialog: (dialog: Dialog) => void;
}) {
  return (
    <Table aria-label="Variables and secrets" variant="compact" gridBreakPoint="grid-md">
      <Thead>
        <Tr>
          <Th>Name</Th>
          <Th>Value</Th>
          <Th>Changed</Th>
          <Th screenReaderText="Actions" />
        </Tr>
      </Thead>
      <Tbody>
        {props.variables.map((variable) => (
          <Tr key={variable.name}>
            <Td dataLabel="Name" modifier="breakWord">
              <code>{variable.name}</code>
            </Td>
            <Td dataLabel="Value" modifier="breakWord">
              {variable.secret ? (
                <span>
                  <Label isCompact variant="outline">
                    Secret
                  </Label>
                </span>
              ) : (
                <code className="ecode-variable-value">{variable.value}</code>
              )}
            </Td>
            <Td dataLabel="Changed">
              <Ago time={variable.changedAt} />
            </Td>
            <Td>
              <RowButtons
                name={variable.name}
                onChange={() => {
                  props.onDialog({ kind: "change", variable });
                }}
                onRemove={() => {
                  props.onDialog({ kind: "remove", variable });
                }}
              />
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}

function VariableDialog(props: {
  readonly workspace: Workspace;
  readonly variable?: Variable;
  readonly onClose: () => void;
}) {
  const { variable, onClose } = props;
  const { set } = useVariableDeeds(props.workspace);
  const toasts = useToasts();
  const [name, setName] = useState(variable?.name ?? "");
  const [value, setValue] = useState(variable?.value ?? "");
  const [isSecret, setSecret] = useState(variable?.secret ?? false);
  const isNameFine = NAME.test(name);
  const isReady = isNameFine && (!isSecret || value !== "");
  const title = variable === undefined ? "Add a variable" : `Change ${variable.name}`;
  return (
    <FormDialog
      title={title}
      submit={variable === undefined ? "Add" : "Change"}
      failure="The variable was not set"
      isReady={isReady}
      isSending={set.isPending}
      error={set.error}
      onClose={onClose}
      onSubmit={() => {
        set.mutate(
          { name, value, secret: isSecret },
          {
            onSuccess: () => {
              onClose();
              toasts.done(`${name} is set`);
            },
          },
        );
      }}
    >
      {variable === undefined && (
        <FormGroup label="Name" isRequired fieldId="variable-name">
          <TextInput
            id="variable-name"
            isRequired
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={128}
            value={name}
            validated={name !== "" && !isNameFine ? "error" : "default"}
            aria-describedby="variable-name-help"
            onChange={(_event, text) => {
              setName(text);
            }}
          />
          <FormHelperText>
            <HelperText id="variable-name-help">
              <HelperTextItem variant={name !== "" && !isNameFine ? "error" : "default"}>
                Letters, digits and _, not beginning with a digit
              </HelperTextItem>
            </HelperText>
          </FormHelperText>
        </FormGroup>
      )}
      <FormGroup label={variable?.secret ? "New value" : "Value"} fieldId="variable-value">
        <TextArea
          id="variable-value"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          resizeOrientation="vertical"
          className="ecode-variable-field"
          value={value}
          onChange={(_event, text) => {
            setValue(text);
          }}
        />
      </FormGroup>
      <Checkbox
        id="variable-secret"
        label="Secret"
        description="Stored encrypted, never shown again, and masked in what terminals and runs print. Programs in the workspace can still read it."
        isChecked={isSecret}
        onChange={(_event, isChecked) => {
          setSecret(isChecked);
        }}
      />
    </FormDialog>
  );
}

function RemoveDialog(props: {
  readonly workspace: Workspace;
  readonly variable: Variable;
  readonly onClose: () => void;
}) {
  const { variable, onClose } = props;
  const { remove } = useVariableDeeds(props.workspace);
  const toasts = useToasts();
  return (
    <ConfirmDialog
      title={`Remove ${variable.name}`}
      submit="Remove"
      failure="The variable is still there"
      isSending={remove.isPending}
      error={remove.error}
      onClose={onClose}
      onSubmit={() => {
        remove.mutate(variable, {
          onSuccess: () => {
            onClose();
            toasts.done(`${variable.name} is removed`);
          },
        });
      }}
    >
      <p>
        Programs that run keep it until they end; those that start later do not have it.
        {variable.secret && " The secret cannot be brought back."}
      </p>
    </ConfirmDialog>
  );
}
