import { keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type {
  GradeBook,
  GradeCategory,
  GradeColumn,
  GradeImport,
  GradeItemRelease,
  GradeRow,
  GradeSpread,
  Page,
  StudentProgress,
} from "../../core/api.ts";
import { rest } from "../app/rest.ts";

export const STUDENTS_ON_A_PAGE = 50;

const root = (course: string) => `/api/courses/${encodeURIComponent(course)}/gradebook`;

/** Which students, in which order. */
export interface Order {
  /** Empty for all. */
  readonly section: string;
  /** `name`, `total` or the id of a column. */
  readonly by: string;
  readonly descending: boolean;
  readonly page: number;
}

export function gradeBookQuery(course: string, order: Order) {
  return queryOptions({
    queryKey: ["grades", "book", course, order],
    queryFn: ({ signal }) =>
      rest.json<GradeBook>(root(course), {
        signal,
        query: {
          page: String(order.page),
          size: String(STUDENTS_ON_A_PAGE),
          sort: `${order.by}${order.descending ? ",desc" : ""}`,
          ...(order.section !== "" && { section: order.section }),
        },
      }),
    placeholderData: keepPreviousData,
  });
}

/** What is released of one's own. */
export function ownGradesQuery(course: string) {
  return queryOptions({
    queryKey: ["grades", "own", course],
    queryFn: ({ signal }) => rest.json<GradeBook>(root(course), { signal }),
  });
}

/** @param section empty for all */
export function statisticsQuery(course: string, section: string) {
  return queryOptions({
    queryKey: ["grades", "statistics", course, section],
    queryFn: async ({ signal }) =>
      (
        await rest.json<{ readonly items: readonly GradeSpread[] }>(`${root(course)}/statistics`, {
          signal,
          query: { ...(section !== "" && { section }) },
        })
      ).items,
  });
}

/** Everybody's page by page for those who run the course; for a student their own. */
export function progressQuery(course: string, section: string, page: number) {
  return queryOptions({
    queryKey: ["grades", "progress", course, section, page],
    queryFn: ({ signal }) =>
      rest.json<Page<StudentProgress>>(`/api/courses/${encodeURIComponent(course)}/progress`, {
        signal,
        query: {
          page: String(page),
          size: String(STUDENTS_ON_A_PAGE),
          ...(section !== "" && { section }),
        },
      }),
    placeholderData: keepPreviousData,
  });
}

export const exportHref = (course: string, section: string) =>
  `${root(course)}?${new URLSearchParams({ format: "csv", ...(section !== "" && { section }) }).toString()}`;

/** A plan with the tag that says which one is agreed to. */
export interface TaggedImport {
  readonly plan: GradeImport;
  readonly etag: string;
}

export function useGradeImport(course: string) {
  const client = useQueryClient();
  const send = async (method: "POST" | "PUT", bytes: Uint8Array<ArrayBuffer>, etag?: string) => {
    const answer = await rest.send(root(course), {
      method,
      bytes,
      timeoutMillis: 120_000,
      headers: { "Content-Type": "text/csv", ...(etag !== undefined && { "If-Match": etag }) },
    });
    return { plan: (await answer.json()) as GradeImport, etag: answer.headers.get("ETag") ?? "" };
  };
  return {
    plan: useMutation({ mutationFn: (bytes: Uint8Array<ArrayBuffer>) => send("POST", bytes) }),
    apply: useMutation({
      mutationFn: (wanted: { readonly bytes: Uint8Array<ArrayBuffer>; readonly etag: string }) =>
        send("PUT", wanted.bytes, wanted.etag),
      onSettled: () => client.invalidateQueries({ queryKey: ["grades"] }),
    }),
  };
}

export interface WantedPlan {
  readonly missingAsZero: boolean;
  readonly categories: readonly GradeCategory[];
  readonly places: readonly { readonly column: string; readonly category: string }[];
  readonly version: number;
}

export interface WantedItem {
  readonly title: string;
  readonly points: number;
  readonly category: string;
}

export type WantedCell =
  | { readonly state: "scored"; readonly score: number }
  | { readonly state: "excused" | "missing"; readonly reason: string };

export function useGradeDeeds(course: string) {
  const client = useQueryClient();
  const onSettled = () => client.invalidateQueries({ queryKey: ["grades"] });
  const items = `${root(course)}/items`;
  const cell = (column: string, enrolment: string) => `${root(course)}/cells/${column}/${enrolment}`;
  return {
    changePlan: useMutation({
      mutationFn: async (json: WantedPlan) => {
        await rest.send(`${root(course)}/plan`, { method: "PUT", json });
      },
      onSettled,
    }),
    createItem: useMutation({
      mutationFn: (json: WantedItem) => rest.json<GradeColumn>(items, { method: "POST", json }),
      onSettled,
    }),
    changeItem: useMutation({
      mutationFn: ({ id, wanted }: { readonly id: string; readonly wanted: WantedItem }) =>
        rest.json<GradeColumn>(`${items}/${id}`, { method: "PUT", json: wanted }),
      onSettled,
    }),
    removeItem: useMutation({
      mutationFn: async (id: string) => {
        await rest.send(`${items}/${id}`, { method: "DELETE" });
      },
      onSettled,
    }),
    releaseItem: useMutation({
      mutationFn: ({ id, released }: { readonly id: string; readonly released: boolean }) =>
        rest.json<GradeItemRelease>(`${items}/${id}/release`, { method: released ? "PUT" : "DELETE" }),
      onSettled,
    }),
    sayCell: useMutation({
      mutationFn: (said: {
        readonly column: string;
        readonly enrolment: string;
        readonly wanted: WantedCell;
      }) => rest.json<GradeRow>(cell(said.column, said.enrolment), { method: "PUT", json: said.wanted }),
      onSettled,
    }),
    restoreCell: useMutation({
      mutationFn: (place: { readonly column: string; readonly enrolment: string }) =>
        rest.json<GradeRow>(cell(place.column, place.enrolment), { method: "DELETE" }),
      onSettled,
    }),
  };
}
