import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
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

/** Newest first, at most 200. */
export function submissionsQuery(id: string) {
  return queryOptions({
    queryKey: ["submissions", "list", id],
    queryFn: async ({ signal }) =>
      (
        await rest.json<Page<Submission>>(`${ASSIGNMENTS}/${id}/submissions`, {
          signal,
          query: { size: "200" },
        })
      ).items,
  });
}

/** One's own, newest first, page by page. */
export function attemptsQuery(id: string, user: string) {
  return infiniteQueryOptions({
    queryKey: ["submissions", "list", id, user, "pages"],
    queryFn: ({ pageParam, signal }) =>
      rest.json<Page<Submission>>(`${ASSIGNMENTS}/${id}/submissions`, {
        signal,
        query: { size: "50", page: String(pageParam), user },
      }),
    initialPageParam: 0,
    getNextPageParam: ({ page, size, total }) => ((page + 1) * size < total ? page + 1 : undefined),
    select: ({ pages }) => pages.flatMap(({ items }) => items),
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
}

export interface WantedExtension {
  readonly enrolment: string;
  readonly dueAt?: string;
  readonly closesAt?: string;
  readonly moreAttempts: number;
  readonly reason: string;
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
      mutationFn: () => rest.json<Submission>(`${root}/submissions`, { method: "POST" }),
      onSettled: () =>
        Promise.all([
          client.invalidateQueries({ queryKey: ["assignments", "standing", id] }),
          client.invalidateQueries({ queryKey: ["submissions", "list", id] }),
          client.invalidateQueries({ queryKey: ["gradings"] }),
        ]),
    }),
    grant: useMutation({
      mutationFn: ({ enrolment, ...json }: WantedExtension) =>
        rest.json<Extension>(`${root}/extensions/${enrolment}`, { method: "PUT", json }),
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
