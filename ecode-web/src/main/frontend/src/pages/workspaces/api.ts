import {
  keepPreviousData,
  queryOptions,
  type QueryClient,
  useMutation,
  useQueryClient,
} from "@tanstack/react-query";
import type { Page, Quota, Template, Workspace, WorkspaceState } from "../../core/api.ts";
import { rest } from "../app/rest.ts";
import { type Progress, upload } from "./upload.ts";

export const ORDERS = ["lastActiveAt,desc", "name,asc", "createdAt,desc", "state,asc"] as const;
export type Order = (typeof ORDERS)[number];

export const STATES: readonly WorkspaceState[] = ["RUNNING", "STARTING", "STOPPING", "STOPPED", "FAILED"];

export interface WorkspaceSearch {
  readonly view: "active" | "shared" | "trash";
  readonly q: string;
  readonly state?: WorkspaceState | undefined;
  readonly sort: Order;
  /** From 0. */
  readonly page: number;
}

export const PAGE_SIZE = 12;

const MOVING_MILLIS = 2_000;
const RESTING_MILLIS = 20_000;

const isMoving = (workspace: Workspace) => workspace.state === "STARTING" || workspace.state === "STOPPING";

/** The list, read again soon while something in it starts or stops. */
export function workspacesQuery(search: WorkspaceSearch) {
  return queryOptions({
    queryKey: ["workspaces", "list", search],
    queryFn: ({ signal }) =>
      rest.json<Page<Workspace>>("/api/workspaces", {
        signal,
        query: {
          page: String(search.page),
          size: String(PAGE_SIZE),
          sort: search.sort,
          q: search.q || undefined,
          state: search.state,
          trashed: search.view === "trash" ? "true" : undefined,
          shared: search.view === "shared" ? "true" : undefined,
        },
      }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.items.some(isMoving) ? MOVING_MILLIS : RESTING_MILLIS),
  });
}

export const trashCountQuery = queryOptions({
  queryKey: ["workspaces", "trash-count"],
  queryFn: async ({ signal }) => {
    const query = { trashed: "true", size: "1" };
    return (await rest.json<Page<Workspace>>("/api/workspaces", { signal, query })).total;
  },
});

/** Every workspace of the person by id, in use or in the trash, to put names to the ids of deeds. */
export const namesQuery = queryOptions({
  queryKey: ["workspaces", "names"],
  queryFn: async ({ signal }) => {
    const lists = await Promise.all(
      ["false", "true"].map((trashed) =>
        rest.json<Page<Workspace>>("/api/workspaces", { signal, query: { size: "200", trashed } }),
      ),
    );
    return new Map(lists.flatMap((list) => list.items).map((workspace) => [workspace.id, workspace]));
  },
  staleTime: 30_000,
});

export const templatesQuery = queryOptions({
  queryKey: ["templates"],
  queryFn: async ({ signal }) => (await rest.json<{ items: Template[] }>("/api/templates", { signal })).items,
  staleTime: Infinity,
});

export const quotaQuery = queryOptions({
  queryKey: ["workspaces", "quota"],
  queryFn: ({ signal }) => rest.json<Quota>("/api/quota", { signal }),
});

export function workspaceHref(workspace: Workspace): string {
  return `/@${encodeURIComponent(workspace.owner)}/${encodeURIComponent(workspace.slug)}`;
}

/** Where all files of a workspace come from as one. */
export function archiveHref(workspace: Workspace, format: "zip" | "tar.gz"): string {
  return `/api/workspaces/${workspace.id}/archive?format=${format}`;
}

/** Everything that a deed may have changed is read anew. */
async function refresh(client: QueryClient): Promise<void> {
  await Promise.all([
    client.invalidateQueries({ queryKey: ["workspaces"] }),
    client.invalidateQueries({ queryKey: ["activity"] }),
  ]);
}

/** Shows an answered state at once; the next reading of the list brings the rest. */
function show(client: QueryClient, answer: Workspace): void {
  client.setQueriesData<Page<Workspace>>(
    { queryKey: ["workspaces", "list"] },
    (list) => list && { ...list, items: list.items.map((item) => (item.id === answer.id ? answer : item)) },
  );
}

export function useWorkspaceDeeds() {
  const client = useQueryClient();
  const onSettled = () => {
    void refresh(client);
  };
  const onSuccess = (answer: Workspace) => {
    show(client, answer);
  };
  const path = (workspace: Workspace, deed = "") => `/api/workspaces/${workspace.id}${deed}`;
  const post = (deed: string) => (workspace: Workspace) =>
    rest.json<Workspace>(path(workspace, deed), { method: "POST" });
  const remove = (permanent: boolean) => async (workspace: Workspace) => {
    await rest.send(path(workspace), {
      method: "DELETE",
      query: { permanent: permanent ? "true" : undefined },
    });
  };
  return {
    start: useMutation({ mutationFn: post("/start"), onSuccess, onSettled }),
    stop: useMutation({ mutationFn: post("/stop"), onSuccess, onSettled }),
    restart: useMutation({ mutationFn: post("/restart"), onSuccess, onSettled }),
    keep: useMutation({ mutationFn: post("/keep"), onSuccess, onSettled }),
    restore: useMutation({ mutationFn: post("/restore"), onSettled }),
    trash: useMutation({ mutationFn: remove(false), onSettled }),
    purge: useMutation({ mutationFn: remove(true), onSettled }),
    rename: useMutation({
      mutationFn: ({ workspace, name }: { workspace: Workspace; name: string }) =>
        rest.json<Workspace>(path(workspace), { method: "PATCH", json: { name } }),
      onSuccess,
      onSettled,
    }),
    importArchive: useMutation({
      mutationFn: (wanted: {
        name: string;
        file: File;
        onProgress: (progress: Progress) => void;
        signal: AbortSignal;
      }) =>
        upload<Workspace>(
          `/api/workspaces/imports?name=${encodeURIComponent(wanted.name)}`,
          wanted.file,
          wanted.onProgress,
          wanted.signal,
        ),
      onSettled,
    }),
    create: useMutation({
      mutationFn: (wanted: { name: string; template: string; idempotencyKey: string }) =>
        rest.json<Workspace>("/api/workspaces", {
          method: "POST",
          headers: { "Idempotency-Key": wanted.idempotencyKey },
          json: { name: wanted.name, template: wanted.template },
        }),
      onSettled,
    }),
  };
}
