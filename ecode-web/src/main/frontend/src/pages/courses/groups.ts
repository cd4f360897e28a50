import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { Course, Enrolment, Page, StudentGroup } from "../../core/api.ts";
import { everyPage } from "../app/every-page.ts";
import { rest } from "../app/rest.ts";

/** What a teacher says about a group. */
export interface WantedGroup {
  readonly name: string;
  /** Enrolments. */
  readonly members: readonly string[];
}

/** All of them for those who run the course, for a student their own. */
export function groupsQuery(assignment: string) {
  return queryOptions({
    queryKey: ["assignments", "groups", assignment],
    queryFn: async ({ signal }) =>
      (await rest.json<Page<StudentGroup>>(`/api/assignments/${assignment}/groups`, { signal })).items,
  });
}

/** Every student of a course, by name. */
export function studentsQuery(course: Course) {
  return queryOptions({
    queryKey: ["courses", "students", course.id],
    queryFn: async ({ signal }) =>
      (await everyPage<Enrolment>(`/api/courses/${course.id}/enrolments`, signal)).filter(
        ({ role }) => role === "student",
      ),
  });
}

export function useGroupDeeds(assignment: string) {
  const client = useQueryClient();
  const root = `/api/assignments/${assignment}/groups`;
  const onSettled = () => client.invalidateQueries({ queryKey: ["assignments"] });
  return {
    form: useMutation({
      mutationFn: (json: WantedGroup) => rest.json<StudentGroup>(root, { method: "POST", json }),
      onSettled,
    }),
    change: useMutation({
      mutationFn: ({ id, ...json }: WantedGroup & { readonly id: string }) =>
        rest.json<StudentGroup>(`${root}/${id}`, { method: "PUT", json }),
      onSettled,
    }),
    dissolve: useMutation({
      mutationFn: async (id: string) => {
        await rest.send(`${root}/${id}`, { method: "DELETE" });
      },
      onSettled,
    }),
    distribute: useMutation({
      mutationFn: (size: number) =>
        rest.json<Page<StudentGroup>>(`${root}/distribution`, { method: "POST", json: { size } }),
      onSettled,
    }),
  };
}
