import { type QueryClient, queryOptions, useQuery } from "@tanstack/react-query";
import { createContext, useContext } from "react";
import type { Me } from "../../core/api.ts";
import { Problem } from "../../core/problem.ts";
import { rest } from "./rest.ts";

/** Who looks at the page. `ended` is somebody whose session ended while the page was open. */
export type Visitor =
  { readonly kind: "person"; readonly me: Me } | { readonly kind: "stranger" } | { readonly kind: "ended" };

const VISITOR_KEY = ["visitor"];

export const visitorQuery = queryOptions({
  queryKey: VISITOR_KEY,
  queryFn: async ({ signal, client }): Promise<Visitor> => {
    try {
      return { kind: "person", me: await rest.json<Me>("/api/me", { signal }) };
    } catch (error) {
      if (error instanceof Problem && error.isSignedOut) {
        return afterSignOut(client.getQueryData<Visitor>(VISITOR_KEY));
      }
      throw error;
    }
  },
  staleTime: 60_000,
});

export function useVisitor() {
  return useQuery(visitorQuery);
}

/** Any request answered with 401 tells that the session is over, not only the one for the person. */
export function noteSessionEnded(client: QueryClient): void {
  client.setQueryData<Visitor>(VISITOR_KEY, (before) => afterSignOut(before));
}

function afterSignOut(before: Visitor | undefined): Visitor {
  return before === undefined || before.kind === "stranger" ? { kind: "stranger" } : { kind: "ended" };
}

export const PersonContext = createContext<Me | null>(null);

/** The person signed in; only under pages that need one. */
export function usePerson(): Me {
  const me = useContext(PersonContext);
  if (me === null) {
    throw new Error("This page needs somebody signed in");
  }
  return me;
}

export function displayName(me: Me): string {
  return me.fullName.trim() === "" ? me.name : me.fullName;
}

export function hasRole(me: Me, ...roles: string[]): boolean {
  return roles.some((role) => me.roles.includes(role));
}

/** The sign-in page, which comes back to this address. */
export function signInHref(): string {
  return `/login?to=${encodeURIComponent(location.pathname + location.search)}`;
}
