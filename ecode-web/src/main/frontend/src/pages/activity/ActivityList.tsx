import { Button, Card, CardBody, CardTitle, Label, Skeleton } from "@patternfly/react-core";
import { infiniteQueryOptions, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import type { AuditEvent, Slice, Workspace } from "../../core/api.ts";
import { Ago } from "../app/Ago.tsx";
import { ProblemAlert } from "../app/ProblemAlert.tsx";
import { rest } from "../app/rest.ts";
import { namesQuery, workspaceHref } from "../workspaces/api.ts";
import { deedInWords, objectOf } from "./deeds.ts";

const AT_ONCE = "12";

const activityQuery = infiniteQueryOptions({
  queryKey: ["activity"],
  queryFn: ({ pageParam, signal }) =>
    rest.json<Slice<AuditEvent>>("/api/me/activity", { signal, query: { size: AT_ONCE, cursor: pageParam } }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (last) => last.next ?? undefined,
  refetchInterval: 30_000,
});

/** What the person did lately, newest first: the same lines that auditors see. */
export function ActivityList() {
  const activity = useInfiniteQuery(activityQuery);
  const names = useQuery(namesQuery);
  const deeds = activity.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Card component="section" isPlain aria-labelledby="activity" className="ecode-activity">
      <CardTitle component="h2" id="activity">
        Your activity
      </CardTitle>
      <CardBody>
        {activity.isPending && <Skeleton height="8rem" screenreaderText="Loading your activity" />}
        {activity.isError && activity.data === undefined && (
          <ProblemAlert
            title="Your activity could not be read"
            error={activity.error}
            onRetry={() => void activity.refetch()}
          />
        )}
        {activity.isSuccess && deeds.length === 0 && (
          <p className="ecode-quiet">What you do shows here: workspaces, runs, terminals and sign-ins.</p>
        )}
        <ol className="ecode-deeds">
          {deeds.map((deed) => (
            <li key={deed.number}>
              <Deed deed={deed} names={names.data} />
            </li>
          ))}
        </ol>
        {activity.hasNextPage && (
          <Button
            variant="link"
            isInline
            isLoading={activity.isFetchingNextPage}
            onClick={() => void activity.fetchNextPage()}
          >
            Show more
          </Button>
        )}
      </CardBody>
    </Card>
  );
}

function Deed(props: {
  readonly deed: AuditEvent;
  readonly names: ReadonlyMap<string, Workspace> | undefined;
}) {
  const { deed } = props;
  const { kind, id } = objectOf(deed.object);
  const workspace = kind === "workspace" ? props.names?.get(id) : undefined;
  const noted = deed.after?.name ?? deed.before?.name;
  return (
    <>
      <div className="ecode-deed">
        {deedInWords(deed.action)}{" "}
        {workspace !== undefined && !workspace.trashedAt ? (
          <a href={workspaceHref(workspace)} dir="auto">
            {workspace.name}
          </a>
        ) : (
          <span dir="auto">{workspace?.name ?? (typeof noted === "string" ? noted : "")}</span>
        )}{" "}
        {deed.outcome !== "DONE" && (
          <Label isCompact status={deed.outcome === "DENIED" ? "warning" : "danger"}>
            {deed.outcome === "DENIED" ? "Not allowed" : "Failed"}
          </Label>
        )}
      </div>
      <div className="ecode-quiet">
        <Ago time={deed.at} />
      </div>
    </>
  );
}
