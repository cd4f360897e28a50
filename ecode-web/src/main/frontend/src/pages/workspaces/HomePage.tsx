import {
  Button,
  EmptyState,
  EmptyStateActions,
  EmptyStateBody,
  EmptyStateFooter,
  Gallery,
  Grid,
  GridItem,
  Label,
  PageSection,
  Pagination,
  Skeleton,
  Tab,
  Tabs,
  TabTitleText,
} from "@patternfly/react-core";
import {
  CubesIcon,
  PlusCircleIcon,
  SearchIcon,
  TrashIcon,
  UploadIcon,
  UsersIcon,
} from "@patternfly/react-icons";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Workspace } from "../../core/api.ts";
import { ActivityList } from "../activity/ActivityList.tsx";
import { ProblemAlert } from "../app/ProblemAlert.tsx";
import { Title } from "../app/Title.tsx";
import { useToasts } from "../app/toasts.tsx";
import { ListToolbar } from "./ListToolbar.tsx";
import { TrashedCard, WorkspaceCard } from "./WorkspaceCard.tsx";
import {
  PAGE_SIZE,
  quotaQuery,
  templatesQuery,
  trashCountQuery,
  useWorkspaceDeeds,
  workspaceHref,
  type WorkspaceSearch,
  workspacesQuery,
} from "./api.ts";
import { ImportDialog } from "./ImportDialog.tsx";
import { CreateDialog, DeleteDialog, RenameDialog } from "./dialogs.tsx";

type Dialog =
  | { readonly kind: "none" }
  | { readonly kind: "create" | "import" }
  | { readonly kind: "rename" | "trash" | "purge"; readonly workspace: Workspace };

const VIEWS = ["active", "shared", "trash"] as const;

const VIEW_NAMES = { active: "In use", shared: "Shared with me", trash: "Trash" } as const;

const NO_DIALOG: Dialog = { kind: "none" };

/** The home of somebody signed in: their workspaces, their trash, and what they did lately. */
export function HomePage(props: {
  readonly search: WorkspaceSearch;
  readonly onSearch: (change: Partial<WorkspaceSearch>) => void;
}) {
  const { search, onSearch } = props;
  const [dialog, setDialog] = useState<Dialog>(NO_DIALOG);
  const trashCount = useQuery(trashCountQuery);
  const toasts = useToasts();
  const { restore } = useWorkspaceDeeds();
  const close = () => {
    setDialog(NO_DIALOG);
  };
  const create = () => {
    setDialog({ kind: "create" });
  };
  const bringBack = (workspace: Workspace) => {
    restore.mutate(workspace, {
      onSuccess: ({ name }) => {
        toasts.done(`${name} is back`);
      },
      onError: (error) => {
        toasts.failed(`${workspace.name} is still in the trash`, error);
      },
    });
  };
  return (
    <PageSection isFilled aria-label="Workspaces" className="ecode-home">
      <header className="ecode-page-header">
        <Title inTab="Workspaces">Workspaces</Title>
        <QuotaLabel />
        <span className="ecode-page-action ecode-buttons">
          <Button
            variant="secondary"
            icon={<UploadIcon />}
            onClick={() => {
              setDialog({ kind: "import" });
            }}
          >
            From an archive
          </Button>
          <Button icon={<PlusCircleIcon />} onClick={create}>
            Create workspace
          </Button>
        </span>
      </header>
      <Grid hasGutter>
        <GridItem lg={8} xl={9}>
          <Tabs
            activeKey={search.view}
            aria-label="Which workspaces"
            onSelect={(_event, key) => {
              const view = VIEWS.find((known) => known === key) ?? "active";
              onSearch({ view, page: 0, state: undefined });
            }}
          >
            <Tab eventKey="active" title={<TabTitleText>In use</TabTitleText>} tabContentId="workspaces" />
            <Tab
              eventKey="shared"
              title={<TabTitleText>{VIEW_NAMES.shared}</TabTitleText>}
              tabContentId="workspaces"
            />
            <Tab
              eventKey="trash"
              title={<TabTitleText>Trash{trashCount.data ? ` (${trashCount.data})` : ""}</TabTitleText>}
              tabContentId="workspaces"
            />
          </Tabs>
          <div role="tabpanel" id="workspaces" aria-label={VIEW_NAMES[search.view]}>
            <WorkspaceList
              search={search}
              onSearch={onSearch}
              onCreate={create}
              onDialog={setDialog}
              onRestore={bringBack}
            />
          </div>
        </GridItem>
        <GridItem lg={4} xl={3}>
          <ActivityList />
        </GridItem>
      </Grid>
      {dialog.kind === "create" && (
        <CreateDialog
          onClose={close}
          onCreated={(workspace) => {
            close();
            location.assign(workspaceHref(workspace));
          }}
        />
      )}
      {dialog.kind === "import" && (
        <ImportDialog
          onClose={close}
          onCreated={(workspace) => {
            close();
            location.assign(workspaceHref(workspace));
          }}
        />
      )}
      {dialog.kind === "rename" && (
        <RenameDialog
          workspace={dialog.workspace}
          onClose={close}
          onRenamed={({ name }) => {
            close();
            toasts.done(`Renamed to ${name}`);
          }}
        />
      )}
      {(dialog.kind === "trash" || dialog.kind === "purge") && (
        <DeleteDialog
          workspace={dialog.workspace}
          isForEver={dialog.kind === "purge"}
          onClose={close}
          onDeleted={() => {
            const { workspace, kind } = dialog;
            close();
            if (kind === "purge") {
              toasts.done(`${workspace.name} is deleted for ever`);
            } else {
              toasts.done(`${workspace.name} is in the trash`, {
                label: "Undo",
                act: () => {
                  bringBack(workspace);
                },
              });
            }
          }}
        />
      )}
    </PageSection>
  );
}

