import { Label, Spinner } from "@patternfly/react-core";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useEffect, useRef } from "react";
import type { AuditEvent, Outcome } from "../../core/api.ts";
import { toTheSecond } from "../app/time.ts";

const ROW_HEIGHT = 44;
const COLUMNS = ["Number", "Time", "Who", "Action", "Object", "Outcome"] as const;

/** How many rows before the end the next ones are asked for. */
const AHEAD = 30;

/**
 * The ledger as a grid of which only the visible rows exist. Up, Down, Page Up, Page Down, Home and End walk the rows,
 * Enter opens one; more rows are asked for before the end is reached.
 */
export function AuditTable(props: {
  readonly events: readonly AuditEvent[];
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  readonly selected: number | null;
  readonly onMore: () => void;
  readonly onOpen: (event: AuditEvent) => void;
}) {
  const { events, hasMore, isLoadingMore, onMore } = props;
  const scroller = useRef<HTMLDivElement>(null);
  // eslint-disable-next-line react-hooks/incompatible-library -- its functions are used here only, never memoized
  const rows = useVirtualizer({
    count: events.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
    getItemKey: (index) => events[index]?.number ?? index,
  });
  const visible = rows.getVirtualItems();
  const last = visible[visible.length - 1]?.index ?? 0;
  useEffect(() => {
    if (hasMore && !isLoadingMore && last >= events.length - AHEAD) {
      onMore();
    }
  }, [hasMore, isLoadingMore, last, events.length, onMore]);

  const walk = (event: KeyboardEvent, index: number) => {
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? ROW_HEIGHT) / ROW_HEIGHT) - 1);
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: index + 1,
      ArrowUp: index - 1,
      PageDown: index + page,
      PageUp: index - page,
      Home: 0,
      End: events.length - 1,
    };
    const step = steps[event.key];
    if (step === undefined) {
      return;
    }
    event.preventDefault();
    const to = Math.min(events.length - 1, Math.max(0, step));
    rows.scrollToIndex(to);
    requestAnimationFrame(() => {
      scroller.current
        ?.querySelector<HTMLElement>(`[data-index="${to}"] button`)
        ?.focus({ preventScroll: true });
    });
  };

  return (
    <div ref={scroller} className="ecode-audit-table" role="region" aria-label="Ledger" tabIndex={0}>
      <div role="table" aria-label="Ledger, newest first" aria-rowcount={hasMore ? -1 : events.length + 1}>
        <div role="rowgroup" className="ecode-audit-head">
          <div role="row" aria-rowindex={1} className="ecode-audit-row">
            {COLUMNS.map((column) => (
              <div key={column} role="columnheader">
                {column}
              </div>
            ))}
          </div>
        </div>
        <div role="rowgroup" className="ecode-audit-rows" style={{ height: `${rows.getTotalSize()}px` }}>
          {visible.map(({ index, key, start }) => {
            const event = events[index];
            return (
              event && (
                <div
                  key={key}
                  ref={rows.measureElement}
                  data-index={index}
                  role="row"
                  aria-rowindex={index + 2}
                  className={`ecode-audit-row${event.number === props.selected ? " ecode-selected" : ""}`}
                  style={{ transform: `translateY(${start}px)` }}
                  onClick={() => {
                    props.onOpen(event);
                  }}
                >
                  <div role="cell">
                    <button
                      type="button"
                      className="ecode-audit-open"
                      aria-label={`Event ${event.number}: details`}
                      aria-expanded={event.number === props.selected}
                      onKeyDown={(pressed) => {
                        walk(pressed, index);
                      }}
                    >
                      {event.number}
                    </button>
                  </div>
                  <div role="cell">
                    <time dateTime={event.at}>{toTheSecond(new Date(event.at))}</time>
                  </div>
                  <div role="cell" dir="auto">
                    {event.actor}
                  </div>
                  <div role="cell">
                    <code>{event.action}</code>
                  </div>
                  <div role="cell">
                    <code title={event.object}>{event.object}</code>
                  </div>
                  <div role="cell">
                    <OutcomeLabel outcome={event.outcome} />
                  </div>
                </div>
              )
            );
          })}
        </div>
      </div>
      {isLoadingMore && (
        <div className="ecode-audit-more">
          <Spinner size="md" aria-label="Loading more" />
        </div>
      )}
    </div>
  );
}

export function OutcomeLabel({ outcome }: { readonly outcome: Outcome }) {
  switch (outcome) {
    case "DONE":
      return (
        <Label isCompact variant="outline" status="success">
          Done
        </Label>
      );
    case "DENIED":
      return (
        <Label isCompact status="warning">
          Denied
        </Label>
      );
    case "FAILED":
      return (
        <Label isCompact status="danger">
          Failed
        </Label>
      );
  }
}
