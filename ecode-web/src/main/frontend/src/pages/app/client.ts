import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { Problem, Unreachable } from "../../core/problem.ts";
import { Unsettled } from "./deed-key.ts";
import { reachability } from "./reachability.ts";
import { noteSessionEnded } from "./visitor.ts";

const UNAVAILABLE = new Set(["database-unavailable", "overloaded", "http-502", "http-503", "http-504"]);

/** True where asking again later may help and the fault is not the caller's. */
function isPlatformDown(error: unknown): boolean {
  return error instanceof Problem && UNAVAILABLE.has(error.code);
}

export function createQueryClient(): QueryClient {
  const onError = (failure: unknown) => {
    const error = failure instanceof Unsettled ? failure.cause : failure;
    if (error instanceof Unreachable) {
      reachability.note("unreachable");
    } else if (isPlatformDown(error)) {
      reachability.note("unavailable");
    } else if (error instanceof Problem && error.isSignedOut) {
      noteSessionEnded(client);
    }
  };
  const onSuccess = () => {
    reachability.note("reached");
  };
  const client = new QueryClient({
    queryCache: new QueryCache({ onError, onSuccess }),
    mutationCache: new MutationCache({ onError, onSuccess }),
    defaultOptions: {
      queries: {
        // Offline is shown by ourselves; a query that waits silently would look like one that loads.
        networkMode: "always",
        retry: (failures, error) => failures < 2 && (error instanceof Unreachable || isPlatformDown(error)),
        staleTime: 2_000,
      },
      mutations: { networkMode: "always", retry: false },
    },
  });
  return client;
}
