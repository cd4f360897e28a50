import {
  Button,
  Card,
  CardBody,
  CardTitle,
  DataList,
  DataListAction,
  DataListCell,
  DataListItem,
  DataListItemCells,
  DataListItemRow,
} from "@patternfly/react-core";
import { useQuery } from "@tanstack/react-query";
import type { AccessRequest, Workspace, WorkspaceRole } from "../../core/api.ts";
import { Ago } from "../app/Ago.tsx";
import { useToasts } from "../app/toasts.tsx";
import { requestsQuery, useAnswer } from "./api.ts";

/** Who waits to be let in; nothing where nobody does. */
export function RequestsCard({ workspace }: { readonly workspace: Workspace }) {
  const requests = useQuery(requestsQuery(workspace));
  const open = requests.data?.filter(({ state }) => state === "open") ?? [];
  if (open.length === 0) {
    return null;
  }
  return (
    <Card component="section" aria-labelledby="requests">
      <CardTitle component="h2" id="requests">
        {open.length === 1 ? "Somebody asks to come in" : `${open.length} people ask to come in`}
      </CardTitle>
      <CardBody>
        <DataList aria-label="Requests" isCompact>
          {open.map((request) => (
            <Request key={request.id} workspace={workspace} request={request} />
          ))}
        </DataList>
      </CardBody>
    </Card>
  );
}

function Request(props: { readonly workspace: Workspace; readonly request: AccessRequest }) {
  const { request } = props;
  const answer = useAnswer(props.workspace);
  const toasts = useToasts();
  const name = request.fullName === "" ? request.user : request.fullName;
  const give = (role: WorkspaceRole | undefined) => () => {
    // Not by callbacks of `mutate`: once it is answered this is no longer there to call them.
    answer.mutateAsync({ request, role }).then(
      () => {
        toasts.done(role === undefined ? `${name} was not let in` : `${name} is ${A[role]} now`);
      },
      (error: unknown) => {
        toasts.failed(`The request of ${name} is not answered`, error);
      },
    );
  };
  return (
    <DataListItem aria-labelledby={`request-${request.id}`}>
      <DataListItemRow>
        <DataListItemCells
          dataListCells={[
            <DataListCell key="who" wrapModifier="breakWord">
              <span id={`request-${request.id}`}>
                <span dir="auto">{name}</span> <span className="ecode-quiet">@{request.user}</span> asks to be{" "}
                {A[request.role]}
              </span>{" "}
              <span className="ecode-quiet">
                <Ago time={request.askedAt} />
              </span>
              {request.message !== "" && (
                <p dir="auto" className="ecode-message">
                  {request.message}
                </p>
              )}
            </DataListCell>,
          ]}
        />
        <DataListAction
          id={`actions-${request.id}`}
          aria-labelledby={`request-${request.id}`}
          aria-label="Answers"
        >
          <span className="ecode-buttons ecode-answers">
            {(["editor", "viewer"] as const).map((role) => (
              <Button
                key={role}
                size="sm"
                variant={role === request.role ? "primary" : "secondary"}
                isDisabled={answer.isPending}
                aria-label={`Accept ${request.user} as ${A[role]}`}
                onClick={give(role)}
              >
                Accept as {role}
              </Button>
            ))}
            <Button
              size="sm"
              variant="link"
              isDanger
              isDisabled={answer.isPending}
              aria-label={`Reject ${request.user}`}
              onClick={give(undefined)}
            >
              Reject
            </Button>
          </span>
        </DataListAction>
      </DataListItemRow>
    </DataListItem>
  );
}

const A: Readonly<Record<WorkspaceRole, string>> = {
  owner: "the owner",
  editor: "an editor",
  viewer: "a viewer",
};
