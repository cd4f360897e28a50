import {
  Alert,
  Button,
  ClipboardCopy,
  FormGroup,
  FormSelect,
  FormSelectOption,
  Label,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
  TextInput,
} from "@patternfly/react-core";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { AccessToken } from "../../core/api.ts";
import { Ago } from "../app/Ago.tsx";
import { ConfirmDialog, FormDialog } from "../app/dialogs.tsx";
import { QueryCard } from "../app/QueryCard.tsx";
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
    <>
      <QueryCard
        id="tokens"
        title="Personal access tokens"
        subtitle="For scripts: each acts in your name, with your rights"
        action={
          <Button
            variant="secondary"
            onClick={() => {
              setDialog({ kind: "create" });
            }}
          >
            Create token
          </Button>
        }
        query={tokens}
        loading="Loading your tokens"
        failure="Your tokens could not be read"
        none="You have none."
      >
        {(data) => (
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
              {data.map((token) => (
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
      </QueryCard>
      {dialog.kind === "create" && <CreateTokenDialog onClose={close} />}
      {dialog.kind === "revoke" && <RevokeDialog token={dialog.token} onClose={close} />}
    </>
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
  return (
    <FormDialog
      title="Create a personal access token"
      submit="Create"
      failure="The token was not created"
      isReady={name.trim() !== ""}
      isSending={create.isPending}
      error={create.error}
      onClose={onClose}
      onSubmit={() => {
        create.mutate({ name: name.trim(), expiresInDays: days });
      }}
    >
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
    </FormDialog>
  );
}

function RevokeDialog({ token, onClose }: { readonly token: AccessToken; readonly onClose: () => void }) {
  const { revoke } = useTokenDeeds();
  const toasts = useToasts();
  return (
    <ConfirmDialog
      title="Revoke the token"
      submit="Revoke"
      failure="The token still works"
      isSending={revoke.isPending}
      error={revoke.error}
      onClose={onClose}
      onSubmit={() => {
        revoke.mutate(token, {
          onSuccess: () => {
            onClose();
            toasts.done(`${token.name} is revoked`);
          },
        });
      }}
    >
      <p>
        Scripts that use <strong dir="auto">{token.name}</strong> are refused from then on. It cannot be
        brought back.
      </p>
    </ConfirmDialog>
  );
}