function QuotaLabel() {
  const { data } = useQuery(quotaQuery);
  if (data === undefined) {
    return null;
  }
  const { used, limit } = data.workspaces;
  return (
    <Label {...(used >= limit ? { status: "warning" as const } : { variant: "outline" as const })}>
      {used} of {limit} workspaces
    </Label>
  );
}

function WorkspaceList(props: {
  readonly search: WorkspaceSearch;
  readonly onSearch: (change: Partial<WorkspaceSearch>) => void;
  readonly onCreate: () => void;
  readonly onDialog: (dialog: Dialog) => void;
  readonly onRestore: (workspace: Workspace) => void;
}) {
  const { search, onSearch } = props;
  const list = useQuery(workspacesQuery(search));
  const templates = useQuery(templatesQuery);
  const { start, stop, restart, keep } = useWorkspaceDeeds();
  const toasts = useToasts();
  if (list.isPending) {
    return <Loading />;
  }
  if (list.isError && list.data === undefined) {
    return (
      <ProblemAlert
        title="Your workspaces could not be read"
        error={list.error}
        onRetry={() => void list.refetch()}
      />
    );
  }
  const { items, total } = list.data;
  const isNarrowed = search.q !== "" || search.state !== undefined;
  if (items.length === 0 && !isNarrowed && search.page === 0) {
    switch (search.view) {
      case "trash":
        return <EmptyTrash />;
      case "shared":
        return <NothingShared />;
      case "active":
        return <NoWorkspaces onCreate={props.onCreate} />;
    }
  }
  const templateName = (id: string | null) =>
    templates.data?.find((template) => template.id === id)?.name ?? id ?? "Blank";
  const pagination = total > PAGE_SIZE && (
    <Pagination
      itemCount={total}
      perPage={PAGE_SIZE}
      perPageOptions={[{ title: String(PAGE_SIZE), value: PAGE_SIZE }]}
      page={search.page + 1}
      variant="bottom"
      isStatic
      onSetPage={(_event, page) => {
        onSearch({ page: page - 1 });
      }}
    />
  );
  return (
    <>
      <ListToolbar search={search} onSearch={onSearch} total={total} />
      {items.length === 0 ? (
        <EmptyState icon={SearchIcon} titleText="Nothing fits" headingLevel="h2" variant="sm">
          <EmptyStateBody>No workspace has this name and state.</EmptyStateBody>
          <EmptyStateFooter>
            <Button
              variant="link"
              onClick={() => {
                onSearch({ q: "", state: undefined, page: 0 });
              }}
            >
              Show all
            </Button>
          </EmptyStateFooter>
        </EmptyState>
      ) : (
        <Gallery component="ul" hasGutter minWidths={{ default: "min(100%, 19rem)" }} className="ecode-cards">
          {items.map((workspace) => (
            <li key={workspace.id}>
              {search.view === "trash" ? (
                <TrashedCard
                  workspace={workspace}
                  templateName={templateName(workspace.template)}
                  isBusy={false}
                  onRestore={() => {
                    props.onRestore(workspace);
                  }}
                  onPurge={() => {
                    props.onDialog({ kind: "purge", workspace });
                  }}
                />
              ) : (
                <WorkspaceCard
                  workspace={workspace}
                  templateName={templateName(workspace.template)}
                  isBusy={[start, stop, restart, keep].some(
                    (deed) => deed.isPending && deed.variables.id === workspace.id,
                  )}
                  onStart={() => {
                    start.mutate(workspace, {
                      onError: (error) => {
                        toasts.failed(`${workspace.name} did not start`, error);
                      },
                    });
                  }}
                  onStop={() => {
                    stop.mutate(workspace, {
                      onError: (error) => {
                        toasts.failed(`${workspace.name} did not stop`, error);
                      },
                    });
                  }}
                  onRestart={() => {
                    restart.mutate(workspace, {
                      onError: (error) => {
                        toasts.failed(`${workspace.name} did not restart`, error);
                      },
                    });
                  }}
                  onKeep={() => {
                    keep.mutate(workspace, {
                      onSuccess: ({ name }) => {
                        toasts.done(`${name} runs on`);
                      },
                      onError: (error) => {
                        toasts.failed(`${workspace.name} was not kept`, error);
                      },
                    });
                  }}
                  onRename={() => {
                    props.onDialog({ kind: "rename", workspace });
                  }}
                  onTrash={() => {
                    props.onDialog({ kind: "trash", workspace });
                  }}
                />
              )}
            </li>
          ))}
        </Gallery>
      )}
      {pagination}
    </>
  );
}

