import type { SearchSchemaInput } from "@tanstack/react-router";
import { ORDERS, STATES, type WorkspaceSearch } from "./api.ts";

export const USUAL_SEARCH: WorkspaceSearch = {
  view: "active",
  q: "",
  state: undefined,
  sort: ORDERS[0],
  page: 0,
};

/** From what stands in an address; what makes no sense takes its usual value. */
export function workspaceSearchOf(raw: Partial<WorkspaceSearch> & SearchSchemaInput): WorkspaceSearch {
  const { view, q, state, sort, page } = raw as Record<string, unknown>;
  return {
    view: view === "trash" || view === "shared" ? view : "active",
    q: typeof q === "string" || typeof q === "number" ? String(q) : "",
    state: STATES.find((known) => known === state),
    sort: ORDERS.find((known) => known === sort) ?? USUAL_SEARCH.sort,
    page: typeof page === "number" && Number.isInteger(page) && page > 0 ? page : 0,
  };
}
