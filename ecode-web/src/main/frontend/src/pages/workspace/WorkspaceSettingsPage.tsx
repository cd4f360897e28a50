import { PageSection, Skeleton, Stack, StackItem } from "@patternfly/react-core";
import { useQuery } from "@tanstack/react-query";
import { ProblemAlert } from "../app/ProblemAlert.tsx";
import { Title } from "../app/Title.tsx";
import { NotFoundPage } from "../errors/ErrorPage.tsx";
import { StateLabel } from "../workspaces/StateLabel.tsx";
import { workspaceHref } from "../workspaces/api.ts";
import { MembersCard } from "./MembersCard.tsx";
import { RequestsCard } from "./RequestsCard.tsx";
import { StorageCard } from "./StorageCard.tsx";
import { UsageCard } from "./UsageCard.tsx";
import { VariablesCard } from "./VariablesCard.tsx";
import { workspaceQuery } from "./api.ts";

/** What belongs to one workspace beside its files. */
export function WorkspaceSettingsPage(props: { readonly owner: string; readonly slug: string }) {
  const workspace = useQuery(workspaceQuery(props.owner, props.slug));
  if (workspace.isPending) {
    return (
      <PageSection isFilled aria-label="Workspace settings" className="ecode-narrow-page">
        <Skeleton height="10rem" screenreaderText="Loading the workspace" />
      </PageSection>
    );
  }
  if (workspace.isError) {
    return (
      <PageSection isFilled aria-label="Workspace settings" className="ecode-narrow-page">
        <ProblemAlert
          title="The workspace could not be read"
          error={workspace.error}
          onRetry={() => void workspace.refetch()}
        />
      </PageSection>
    );
  }
  const found = workspace.data;
  if (!found?.role) {
    return <NotFoundPage />;
  }
  const isOwner = found.role === "owner";
  return (
    <PageSection isFilled aria-label="Workspace settings" className="ecode-narrow-page">
      <header className="ecode-page-header">
        <Title inTab={`Settings of ${found.name}`}>
          <span dir="auto">{found.name}</span>
        </Title>
        <StateLabel workspace={found} />
        <a href={workspaceHref(found)} className="ecode-page-action">
          Open the workspace
        </a>
      </header>
      <Stack hasGutter>
        {isOwner && <RequestsCard workspace={found} />}
        <StackItem>
          <MembersCard workspace={found} />
        </StackItem>
        {isOwner && (
          <StackItem>
            <VariablesCard workspace={found} />
          </StackItem>
        )}
        {found.role !== "viewer" && (
          <>
            <StackItem>
              <StorageCard workspace={found} />
            </StackItem>
            <StackItem>
              <UsageCard workspace={found} />
            </StackItem>
          </>
        )}
      </Stack>
    </PageSection>
  );
}
