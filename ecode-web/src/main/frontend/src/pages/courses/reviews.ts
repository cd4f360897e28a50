import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { Complaint, Page, ReviewQueue, Submission } from "../../core/api.ts";
import { rest } from "../app/rest.ts";

/** Often enough to keep what one holds, and to see how much is left. */
const LOOK_AGAIN_MILLIS = 60_000;

export function queueQuery(assignment: string, section: string) {
  return queryOptions({
    queryKey: ["reviews", "queue", assignment, section],
    queryFn: ({ signal }) =>
      rest.json<ReviewQueue>(`/api/assignments/${assignment}/queue`, { signal, query: { section } }),
    refetchInterval: LOOK_AGAIN_MILLIS,
  });
}

export function submissionQuery(id: string) {
  return queryOptions({
    queryKey: ["submissions", "one", id],
    queryFn: ({ signal }) => rest.json<Submission>(`/api/submissions/${id}`, { signal }),
    staleTime: Infinity,
  });
}

export type Turn = "hold" | "give-back" | "finish";

export function useReviewDeeds(assignment: string, section: string) {
  const client = useQueryClient();
  return {
    next: useMutation({
      mutationFn: () =>
        rest.json<ReviewQueue>(`/api/assignments/${assignment}/queue`, {
          method: "POST",
          query: { section },
        }),
      onSuccess: (queue) => {
        client.setQueryData(queueQuery(assignment, section).queryKey, queue);
      },
    }),
    turn: useMutation({
      mutationFn: async ({ submission, turn }: { readonly submission: string; readonly turn: Turn }) => {
        await rest.send(`/api/submissions/${submission}/mark/review`, { method: "PUT", json: { turn } });
      },
      onSettled: () => client.invalidateQueries({ queryKey: ["reviews", "queue"] }),
    }),
  };
}

/** The open ones first; at most 200. */
export function complaintsQuery(assignment: string) {
  return queryOptions({
    queryKey: ["complaints", assignment],
    queryFn: async ({ signal }) =>
      (
        await rest.json<Page<Complaint>>(`/api/assignments/${assignment}/complaints`, {
          signal,
          query: { size: "200" },
        })
      ).items,
  });
}

export function useComplaintDeeds(assignment: string) {
  const client = useQueryClient();
  const root = `/api/assignments/${assignment}/complaints`;
  const onSettled = () => client.invalidateQueries({ queryKey: ["complaints", assignment] });
  return {
    complain: useMutation({
      mutationFn: (json: { readonly submission: string; readonly text: string }) =>
        rest.json<Complaint>(root, { method: "POST", json }),
      onSettled,
    }),
    answer: useMutation({
      mutationFn: ({ id, text }: { readonly id: string; readonly text: string }) =>
        rest.json<Complaint>(`${root}/${id}/answer`, { method: "PUT", json: { text } }),
      onSettled,
    }),
  };
}
