import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { Page, Storage, Usage, Variable, Workspace } from "../../core/api.ts";
import { rest } from "../app/rest.ts";

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
