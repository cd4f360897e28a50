import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type {
  Assignment,
  AssignmentWorkspace,
  Extension,
  Page,
  SmallFile,
  Standing,
  Submission,
  SubmittedFile,
} from "../../core/api.ts";
import { DeedKey } from "../app/deed-key.ts";
import { rest } from "../app/rest.ts";

const ASSIGNMENTS = "/api/assignments";
const SUBMISSIONS = "/api/submissions";

export function assignmentsQuery(course: string) {
  return queryOptions({
    queryKey: ["assignments", "list", course],
    queryFn: async ({ signal }) =>
      (
        await rest.json<Page<Assignment>>(`/api/courses/${course}/assignments`, {
          signal,
          query: { size: "200" },
        })
      ).items,
  });
}

export function assignmentQuery(id: string) {
  return queryOptions({
    queryKey: ["assignments", "one", id],
    queryFn: ({ signal }) => rest.json<Assignment>(`${ASSIGNMENTS}/${encodeURIComponent(id)}`, { signal }),
  });
}

export function standingQuery(id: string) {
  return queryOptions({
    queryKey: ["assignments", "standing", id],
    queryFn: ({ signal }) => rest.json<Standing>(`${ASSIGNMENTS}/${id}/standing`, { signal }),
  });
}

export function starterQuery(id: string) {
  return queryOptions({
    queryKey: ["assignments", "starter", id],
    queryFn: async ({ signal }) =>
      (await rest.json<{ readonly items: readonly SmallFile[] }>(`${ASSIGNMENTS}/${id}/starter`, { signal }))
        .items,
  });
}

export function extensionsQuery(id: string) {
  return queryOptions({
    queryKey: ["assignments", "extensions", id],
    queryFn: async ({ signal }) =>
      (await rest.json<Page<Extension>>(`${ASSIGNMENTS}/${id}/extensions`, { signal })).items,
  });
}

/**
 * Newest first, page by page.
 *
 * @param user whose, with those of their groups; absent for everybody's, which those who run the course see
 */
export function submissionsQuery(id: string, user?: string) {
  return infiniteQueryOptions({
    queryKey: ["submissions", "list", id, user ?? "", "pages"],
    queryFn: ({ pageParam, signal }) =>
      rest.json<Page<Submission>>(`${ASSIGNMENTS}/${id}/submissions`, {
        signal,
        query: { size: "50", page: String(pageParam), user },
      }),
    initialPageParam: 0,
    getNextPageParam: ({ page, size, total }) => ((page + 1) * size < total ? page + 1 : undefined),
    select: ({ pages }) => pages.flatMap(({ items }) => items),
    // Of the same assignment alone.
    placeholderData: (before, query) => (query?.queryKey[2] === id ? before : undefined),
  });
}

export function submittedFilesQuery(submission: string) {
  return queryOptions({
    queryKey: ["submissions", "files", submission],
    queryFn: async ({ signal }) =>
      (await rest.json<Page<SubmittedFile>>(`${SUBMISSIONS}/${submission}/files`, { signal })).items,
    staleTime: Infinity,
  });
}

export function submittedFileHref(submission: string, path: string): string {
  return `${SUBMISSIONS}/${submission}/files/${path.split("/").map(encodeURIComponent).join("/")}`;
}

export function submittedTextQuery(submission: string, path: string) {
  return queryOptions({
    queryKey: ["submissions", "text", submission, path],
    queryFn: async ({ signal }) => (await rest.send(submittedFileHref(submission, path), { signal })).text(),
    staleTime: Infinity,
  });
}

/** Everything that a teacher says about an assignment; what is absent is what is usual. */
export interface WantedAssignment {
  readonly title: string;
  readonly statement?: string;
  readonly points?: number;
  readonly opensAt?: string;
  readonly dueAt?: string;
  readonly closesAt?: string;
  readonly late?: { readonly percent: number; readonly unit: "hour" | "day"; readonly graceMinutes: number };
  readonly attempts?: number;
  readonly cooldownSeconds?: number;
  readonly counting?: "best" | "last" | "mean";
  readonly release?: Assignment["release"];
  /** As it was read: when it is another by now nothing is changed. */
  readonly version?: number;
}

export interface WantedExtension {
  readonly dueAt?: string;
  readonly closesAt?: string;
  readonly moreAttempts: number;
  readonly reason: string;
}

/** For a student, or for each of a group. */
export interface ExtensionFor {
  readonly kind: "enrolment" | "group";
  readonly id: string;
}

export function useCreateAssignment(course: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (json: WantedAssignment) =>
      rest.json<Assignment>(`/api/courses/${course}/assignments`, { method: "POST", json }),
    onSettled: () => client.invalidateQueries({ queryKey: ["assignments"] }),
  });
}

export function useAssignmentDeeds(id: string) {
  const client = useQueryClient();
  const root = `${ASSIGNMENTS}/${id}`;
  const [submitting] = useState(() => new DeedKey());
  const onSettled = () => client.invalidateQueries({ queryKey: ["assignments"] });
  return {
    change: useMutation({
      mutationFn: (json: WantedAssignment) => rest.json<Assignment>(root, { method: "PUT", json }),
      onSettled,
    }),
    publish: useMutation({
      mutationFn: (published: boolean) =>
        rest.json<Assignment>(`${root}/publication`, { method: "PUT", json: { published } }),
      onSettled,
    }),
    remove: useMutation({
      mutationFn: async () => {
        await rest.send(root, { method: "DELETE" });
      },
      onSettled: () => client.invalidateQueries({ queryKey: ["assignments", "list"] }),
    }),
    begin: useMutation({
      mutationFn: (items: readonly SmallFile[]) =>
        rest.json<unknown>(`${root}/starter`, { method: "PUT", json: { items } }),
      onSettled,
    }),
    open: useMutation({
      mutationFn: () => rest.json<AssignmentWorkspace>(`${root}/workspace`, { method: "POST" }),
      onSettled,
    }),
    submit: useMutation({
      mutationFn: () =>
        submitting.send((headers) =>
          rest.json<Submission>(`${root}/submissions`, { method: "POST", headers }),
        ),
      onSettled: () =>
        Promise.all([
          client.invalidateQueries({ queryKey: ["assignments", "standing", id] }),
          client.invalidateQueries({ queryKey: ["submissions", "list", id] }),
          client.invalidateQueries({ queryKey: ["gradings"] }),
        ]),
    }),
    grant: useMutation({
      mutationFn: ({ whose, ...json }: WantedExtension & { readonly whose: ExtensionFor }) =>
        rest.send(`${root}/extensions/${whose.kind === "group" ? "groups/" : ""}${whose.id}`, {
          method: "PUT",
          json,
        }),
      onSettled,
    }),
    takeBack: useMutation({
      mutationFn: async (enrolment: string) => {
        await rest.send(`${root}/extensions/${enrolment}`, { method: "DELETE" });
      },
      onSettled,
    }),
  };
}
