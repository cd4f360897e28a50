import {
  Button,
  Card,
  CardBody,
  CardHeader,
  CardTitle,
  Checkbox,
  Form,
  FormGroup,
  FormHelperText,
  HelperText,
  HelperTextItem,
  Label,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
  Skeleton,
  TextArea,
  TextInput,
} from "@patternfly/react-core";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Variable, Workspace } from "../../core/api.ts";
import { Ago } from "../app/Ago.tsx";
import { ProblemAlert } from "../app/ProblemAlert.tsx";
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
    <Card component="section" aria-labelledby="variables">
      <CardHeader
        actions={{
          hasNoOffset: true,
          actions: (
            <Button
              variant="secondary"
              onClick={() => {
                setDialog({ kind: "add" });
              }}
            >
              Add variable
            </Button>
          ),
        }}
      >
        <CardTitle
          component="h2"
          id="variables"
          subtitle="In the environment of every terminal and program that starts from now on"
        >
          Variables and secrets
        </CardTitle>
      </CardHeader>
      <CardBody>
        {variables.isPending && <Skeleton height="4rem" screenreaderText="Loading the variables" />}
        {variables.isError && (
          <ProblemAlert
            title="The variables could not be read"
            error={variables.error}
            onRetry={() => void variables.refetch()}
          />
        )}
        {variables.data?.length === 0 && <p className="ecode-quiet">There are none.</p>}
        {variables.data !== undefined && variables.data.length > 0 && (
          <VariableTable variables={variables.data} onDialog={setDialog} />
        )}
      </CardBody>
      {dialog.kind === "add" && <VariableDialog workspace={workspace} onClose={close} />}
      {dialog.kind === "change" && (
        <VariableDialog workspace={workspace} variable={dialog.variable} onClose={close} />
      )}
      {dialog.kind === "remove" && (
        <RemoveDialog workspace={workspace} variable={dialog.variable} onClose={close} />
      )}
    </Card>
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
              <span className="ecode-row-buttons">
                <Button
                  variant="link"
                  isInline
                  aria-label={`Change ${variable.name}`}
                  onClick={() => {
                    props.onDialog({ kind: "change", variable });
                  }}
                >
                  Change
                </Button>
                <Button
                  variant="link"
                  isDanger
                  isInline
                  aria-label={`Remove ${variable.name}`}
                  onClick={() => {
                    props.onDialog({ kind: "remove", variable });
                  }}
                >
                  Remove
                </Button>
              </span>
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
    <Modal
      isOpen
      variant="small"
      aria-labelledby="variable-dialog"
      onClose={onClose}
      elementToFocus={variable === undefined ? "#variable-name" : "#variable-value"}
    >
      <ModalHeader title={title} labelId="variable-dialog" />
      <ModalBody tabIndex={-1}>
        <Form
          id="variable-form"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (isReady && !set.isPending) {
              set.mutate(
                { name, value, secret: isSecret },
                {
                  onSuccess: () => {
                    onClose();
                    toasts.done(`${name} is set`);
                  },
                },
              );
            }
          }}
        >
          {set.isError && <ProblemAlert title="The variable was not set" error={set.error} />}
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
        </Form>
      </ModalBody>
      <ModalFooter>
        <Button type="submit" form="variable-form" isDisabled={!isReady} isLoading={set.isPending}>
          {variable === undefined ? "Add" : "Change"}
        </Button>
        <Button variant="link" onClick={onClose}>
          Cancel
        </Button>
      </ModalFooter>
    </Modal>
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
    <Modal isOpen variant="small" aria-labelledby="remove-variable" onClose={onClose}>
      <ModalHeader title={`Remove ${variable.name}`} labelId="remove-variable" titleIconVariant="warning" />
      <ModalBody>
        {remove.isError && <ProblemAlert title="The variable is still there" error={remove.error} />}
        <p>
          Programs that run keep it until they end; those that start later do not have it.
          {variable.secret && " The secret cannot be brought back."}
        </p>
      </ModalBody>
      <ModalFooter>
        <Button
          variant="danger"
          isLoading={remove.isPending}
          onClick={() => {
            remove.mutate(variable, {
              onSuccess: () => {
                onClose();
                toasts.done(`${variable.name} is removed`);
              },
            });
          }}
        >
          Remove
        </Button>
        <Button variant="link" onClick={onClose}>
          Cancel
        </Button>
      </ModalFooter>
    </Modal>
  );
}
