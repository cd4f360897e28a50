import {
  Alert,
  Button,
  Card,
  CardBody,
  CardHeader,
  CardTitle,
  ClipboardCopy,
  Form,
  FormGroup,
  FormSelect,
  FormSelectOption,
  Label,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
  Skeleton,
  TextInput,
} from "@patternfly/react-core";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { AccessToken } from "../../core/api.ts";
import { Ago } from "../app/Ago.tsx";
import { ProblemAlert } from "../app/ProblemAlert.tsx";
import { onDay } from "../app/time.ts";
import { useToasts } from "../app/toasts.tsx";
import { tokensQuery, useTokenDeeds } from "./api.ts";

type Dialog = { readonly kind: "none" | "create" } | { readonly kind: "revoke"; readonly token: AccessToken };

/** Keys for scripts, each with a name, an end and a way to take it back. */
export function TokensCard() {
  const tokens = useQuery(tokensQuery);
  const [dialog, setDialog] = useState<Dialog>({ kind: "none" });
  const close = () => {
    setDialog({ kind: "none" });
  };
  return (
    <Card component="section" aria-labelledby="tokens">
      <CardHeader
        actions={{
          hasNoOffset: true,
          actions: (
            <Button
              variant="secondary"
              onClick={() => {
                setDialog({ kind: "create" });
              }}
            >
              Create token
            </Button>
          ),
        }}
      >
        <CardTitle
          component="h2"
          id="tokens"
          subtitle="For scripts: each acts in your name, with your rights"
        >
          Personal access tokens
        </CardTitle>
      </CardHeader>
      <CardBody>
        {tokens.isPending && <Skeleton height="4rem" screenreaderText="Loading your tokens" />}
        {tokens.isError && (
          <ProblemAlert
            title="Your tokens could not be read"
            error={tokens.error}
            onRetry={() => void tokens.refetch()}
          />
        )}
        {tokens.data?.length === 0 && <p className="ecode-quiet">You have none.</p>}
        {tokens.data !== undefined && tokens.data.length > 0 && (
          <Table aria-label="Personal access tokens" variant="compact" gridBreakPoint="grid-md">
            <Thead>
              <Tr>
                <Th>Name</Th>
                <Th>Created</Th>
                <Th>Last used</Th>
                <Th>Ends</Th>
                <Th screenReaderText="Actions" />
              </Tr>
            </Thead>
            <Tbody>
              {tokens.data.map((token) => (
                <Tr key={token.id}>
                  <Td dataLabel="Name" modifier="breakWord">
                    <span dir="auto">{token.name}</span>
                  </Td>
                  <Td dataLabel="Created">
                    <Ago time={token.createdAt} />
                  </Td>
                  <Td dataLabel="Last used">
                    {token.lastUsedAt ? <Ago time={token.lastUsedAt} /> : "Never"}
                  </Td>
                  <Td dataLabel="Ends">
                    <Expiry token={token} />
                  </Td>
                  <Td isActionCell>
                    <Button
                      variant="link"
                      isDanger
                      isInline
                      aria-label={`Revoke ${token.name}`}
                      onClick={() => {
                        setDialog({ kind: "revoke", token });
                      }}
                    >
                      Revoke
                    </Button>
                  </Td>
                </Tr>
              ))}
            </Tbody>
          </Table>
        )}
      </CardBody>
      {dialog.kind === "create" && <CreateTokenDialog onClose={close} />}
      {dialog.kind === "revoke" && <RevokeDialog token={dialog.token} onClose={close} />}
    </Card>
  );
}

function Expiry({ token }: { readonly token: AccessToken }) {
  const [now] = useState(() => Date.now());
  const end = new Date(token.expiresAt);
  return end.getTime() < now ? (
    <Label isCompact status="warning">
      Ended
    </Label>
  ) : (
    <time dateTime={token.expiresAt}>{onDay(end)}</time>
  );
}

