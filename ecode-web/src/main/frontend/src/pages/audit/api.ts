import { infiniteQueryOptions } from "@tanstack/react-query";
import type { AuditEvent, Outcome, Slice } from "../../core/api.ts";
import { rest } from "../app/rest.ts";

export const OUTCOMES: readonly Outcome[] = ["DONE", "DENIED", "FAILED"];

/** What stands in the address of the audit page; an absent part does not narrow. */
export interface AuditSearch {
  /** RFC 3339. */
  readonly from?: string | undefined;
  /** RFC 3339, exclusive. */
  readonly to?: string | undefined;
  readonly actor?: string | undefined;
  /** Exact, or by its beginning with a trailing `*`. */
  readonly action?: string | undefined;
  readonly object?: string | undefined;
  readonly outcome?: Outcome | undefined;
  readonly q?: string | undefined;
}

export const AUDIT_FIELDS = ["from", "to", "actor", "action", "object", "outcome", "q"] as const;

const AT_ONCE = "100";

export function auditQuery(search: AuditSearch) {
  return infiniteQueryOptions({
    queryKey: ["audit", search],
    queryFn: ({ pageParam, signal }) =>
      rest.json<Slice<AuditEvent>>("/api/audit/events", {
        signal,
        query: { ...search, size: AT_ONCE, cursor: pageParam },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    // Each reading is itself in the ledger, so it happens only when asked for.
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    staleTime: Infinity,
  });
}

/** From what stands in an address; what makes no sense is left out. */
export function auditSearchOf(raw: Record<string, unknown>): AuditSearch {
  const text = (name: string) => {
    const value = raw[name];
    const given = typeof value === "number" ? String(value) : value;
    return typeof given === "string" && given.trim() !== "" ? given.trim() : undefined;
  };
  const time = (name: string) => {
    const given = text(name);
    return given !== undefined && !Number.isNaN(Date.parse(given)) ? given : undefined;
  };
  // Each part is named, absent or not: the router would otherwise keep what the address said.
  return {
    from: time("from"),
    to: time("to"),
    actor: text("actor"),
    action: text("action"),
    object: text("object"),
    outcome: OUTCOMES.find((outcome) => outcome === raw.outcome),
    q: text("q"),
  };
}
