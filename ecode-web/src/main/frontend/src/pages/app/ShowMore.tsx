import { Button } from "@patternfly/react-core";
import type { ReactNode } from "react";

/** Below a list that is read page by page, while there is more of it. */
export function ShowMore(props: {
  readonly of: {
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly fetchNextPage: () => Promise<unknown>;
  };
  readonly children: ReactNode;
}) {
  const { of } = props;
  return (
    of.hasNextPage && (
      <Button
        variant="link"
        isInline
        isLoading={of.isFetchingNextPage}
        onClick={() => void of.fetchNextPage()}
      >
        {props.children}
      </Button>
    )
  );
}
