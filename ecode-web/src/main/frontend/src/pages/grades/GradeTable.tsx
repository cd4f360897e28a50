import { Button, Label } from "@patternfly/react-core";
import {
  InnerScrollContainer,
  OuterScrollContainer,
  SortByDirection,
  Table,
  Tbody,
  Td,
  Th,
  type ThProps,
  Thead,
  Tr,
} from "@patternfly/react-table";
import { Link } from "@tanstack/react-router";
import { type KeyboardEvent, useState } from "react";
import type { GradeBook, GradeCell, GradeColumn, GradeRow } from "../../core/api.ts";
import type { Order } from "./api.ts";
import { cellText, cellWords, columnWords, isUnreleased, percent } from "./words.ts";

interface Spot {
  readonly row: number;
  readonly column: number;
}

const MOVES: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/**
 * Students and columns. One tab stop: the arrows go from cell to cell, Enter opens one. The names and the headings stay when
 * the rest is scrolled.
 */
export function GradeTable(props: {
  readonly book: GradeBook;
  readonly course: string;
  readonly order: Order;
  readonly onOrder: (order: Partial<Order>) => void;
  readonly onCell: (row: GradeRow, index: number) => void;
  readonly onTotal: (row: GradeRow) => void;
  readonly onItem: (column: GradeColumn) => void;
}) {
  const { book, order } = props;
  const [spot, setSpot] = useState<Spot>({ row: 0, column: 0 });
  const keys = ["name", "total", ...book.columns.map((column) => column.id)];
  const sort = (key: string): NonNullable<ThProps["sort"]> => ({
    sortBy: { index: keys.indexOf(order.by), direction: order.descending ? "desc" : "asc" },
    columnIndex: keys.indexOf(key),
    onSort: (_event, _index, direction) => {
      props.onOrder({ by: key, descending: direction === SortByDirection.desc, page: 0 });
    },
  });
  const move = (event: KeyboardEvent<HTMLElement>) => {
    const step = MOVES[event.key];
    if (step === undefined) {
      return;
    }
    const next = { row: spot.row + step[0], column: spot.column + step[1] };
    const target = event.currentTarget.querySelector<HTMLElement>(`[data-spot="${next.row}-${next.column}"]`);
    if (target !== null) {
      event.preventDefault();
      target.focus();
    }
  };
  const spotted = (row: number, column: number) => ({
    "data-spot": `${row}-${column}`,
    tabIndex: spot.row === row && spot.column === column ? 0 : -1,
    onFocus: () => {
      setSpot({ row, column });
    },
  });
  return (
    <OuterScrollContainer className="ecode-grades">
      <InnerScrollContainer>
        <Table aria-label="Grade book" variant="compact" gridBreakPoint="" isStickyHeader>
          <Thead>
            <Tr>
              <Th isStickyColumn hasRightBorder className="ecode-grade-name" sort={sort("name")}>
                Student
              </Th>
              <Th sort={sort("total")} modifier="fitContent">
                Total
              </Th>
              {book.columns.map((column) => (
                <Th key={column.id} sort={sort(column.id)} modifier="wrap" className="ecode-grade-column">
                  <span dir="auto">{column.title}</span>
                  <br />
                  <span className="ecode-quiet">{columnWords(column)}</span>
                </Th>
              ))}
            </Tr>
            <Tr>
              <Td isStickyColumn hasRightBorder className="ecode-grade-name ecode-quiet">
                Open
              </Td>
              <Td />
              {book.columns.map((column) => (
                <Td key={column.id}>
                  {column.kind === "assignment" ? (
                    <Link
                      to="/courses/$course/assignments/$assignment"
                      params={{ course: props.course, assignment: column.id }}
                      aria-label={`Open ${column.title}`}
                    >
                      Assignment
                    </Link>
                  ) : (
                    <Button
                      variant="link"
                      isInline
                      aria-label={`Open ${column.title}`}
                      onClick={() => {
                        props.onItem(column);
                      }}
                    >
                      Column
                    </Button>
                  )}
                </Td>
              ))}
            </Tr>
          </Thead>
          <Tbody onKeyDown={move}>
            {book.items.map((row, y) => (
              <Tr key={row.enrolment}>
                <Th
                  scope="row"
                  isStickyColumn
                  hasRightBorder
                  className="ecode-grade-name"
                  modifier="breakWord"
                >
                  <span dir="auto">{row.name}</span>
                  {row.section && (
                    <>
                      <br />
                      <span className="ecode-quiet" dir="auto">
                        {row.section}
                      </span>
                    </>
                  )}
                </Th>
                <Td>
                  <Button
                    variant="plain"
                    className="ecode-grade"
                    aria-label={`Total of ${row.name}: ${percent(row.result)}`}
                    onClick={() => {
                      props.onTotal(row);
                    }}
                    {...spotted(y, 0)}
                  >
                    <strong>{percent(row.result)}</strong>
                  </Button>
                </Td>
                {row.cells.map((cell, x) => {
                  const column = book.columns[x];
                  return (
                    column && (
                      <Td key={column.id}>
                        <Button
                          variant="plain"
                          className={`ecode-grade ecode-grade-${cell.state}`}
                          aria-label={`${column.title} of ${row.name}: ${cellWords(cell, column.kind === "item")}`}
                          onClick={() => {
                            props.onCell(row, x);
                          }}
                          {...spotted(y, x + 1)}
                        >
                          <CellText cell={cell} isItem={column.kind === "item"} />
                        </Button>
                      </Td>
                    )
                  );
                })}
              </Tr>
            ))}
          </Tbody>
        </Table>
      </InnerScrollContainer>
    </OuterScrollContainer>
  );
}

function CellText({ cell, isItem }: { readonly cell: GradeCell; readonly isItem: boolean }) {
  const text = isItem && cell.state === "ungraded" ? "–" : cellText(cell);
  return (
    <>
      {cell.dropped ? <s>{text}</s> : text}
      {isUnreleased(cell) && (
        <>
          {" "}
          <Label isCompact variant="outline" title="The student does not see this score">
            held
          </Label>
        </>
      )}
      {cell.late && (
        <>
          {" "}
          <Label isCompact color="orange">
            late
          </Label>
        </>
      )}
    </>
  );
}
