import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type {
  OpenedSolution,
  Readiness,
  Rehearsal,
  Solution,
  TestSuite,
  WantedSolution,
} from "../../core/api.ts";
import { rest } from "../app/rest.ts";
import { orNull, suiteQuery } from "./gradings.ts";

const LOOK_AGAIN_MILLIS = 1_500;

/** The last one, null before there was one; looks again while it goes on. */
export function rehearsalQuery(assignment: string) {
  return queryOptions({
    queryKey: ["rehearsals", "latest", assignment],
    queryFn: ({ signal }) =>
      orNull(rest.json<Rehearsal>(`/api/assignments/${assignment}/rehearsals/latest`, { signal })),
    refetchInterval: ({ state: { data } }) => (data?.state === "running" ? LOOK_AGAIN_MILLIS : false),
  });
}

/** What is known after so many runs. */
export function readinessQuery(assignment: string, latest: Rehearsal | null | undefined) {
  return queryOptions({
    queryKey: ["rehearsals", "readiness", assignment, latest?.id, latest?.state, latest?.done],
    queryFn: ({ signal }) =>
      rest.json<Readiness>(`/api/assignments/${assignment}/rehearsals/findings`, { signal }),
    placeholderData: (previous) => previous,
    enabled: latest !== undefined,
  });
}

export function solutionsQuery(assignment: string) {
  return queryOptions({
    queryKey: ["rehearsals", "solutions", assignment],
    queryFn: async ({ signal }) =>
      (
        await rest.json<{ readonly items: readonly Solution[] }>(`/api/assignments/${assignment}/solutions`, {
          signal,
        })
      ).items,
  });
}

export function solutionQuery(id: string) {
  return queryOptions({
    queryKey: ["rehearsals", "solution", id],
    queryFn: ({ signal }) => rest.json<OpenedSolution>(`/api/solutions/${id}`, { signal }),
    staleTime: 0,
    gcTime: 0,
  });
}

export function useRehearsalDeeds(assignment: string) {
  const client = useQueryClient();
  const onSuccess = (rehearsal: Rehearsal) => {
    client.setQueryData(rehearsalQuery(assignment).queryKey, rehearsal);
  };
  const onSettled = () => client.invalidateQueries({ queryKey: ["rehearsals"] });
  return {
    start: useMutation({
      mutationFn: () => rest.json<Rehearsal>(`/api/assignments/${assignment}/rehearsals`, { method: "POST" }),
      onSuccess,
      onSettled,
    }),
    cancel: useMutation({
      mutationFn: (rehearsal: string) =>
        rest.json<Rehearsal>(`/api/rehearsals/${rehearsal}/cancel`, { method: "POST" }),
      onSuccess,
      onSettled,
    }),
    quarantine: useMutation({
      mutationFn: (json: { readonly test: string; readonly quarantined: boolean }) =>
        rest.json<TestSuite>(`/api/assignments/${assignment}/suite/quarantine`, { method: "PUT", json }),
      onSuccess: (suite) => {
        client.setQueryData(suiteQuery(assignment).queryKey, suite);
      },
      onSettled,
    }),
  };
}

export function useSolutionDeeds(assignment: string) {
  const client = useQueryClient();
  const onSettled = () => client.invalidateQueries({ queryKey: ["rehearsals"] });
  return {
    /** A new one without an id. */
    save: useMutation({
      mutationFn: ({ id, json }: { readonly id?: string; readonly json: WantedSolution }) =>
        id === undefined
          ? rest.json<Solution>(`/api/assignments/${assignment}/solutions`, { method: "POST", json })
          : rest.json<Solution>(`/api/solutions/${id}`, { method: "PUT", json }),
      onSettled,
    }),
    remove: useMutation({
      mutationFn: async (id: string) => {
        await rest.send(`/api/solutions/${id}`, { method: "DELETE" });
      },
      onSettled,
    }),
  };
}
