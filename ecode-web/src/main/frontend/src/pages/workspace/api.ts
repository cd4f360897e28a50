import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type {
  AccessRequest,
  Member,
  Page,
  Storage,
  Usage,
  Variable,
  Workspace,
  WorkspaceRole,
} from "../../core/api.ts";
import { rest } from "../app/rest.ts";
import { inbox } from "../notifications/api.ts";

/** The workspace at `/@{owner}/{slug}`; null where there is none that the person may know of. */
export function workspaceQuery(owner: string, slug: string) {
  return queryOptions({
    queryKey: ["workspaces", "at", owner, slug],
    queryFn: async ({ signal }) => {
      const query = { owner, slug };
      const found = await rest.json<Page<Workspace>>("/api/workspaces", { signal, query });
      return found.items[0] ?? null;
    },
  });
}

const root = (workspace: Workspace) => `/api/workspaces/${workspace.id}`;

export function membersQuery(workspace: Workspace) {
  return queryOptions({
    queryKey: ["members", workspace.id],
    queryFn: async ({ signal }) =>
      (await rest.json<Page<Member>>(`${root(workspace)}/members`, { signal })).items,
  });
}

export function requestsQuery(workspace: Workspace) {
  return queryOptions({
    queryKey: ["access-requests", workspace.id],
    queryFn: () => inbox.requests(workspace.id),
  });
}

/** Who may know of a workspace without being a member. */
export type Reach = "members" | "link" | "everybody";

export function reachOf(workspace: Workspace): Reach {
  return workspace.public ? "everybody" : workspace.linked ? "link" : "members";
}

export function useReach(workspace: Workspace) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (reach: Reach) =>
      rest.json<Workspace>(root(workspace), {
        method: "PATCH",
        json: { public: reach === "everybody", linked: reach === "link" },
      }),
    onSettled: () => client.invalidateQueries({ queryKey: ["workspaces"] }),
  });
}

export function useAnswer(workspace: Workspace) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (answer: { readonly request: AccessRequest; readonly role: WorkspaceRole | undefined }) =>
      inbox.answer(workspace.id, answer.request.id, answer.role),
    onSettled: () =>
      Promise.all(
        ["access-requests", "members"].map((what) =>
          client.invalidateQueries({ queryKey: [what, workspace.id] }),
        ),
      ),
  });
}

export function useMemberDeeds(workspace: Workspace) {
  const client = useQueryClient();
  const onSettled = () => client.invalidateQueries({ queryKey: ["members", workspace.id] });
  const path = `${root(workspace)}/members`;
  return {
    set: useMutation({
      mutationFn: (wanted: { readonly user: string; readonly role: WorkspaceRole }) =>
        rest.json<Member>(path, { method: "PUT", json: wanted }),
      onSettled,
    }),
    remove: useMutation({
      mutationFn: async ({ user }: Member) => {
        await rest.send(path, { method: "DELETE", query: { user } });
      },
      onSettled,
    }),
  };
}

export function variablesQuery(workspace: Workspace) {
  return queryOptions({
    queryKey: ["variables", workspace.id],
    queryFn: async ({ signal }) =>
      (await rest.json<Page<Variable>>(`${root(workspace)}/variables`, { signal })).items,
  });
}

export function usageQuery(workspace: Workspace) {
  return queryOptions({
    queryKey: ["usage", workspace.id],
    queryFn: ({ signal }) => rest.json<Usage>(`${root(workspace)}/usage`, { signal }),
  });
}

export function storageQuery(workspace: Workspace) {
  return queryOptions({
    queryKey: ["storage", workspace.id],
    queryFn: ({ signal }) => rest.json<Storage>(`${root(workspace)}/storage`, { signal }),
  });
}

export interface WantedVariable {
  readonly name: string;
  readonly value: string;
  readonly secret: boolean;
}

export function useVariableDeeds(workspace: Workspace) {
  const client = useQueryClient();
  const onSettled = () => client.invalidateQueries({ queryKey: ["variables", workspace.id] });
  const path = (name: string) => `${root(workspace)}/variables/${encodeURIComponent(name)}`;
  return {
    set: useMutation({
      mutationFn: async ({ name, value, secret }: WantedVariable) => {
        await rest.send(path(name), { method: "PUT", json: { value, secret } });
      },
      onSettled,
      // A secret is not kept longer than it takes to send it.
      gcTime: 0,
    }),
    remove: useMutation({
      mutationFn: async ({ name }: Variable) => {
        await rest.send(path(name), { method: "DELETE" });
      },
      onSettled,
    }),
  };
}
