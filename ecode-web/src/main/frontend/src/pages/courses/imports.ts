import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { AssignmentExample } from "../../core/api.ts";
import { rest } from "../app/rest.ts";

const EXAMPLES = "/api/assignment-examples";

/** The file with what an assignment is made of, for another course. */
export function exportHref(assignment: string): string {
  return `/api/assignments/${assignment}/blueprint`;
}

export function examplesQuery() {
  return queryOptions({
    queryKey: ["assignments", "examples"],
    queryFn: async ({ signal }) =>
      (await rest.json<{ readonly items: readonly AssignmentExample[] }>(EXAMPLES, { signal })).items,
    staleTime: Infinity,
  });
}

/** Makes a draft of an example, by its id, or of a file that was exported. */
export function useImport(course: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (what: { readonly example: string } | { readonly file: File }) => {
      const blueprint: unknown =
        "file" in what
          ? JSON.parse(await what.file.text())
          : await rest.json<unknown>(`${EXAMPLES}/${encodeURIComponent(what.example)}`);
      return rest.json<{ readonly id: string }>(`/api/courses/${course}/assignments/imports`, {
        method: "POST",
        json: blueprint,
      });
    },
    onSettled: () => client.invalidateQueries({ queryKey: ["assignments", "list"] }),
  });
}
