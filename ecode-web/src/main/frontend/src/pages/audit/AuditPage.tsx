import {
  Button,
  Drawer,
  DrawerContent,
  DrawerContentBody,
  EmptyState,
  EmptyStateBody,
  PageSection,
  Skeleton,
} from "@patternfly/react-core";
import { ClipboardCheckIcon, SyncAltIcon } from "@patternfly/react-icons";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import type { AuditEvent } from "../../core/api.ts";
import { Problem } from "../../core/problem.ts";
import { ProblemAlert } from "../app/ProblemAlert.tsx";
import { Title } from "../app/Title.tsx";
import { hasRole, usePerson } from "../app/visitor.ts";
import { ForbiddenPage } from "../errors/ErrorPage.tsx";
import { AuditFilters } from "./AuditFilters.tsx";
import { AuditTable } from "./AuditTable.tsx";
import { EventDetails } from "./EventDetails.tsx";
import { AUDIT_FIELDS, type AuditSearch, auditQuery } from "./api.ts";

/** The ledger for auditors and administrators; others learn what it would take. */
export function AuditPage(props: {
  readonly search: AuditSearch;
  readonly onSearch: (search: AuditSearch) => void;
}) {
  return hasRole(usePerson(), "auditor", "admin") ? (
    <Ledger {...props} />
  ) : (
    <ForbiddenPage needs="auditor or admin" />
  );
}

function Ledger(props: { readonly search: AuditSearch; readonly onSearch: (search: AuditSearch) => void }) {
  const client = useQueryClient();
  const query = auditQuery(props.search);
  const ledger = useInfiniteQuery(query);
  const [opened, setOpened] = useState<AuditEvent | null>(null);
  const events = useMemo(() => ledger.data?.pages.flatMap((page) => page.items) ?? [], [ledger.data]);
  const { fetchNextPage } = ledger;
  const more = useCallback(() => void fetchNextPage(), [fetchNextPage]);
  if (ledger.error instanceof Problem && ledger.error.status === 403) {
    return <ForbiddenPage needs="auditor or admin" requestId={ledger.error.requestId} />;
  }
  const close = () => {
    const number = opened?.number;
    setOpened(null);
    requestAnimationFrame(() => {
      document.querySelector<HTMLElement>(`button[aria-label^="Event ${number ?? ""}:"]`)?.focus();
    });
  };
  const isNarrowed = AUDIT_FIELDS.some((field) => props.search[field] !== undefined);
  return (
    <PageSection isFilled hasOverflowScroll={false} aria-label="Audit" className="ecode-audit">
      <header className="ecode-page-header">
        <Title inTab="Audit">Audit</Title>
        <span role="status" className="ecode-quiet">
          {ledger.isSuccess && count(events.length, ledger.hasNextPage)}
        </span>
        <Button
          variant="secondary"
          icon={<SyncAltIcon />}
          className="ecode-page-action"
          isLoading={ledger.isFetching && !ledger.isFetchingNextPage}
          onClick={() => void client.resetQueries({ queryKey: query.queryKey })}
        >
          Refresh
        </Button>
      </header>
      <AuditFilters search={props.search} onSearch={props.onSearch} />
      <Drawer isExpanded={opened !== null} className="ecode-audit-drawer">
        <DrawerContent
          panelContent={
            opened !== null && (
              <EventDetails
                event={opened}
                onClose={close}
                onNarrow={(part) => {
                  props.onSearch({ ...props.search, ...part });
                }}
              />
            )
          }
        >
          <DrawerContentBody className="ecode-audit-body">
            {ledger.isPending && <Skeleton height="20rem" screenreaderText="Loading the ledger" />}
            {ledger.isError && (
              <ProblemAlert
                title={
                  events.length === 0 ? "The ledger could not be read" : "The next events could not be read"
                }
                error={ledger.error}
                onRetry={() => void (events.length === 0 ? ledger.refetch() : ledger.fetchNextPage())}
              />
            )}
            {ledger.isSuccess && events.length === 0 && (
              <EmptyState
                icon={ClipboardCheckIcon}
                titleText={isNarrowed ? "No event fits" : "The ledger is empty"}
                headingLevel="h2"
              >
                <EmptyStateBody>
                  {isNarrowed
                    ? "Widen the time range or clear a filter. Who, action and object are matched exactly."
                    : "What people do will stand here."}
                </EmptyStateBody>
              </EmptyState>
            )}
            {events.length > 0 && (
              <AuditTable
                events={events}
                hasMore={ledger.hasNextPage && !ledger.isError}
                isLoadingMore={ledger.isFetchingNextPage}
                selected={opened?.number ?? null}
                onMore={more}
                onOpen={setOpened}
              />
            )}
          </DrawerContentBody>
        </DrawerContent>
      </Drawer>
    </PageSection>
  );
}

function count(loaded: number, hasMore: boolean): string {
  const events = loaded === 1 ? "1 event" : `${loaded.toLocaleString()} events`;
  return hasMore ? `${events} loaded, more below` : events;
}
