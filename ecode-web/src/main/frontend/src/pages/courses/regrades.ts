import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { CourseRegrade, Page, Regrade, RegradeChange } from "../../core/api.ts";
import { rest } from "../app/rest.ts";
import { orNull } from "./gradings.ts";

const LOOK_AGAIN_MILLIS = 1_500;

/** The last one, null before there was one; looks again while it goes on. */
export function regradeQuery(assignment: string) {
  return queryOptions({
    queryKey: ["regrades", "latest", assignment],
    queryFn: ({ signal }) =>
      orNull(rest.json<Regrade>(`/api/assignments/${assignment}/regrades/latest`, { signal })),
    refetchInterval: ({ state: { data } }) => (data?.state === "running" ? LOOK_AGAIN_MILLIS : false),
  });
}

/** The last one of each assignment of a course that had one; looks again while one goes on. */
export function courseRegradesQuery(course: string) {
  return queryOptions({
    queryKey: ["regrades", "course", course],
    queryFn: async ({ signal }) =>
      (await rest.json<Page<CourseRegrade>>(`/api/courses/${course}/regrades`, { signal })).items,
    refetchInterval: ({ state: { data } }) =>
      data?.some(({ regrade }) => regrade.state === "running") === true ? LOOK_AGAIN_MILLIS : false,
  });
}

export const CHANGES_A_PAGE = 20;

/** Those of one page, and as they are after so many were tested. */
export function changesQuery({ id, tested }: Regrade, page: number) {
  return queryOptions({
    queryKey: ["regrades", "changes", id, page, tested],
    queryFn: ({ signal }) =>
      rest.json<Page<RegradeChange>>(`/api/regrades/${id}/changes`, {
        signal,
        query: { page: String(page), size: String(CHANGES_A_PAGE) },
      }),
    placeholderData: (previous) => previous,
  });
}

export function useCourseRegradeDeeds(course: string) {
  const client = useQueryClient();
  const onSettled = () => client.invalidateQueries({ queryKey: ["regrades"] });
  return {
    start: useMutation({
      mutationFn: () => rest.json<unknown>(`/api/courses/${course}/regrades`, { method: "POST" }),
      onSettled,
    }),
    /** One after the other; what was decided before one failed stays decided. */
    decide: useMutation({
      mutationFn: async ({
        regrades,
        deed,
      }: {
        readonly regrades: readonly string[];
        readonly deed: RegradeDeed;
      }) => {
        for (const regrade of regrades) {
          await rest.json<Regrade>(`/api/regrades/${regrade}/${deed}`, { method: "POST" });
        }
      },
      onSettled,
    }),
  };
}

export type RegradeDeed = "pause" | "resume" | "retry" | "cancel" | "apply";

export function useRegradeDeeds(assignment: string) {
  const client = useQueryClient();
  const onSuccess = (regrade: Regrade) => {
    client.setQueryData(regradeQuery(assignment).queryKey, regrade);
  };
  return {
    start: useMutation({
      mutationFn: () => rest.json<Regrade>(`/api/assignments/${assignment}/regrades`, { method: "POST" }),
      onSuccess,
    }),
    decide: useMutation({
      mutationFn: ({ regrade, deed }: { readonly regrade: string; readonly deed: RegradeDeed }) =>
        rest.json<Regrade>(`/api/regrades/${regrade}/${deed}`, { method: "POST" }),
      onSuccess,
      onSettled: () =>
        Promise.all([
          client.invalidateQueries({ queryKey: regradeQuery(assignment).queryKey }),
          client.invalidateQueries({ queryKey: ["marks"] }),
          client.invalidateQueries({ queryKey: ["gradings"] }),
        ]),
    }),
  };
}
