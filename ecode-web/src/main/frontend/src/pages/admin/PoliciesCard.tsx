import {
  Button,
  Form,
  FormGroup,
  FormHelperText,
  HelperText,
  HelperTextItem,
  TextArea,
  TextInput,
} from "@patternfly/react-core";
import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Policies } from "../../core/api.ts";
import { Ago } from "../app/Ago.tsx";
import { ProblemAlert } from "../app/ProblemAlert.tsx";
import { QueryCard } from "../app/QueryCard.tsx";
import { rest } from "../app/rest.ts";
import { useToasts } from "../app/toasts.tsx";
import { usePerson } from "../app/visitor.ts";
import { bytes } from "../workspace/amounts.ts";

const MIB = 2 ** 20;
const path = (organization: string) => `/api/organizations/${organization}/policies`;

function policiesQuery(organization: string) {
  return queryOptions({
    queryKey: ["policies", organization],
    queryFn: ({ signal }) => rest.json<Policies>(path(organization), { signal }),
  });
}

/** What the organization decides for its workspaces. */
export function PoliciesCard() {
  const { organization } = usePerson();
  const policies = useQuery(policiesQuery(organization.id));
  return (
    <QueryCard
      id="policies"
      title="Policies"
      subtitle={`For every workspace of ${organization.alias}`}
      query={policies}
      loading="Loading the policies"
      failure="The policies could not be read"
      height="8rem"
    >
      {(data) => <PoliciesForm key={data.changedAt ?? ""} organization={organization.id} policies={data} />}
    </QueryCard>
  );
}

function PoliciesForm({
  organization,
  policies,
}: {
  readonly organization: string;
  readonly policies: Policies;
}) {
  const client = useQueryClient();
  const toasts = useToasts();
  const [hosts, setHosts] = useState(policies.egressAllow.join("\n"));
  const [mebibytes, setMebibytes] = useState(
    policies.filesBytes ? String(Math.round(policies.filesBytes / MIB)) : "",
  );
  const save = useMutation({
    mutationFn: () =>
      rest.json<Policies>(path(organization), {
        method: "PUT",
        json: {
          egressAllow: hosts.split(/\s+/).filter((host) => host !== ""),
          ...(mebibytes.trim() === "" ? {} : { filesBytes: Number(mebibytes) * MIB }),
        },
      }),
    onSuccess: (answer) => {
      client.setQueryData(policiesQuery(organization).queryKey, answer);
      toasts.done("The policies hold from now on");
    },
  });
  const isReady = mebibytes.trim() === "" || /^[1-9][0-9]{0,9}$/.test(mebibytes.trim());
  return (
    <Form
      isWidthLimited
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady && !save.isPending) {
          save.mutate();
        }
      }}
    >
      {save.isError && <ProblemAlert title="The policies were not changed" error={save.error} />}
      <FormGroup label="Hosts that workspaces may reach" fieldId="egress-hosts">
        <TextArea
          id="egress-hosts"
          className="ecode-variable-field"
          autoComplete="off"
          spellCheck={false}
          resizeOrientation="vertical"
          rows={4}
          aria-describedby="egress-help"
          value={hosts}
          onChange={(_event, text) => {
            setHosts(text);
          }}
        />
        <FormHelperText>
          <HelperText id="egress-help">
            <HelperTextItem>
              One a line, such as registry.example.org or registry.example.org:8443; beside the package
              registries, which every workspace reaches. Holds at once.
            </HelperTextItem>
          </HelperText>
        </FormHelperText>
      </FormGroup>
      <FormGroup label="Files of all workspaces together, in MiB at most" fieldId="files-limit">
        <TextInput
          id="files-limit"
          inputMode="numeric"
          autoComplete="off"
          aria-describedby="files-help"
          validated={isReady ? "default" : "error"}
          value={mebibytes}
          onChange={(_event, text) => {
            setMebibytes(text);
          }}
        />
        <FormHelperText>
          <HelperText id="files-help">
            <HelperTextItem variant={isReady ? "default" : "error"}>
              {isReady
                ? `They hold ${bytes(policies.filesUsedBytes)}${
                    policies.filesLimitBytes ? ` of ${bytes(policies.filesLimitBytes)}` : ""
                  } now. Empty: what the installation says.`
                : "A whole number, or nothing"}
            </HelperTextItem>
          </HelperText>
        </FormHelperText>
      </FormGroup>
      <div className="ecode-row-buttons">
        <Button type="submit" isDisabled={!isReady} isLoading={save.isPending}>
          Save
        </Button>
        {policies.changedBy && policies.changedAt && (
          <span className="ecode-quiet">
            Changed by {policies.changedBy} <Ago time={policies.changedAt} />
          </span>
        )}
      </div>
    </Form>
  );
}
