import { keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { Course, CourseRole, Enrolment, Page, RosterPlan } from "../../core/api.ts";
import { rest } from "../app/rest.ts";

const COURSES = "/api/courses";
export const PEOPLE_ON_A_PAGE = 50;

export function coursesQuery(archived: boolean) {
  return queryOptions({
    queryKey: ["courses", "list", archived],
    queryFn: async ({ signal }) =>
      (
        await rest.json<Page<Course>>(COURSES, {
          signal,
          query: { size: "200", ...(archived && { archived: "true" }) },
        })
      ).items,
  });
}

export function courseQuery(id: string) {
  return queryOptions({
    queryKey: ["courses", "one", id],
    queryFn: ({ signal }) => rest.json<Course>(`${COURSES}/${encodeURIComponent(id)}`, { signal }),
  });
}

export function enrolmentsQuery(course: Course, page: number, size = PEOPLE_ON_A_PAGE) {
  return queryOptions({
    queryKey: ["courses", "people", course.id, page, size],
    queryFn: ({ signal }) =>
      rest.json<Page<Enrolment>>(`${COURSES}/${course.id}/enrolments`, {
        signal,
        query: { page: String(page), size: String(size) },
      }),
    placeholderData: keepPreviousData,
  });
}

export interface NewCourse {
  readonly title: string;
  readonly term: string;
  readonly timeZone?: string;
}

export function useCoursesDeeds() {
  const client = useQueryClient();
  const onSettled = () => client.invalidateQueries({ queryKey: ["courses"] });
  return {
    create: useMutation({
      mutationFn: (wanted: NewCourse) => rest.json<Course>(COURSES, { method: "POST", json: wanted }),
      onSettled,
    }),
    join: useMutation({
      mutationFn: (code: string) => rest.json<Course>(`${COURSES}/joins`, { method: "POST", json: { code } }),
      onSettled,
    }),
  };
}

export interface Roster {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly removeOthers: boolean;
}

/** A plan with the tag that says which one is agreed to. */
export interface TaggedPlan {
  readonly plan: RosterPlan;
  readonly etag: string;
}

export function useCourseDeeds(course: Course) {
  const client = useQueryClient();
  const root = `${COURSES}/${course.id}`;
  const onSettled = () => client.invalidateQueries({ queryKey: ["courses"] });
  const roster = async (method: "POST" | "PUT", wanted: Roster, etag?: string): Promise<TaggedPlan> => {
    const answer = await rest.send(`${root}/roster`, {
      method,
      bytes: wanted.bytes,
      query: { ...(wanted.removeOthers && { remove: "true" }) },
      headers: { "Content-Type": "text/csv", ...(etag !== undefined && { "If-Match": etag }) },
    });
    return {
      plan: (await answer.json()) as RosterPlan,
      etag: answer.headers.get("ETag") ?? "",
    };
  };
  return {
    change: useMutation({
      mutationFn: (json: {
        readonly title?: string;
        readonly term?: string;
        readonly timeZone?: string;
        readonly lateDays?: number;
        readonly archived?: boolean;
      }) => rest.json<Course>(root, { method: "PATCH", json }),
      onSettled,
    }),
    copy: useMutation({
      mutationFn: (json: { readonly title: string; readonly term: string }) =>
        rest.json<Course>(`${root}/copies`, { method: "POST", json }),
      onSettled,
    }),
    invite: useMutation({
      mutationFn: () => rest.json<Course>(`${root}/invitation`, { method: "POST" }),
      onSettled,
    }),
    closeInvitation: useMutation({
      mutationFn: () => rest.json<Course>(`${root}/invitation`, { method: "DELETE" }),
      onSettled,
    }),
    enrol: useMutation({
      mutationFn: ({
        enrolment,
        role,
        section,
      }: {
        readonly enrolment: Enrolment;
        readonly role: CourseRole;
        readonly section: string;
      }) =>
        rest.json<Enrolment>(`${root}/enrolments/${enrolment.id}`, {
          method: "PUT",
          json: { role, ...(section !== "" && { section }) },
        }),
      onSettled,
    }),
    remove: useMutation({
      mutationFn: async (enrolment: Enrolment) => {
        await rest.send(`${root}/enrolments/${enrolment.id}`, { method: "DELETE" });
      },
      onSettled,
    }),
    plan: useMutation({ mutationFn: (wanted: Roster) => roster("POST", wanted) }),
    apply: useMutation({
      mutationFn: ({ wanted, etag }: { readonly wanted: Roster; readonly etag: string }) =>
        roster("PUT", wanted, etag),
      onSettled,
    }),
  };
}
