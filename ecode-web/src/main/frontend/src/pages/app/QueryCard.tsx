import { Card, CardBody, CardHeader, CardTitle, Skeleton } from "@patternfly/react-core";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ProblemAlert } from "./ProblemAlert.tsx";

/** A section of a page that shows what a query answers, and until then that it is asked or why it failed. */
export function QueryCard<T>(props: {
  readonly id: string;
  readonly title: string;
  readonly subtitle: string;
  readonly action?: ReactNode;
  readonly query: UseQueryResult<T>;
  /** Read out while it is asked. */
  readonly loading: string;
  readonly failure: string;
  readonly height?: string;
  /** Shown in place of the children for an empty list. */
  readonly none?: string;
  readonly children: (data: T) => ReactNode;
}) {
  const { query, none } = props;
  const isNone = none !== undefined && Array.isArray(query.data) && query.data.length === 0;
  return (
    <Card component="section" aria-labelledby={props.id}>
      <CardHeader {...(Boolean(props.action) && { actions: { hasNoOffset: true, actions: props.action } })}>
        <CardTitle component="h2" id={props.id} subtitle={props.subtitle}>
          {props.title}
        </CardTitle>
      </CardHeader>
      <CardBody>
        {query.isPending && <Skeleton height={props.height ?? "4rem"} screenreaderText={props.loading} />}
        {query.isError && (
          <ProblemAlert title={props.failure} error={query.error} onRetry={() => void query.refetch()} />
        )}
        {isNone && <p className="ecode-quiet">{none}</p>}
        {query.data !== undefined && !isNone && props.children(query.data)}
      </CardBody>
    </Card>
  );
}
