import { keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { Mark, MarkInList, Release, ReleasedMark, Rubric } from "../../core/api.ts";
import { everyPage } from "../app/every-page.ts";
import { rest } from "../app/rest.ts";
import { bySubmission, hasAll, orNull } from "./gradings.ts";

export function markQuery(submission: string) {
  return queryOptions({
    queryKey: ["marks", "one", submission],
    queryFn: ({ signal }) => rest.json<Mark>(`/api/submissions/${submission}/mark`, { signal }),
  });
}

/**
 * By submission, as far as {@link scoresQuery} goes; asked again when `done`, how many are tested, is another.
 *
 * @param wanted ids of the submissions that are shown
 */
export function marksQuery(assignment: string, done: number, wanted: readonly string[]) {
  return queryOptions({
    queryKey: ["marks", "list", assignment, done, wanted],
    queryFn: async ({ signal }) => {
      const path = `/api/assignments/${assignment}/marks`;
      return bySubmission(await everyPage<MarkInList>(path, signal, (items) => hasAll(items, wanted)));
    },
    placeholderData: keepPreviousData,
  });
}

/** Null before a release. */
export function releasedMarkQuery(submission: string) {
  return queryOptions({
    queryKey: ["marks", "released", submission],
    queryFn: ({ signal }) =>
      orNull(rest.json<ReleasedMark>(`/api/submissions/${submission}/mark/released`, { signal })),
  });
}

export function releaseQuery(assignment: string) {
  return queryOptions({
    queryKey: ["marks", "release", assignment],
    queryFn: ({ signal }) => rest.json<Release>(`/api/assignments/${assignment}/release`, { signal }),
  });
}

export function rubricQuery(assignment: string) {
  return queryOptions({
    queryKey: ["rubrics", assignment],
    queryFn: ({ signal }) => rest.json<Rubric>(`/api/assignments/${assignment}/rubric`, { signal }),
  });
}

export function useChangeRubric(assignment: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (json: Rubric) =>
      rest.json<Rubric>(`/api/assignments/${assignment}/rubric`, { method: "PUT", json }),
    onSuccess: async (saved) => {
      client.setQueryData(rubricQuery(assignment).queryKey, saved);
      await client.invalidateQueries({ queryKey: ["marks"] });
    },
  });
}

export interface WantedOverride {
  /** Absent for the whole score. */
  readonly test?: string;
  readonly percent?: number;
  readonly score?: number;
  readonly reason: string;
}

export function useMarkDeeds(submission: string) {
  const client = useQueryClient();
  const root = `/api/submissions/${submission}/mark`;
  const onSuccess = async (mark: Mark) => {
    client.setQueryData(markQuery(submission).queryKey, mark);
    await Promise.all([
      client.invalidateQueries({ queryKey: ["marks", "release"] }),
      client.invalidateQueries({ queryKey: ["marks", "list"] }),
      client.invalidateQueries({ queryKey: ["grades"] }),
    ]);
  };
  return {
    say: useMutation({
      mutationFn: (json: WantedOverride) => rest.json<Mark>(`${root}/overrides`, { method: "PUT", json }),
      onSuccess,
    }),
    /** Without a level it is taken back. */
    judge: useMutation({
      mutationFn: (wanted: { readonly criterion: string; readonly level: string; readonly note: string }) =>
        rest.json<Mark>(
          `${root}/criteria/${wanted.criterion}`,
          wanted.level === ""
            ? { method: "DELETE" }
            : { method: "PUT", json: { level: wanted.level, note: wanted.note } },
        ),
      onSuccess,
    }),
    comment: useMutation({
      mutationFn: (json: { readonly path?: string; readonly line?: number; readonly text: string }) =>
        rest.json<Mark>(`${root}/comments`, { method: "POST", json }),
      onSuccess,
    }),
    removeComment: useMutation({
      mutationFn: (comment: string) => rest.json<Mark>(`${root}/comments/${comment}`, { method: "DELETE" }),
      onSuccess,
    }),
    takeBack: useMutation({
      mutationFn: (override: string) =>
        rest.json<Mark>(`${root}/overrides/${override}`, { method: "DELETE" }),
      onSuccess,
    }),
  };
}

export function useReleaseDeeds(assignment: string) {
  const client = useQueryClient();
  const address = `/api/assignments/${assignment}/release`;
  const onSettled = () =>
    Promise.all([
      client.invalidateQueries({ queryKey: ["marks"] }),
      client.invalidateQueries({ queryKey: ["gradings"] }),
      client.invalidateQueries({ queryKey: ["grades"] }),
    ]);
  return {
    release: useMutation({
      mutationFn: () => rest.json<Release>(address, { method: "PUT" }),
      onSettled,
    }),
    withdraw: useMutation({
      mutationFn: () => rest.json<Release>(address, { method: "DELETE" }),
      onSettled,
    }),
  };
}
