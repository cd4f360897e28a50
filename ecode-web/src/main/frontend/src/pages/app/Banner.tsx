import { Banner, Button } from "@patternfly/react-core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { rest } from "./rest.ts";
import { reachability, useOnline, useReach } from "./reachability.ts";

const PROBE_MILLIS = 5_000;

/** Tells that the platform cannot be reached, looks until it can, and then reads everything anew. */
export function ConnectionBanner() {
  const client = useQueryClient();
  const online = useOnline();
  const reach = useReach();
  const probe = useQuery({
    queryKey: ["probe"],
    queryFn: async ({ signal }) => {
      await rest.send("/health/ready", { signal, timeoutMillis: PROBE_MILLIS });
      return true;
    },
    enabled: reach !== "reached",
    refetchInterval: PROBE_MILLIS,
    retry: false,
    gcTime: 0,
  });
  const isBack = reach === "reached" && online;
  useEffect(() => {
    if (isBack) {
      void client.invalidateQueries({ predicate: (query) => query.queryKey[0] !== "probe" });
    }
  }, [client, isBack]);
  useEffect(() => {
    const back = () => {
      void probe.refetch();
    };
    addEventListener("online", back);
    return () => {
      removeEventListener("online", back);
    };
  }, [probe]);
  if (isBack) {
    return <div role="status" />;
  }
  return (
    <div role="status">
      <Banner status="warning" isSticky screenReaderText="Connection">
        {sentence(online, reach === "unavailable")}{" "}
        <Button
          variant="link"
          isInline
          isLoading={probe.isFetching}
          onClick={() => {
            reachability.note("unreachable");
            void probe.refetch();
          }}
        >
          Try now
        </Button>
      </Banner>
    </div>
  );
}

function sentence(online: boolean, answered: boolean): string {
  if (!online) {
    return "You are offline. What you see may be old; everything saved is safe. This page goes on when you are back.";
  }
  if (answered) {
    return "E-Code is not available just now. Everything saved is safe. This page tries again by itself.";
  }
  return "E-Code cannot be reached. Everything saved is safe. This page tries again by itself.";
}