const LIFETIMES = [7, 30, 90, 365] as const;
const USUAL_LIFETIME = 30;

function CreateTokenDialog({ onClose }: { readonly onClose: () => void }) {
  const { create } = useTokenDeeds();
  const [name, setName] = useState("");
  const [days, setDays] = useState<number>(USUAL_LIFETIME);
  if (create.data !== undefined) {
    return (
      <Modal
        isOpen
        variant="small"
        aria-labelledby="new-token"
        onClose={onClose}
        onEscapePress={() => undefined}
      >
        <ModalHeader title="Copy your token now" labelId="new-token" />
        <ModalBody>
          <Alert variant="warning" isInline isPlain component="p" title="It is shown only this once." />
          <ClipboardCopy
            isReadOnly
            isCode
            hoverTip="Copy"
            clickTip="Copied"
            textAriaLabel="Token"
            className="ecode-token"
          >
            {create.data.token}
          </ClipboardCopy>
          <p className="ecode-after">
            Send it as <code>Authorization: Bearer …</code>. Whoever has it acts as you: keep it out of files
            that others read.
          </p>
        </ModalBody>
        <ModalFooter>
          <Button onClick={onClose}>I have copied it</Button>
        </ModalFooter>
      </Modal>
    );
  }
  const isReady = name.trim() !== "";
  return (
    <Modal
      isOpen
      variant="small"
      aria-labelledby="create-token"
      onClose={onClose}
      elementToFocus="#token-name"
    >
      <ModalHeader title="Create a personal access token" labelId="create-token" />
      <ModalBody tabIndex={-1}>
        <Form
          id="token-form"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (isReady && !create.isPending) {
              create.mutate({ name: name.trim(), expiresInDays: days });
            }
          }}
        >
          {create.isError && <ProblemAlert title="The token was not created" error={create.error} />}
          <FormGroup label="What it is for" isRequired fieldId="token-name">
            <TextInput
              id="token-name"
              isRequired
              dir="auto"
              autoComplete="off"
              maxLength={100}
              value={name}
              onChange={(_event, value) => {
                setName(value);
              }}
            />
          </FormGroup>
          <FormGroup label="Ends after" fieldId="token-days">
            <FormSelect
              id="token-days"
              value={days}
              onChange={(_event, value) => {
                setDays(Number(value));
              }}
            >
              {LIFETIMES.map((lifetime) => (
                <FormSelectOption key={lifetime} value={lifetime} label={`${lifetime} days`} />
              ))}
            </FormSelect>
          </FormGroup>
        </Form>
      </ModalBody>
      <ModalFooter>
        <Button type="submit" form="token-form" isDisabled={!isReady} isLoading={create.isPending}>
          Create
        </Button>
        <Button variant="link" onClick={onClose}>
          Cancel
        </Button>
      </ModalFooter>
    </Modal>
  );
}

function RevokeDialog({ token, onClose }: { readonly token: AccessToken; readonly onClose: () => void }) {
  const { revoke } = useTokenDeeds();
  const toasts = useToasts();
  return (
    <Modal isOpen variant="small" aria-labelledby="revoke-token" onClose={onClose}>
      <ModalHeader title="Revoke the token" labelId="revoke-token" titleIconVariant="warning" />
      <ModalBody>
        {revoke.isError && <ProblemAlert title="The token still works" error={revoke.error} />}
        <p>
          Scripts that use <strong dir="auto">{token.name}</strong> are refused from then on. It cannot be
          brought back.
        </p>
      </ModalBody>
      <ModalFooter>
        <Button
          variant="danger"
          isLoading={revoke.isPending}
          onClick={() => {
            revoke.mutate(token, {
              onSuccess: () => {
                onClose();
                toasts.done(`${token.name} is revoked`);
              },
            });
          }}
        >
          Revoke
        </Button>
        <Button variant="link" onClick={onClose}>
          Cancel
        </Button>
      </ModalFooter>
    </Modal>
  );
}