function Loading() {
  return (
    <Gallery hasGutter minWidths={{ default: "min(100%, 19rem)" }} className="ecode-cards" aria-busy>
      {[0, 1, 2].map((key) => (
        <Skeleton
          key={key}
          height="10rem"
          {...(key === 0 && { screenreaderText: "Loading your workspaces" })}
        />
      ))}
    </Gallery>
  );
}

function NoWorkspaces({ onCreate }: { readonly onCreate: () => void }) {
  return (
    <EmptyState icon={CubesIcon} titleText="Your first workspace" headingLevel="h2">
      <EmptyStateBody>
        A workspace holds your files and a sandbox to run them in. Start blank, or from Python, Node.js or
        Java.
      </EmptyStateBody>
      <EmptyStateFooter>
        <EmptyStateActions>
          <Button onClick={onCreate}>Create workspace</Button>
        </EmptyStateActions>
      </EmptyStateFooter>
    </EmptyState>
  );
}

function NothingShared() {
  return (
    <EmptyState icon={UsersIcon} titleText="Nothing is shared with you yet" headingLevel="h2">
      <EmptyStateBody>
        When somebody makes you a member of a workspace, you find it here and may read or edit it with them.
      </EmptyStateBody>
    </EmptyState>
  );
}

function EmptyTrash() {
  return (
    <EmptyState icon={TrashIcon} titleText="The trash is empty" headingLevel="h2">
      <EmptyStateBody>Workspaces you delete wait here for 7 days before they go for ever.</EmptyStateBody>
    </EmptyState>
  );
}
