import { Card, CardBody, CardHeader, CardTitle, Skeleton } from "@patternfly/react-core";
import type { ReactNode } from "react";
import { ProblemAlert } from "./ProblemAlert.tsx";

/** What a card needs of a query, of one page or of many. */
interface Answered<T> {
  readonly data: T | undefined;
  readonly error: Error | null;
  readonly isPending: boolean;
  readonly isError: boolean;
  readonly refetch: () => Promise<unknown>;
}

/** A section of a page that shows what a query answers, and until then that it is asked or why it failed. */
export function QueryCard<T>(props: {
  readonly id: string;
  readonly title: string;
  readonly subtitle: string;
  readonly action?: ReactNode;
  readonly query: Answered<T>;
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
      <CardHeader
        hasWrap
        {...(Boolean(props.action) && { actions: { hasNoOffset: true, actions: props.action } })}
      >
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
