import { Content } from "@patternfly/react-core";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import type { GradeBook, GradeRow, GradeTotal } from "../../core/api.ts";
import { cellWords, percent, short } from "./words.ts";

type Head = Pick<GradeBook, "categories" | "columns" | "missingAsZero">;

/** How a total came about: what was reached in each category, what was dropped, and how they were put together. */
export function TotalExplained(props: {
  readonly book: Head;
  readonly row: GradeRow;
  readonly total: GradeTotal;
}) {
  const { book, total } = props;
  return (
    <>
      <Table aria-label="How the total comes about" variant="compact" gridBreakPoint="grid-md">
        <Thead>
          <Tr>
            <Th>Category</Th>
            <Th>Points</Th>
            <Th>Percent</Th>
            <Th>Weight</Th>
            <Th>Counts</Th>
          </Tr>
        </Thead>
        <Tbody>
          {book.categories.map((category, index) => {
            const part = total.parts[index];
            const reached = part?.percent;
            return (
              <Tr key={category.id ?? category.title}>
                <Td dataLabel="Category" modifier="breakWord">
                  <span dir="auto">{category.title}</span>
                </Td>
                <Td dataLabel="Points">
                  {part === undefined || part.counted === 0
                    ? "nothing counts yet"
                    : `${part.earned} of ${part.points}`}
                  {part !== undefined && part.dropped > 0 && `, ${part.dropped} dropped`}
                </Td>
                <Td dataLabel="Percent">{typeof reached === "number" ? `${short(reached)} %` : "–"}</Td>
                <Td dataLabel="Weight">{short(category.weight)} %</Td>
                <Td dataLabel="Counts">
                  {typeof reached === "number"
                    ? `${short((reached * category.weight) / 100)} of ${short(category.weight)}`
                    : "left out"}
                </Td>
              </Tr>
            );
          })}
        </Tbody>
      </Table>
      <p className="ecode-after">
        {typeof total.percent === "number" ? (
          <>
            {short(total.reached)} of {short(total.of)}: <strong>{percent(total)}</strong>. It is reckoned
            exactly and rounded once, half up.
          </>
        ) : (
          "Nothing counts yet: there is no total."
        )}
      </p>
      <Content component="h3" className="ecode-after">
        What counts
      </Content>
      <ul className="ecode-explained">
        {book.columns.map((column, index) => {
          const cell = props.row.cells[index];
          return (
            cell && (
              <li key={column.id}>
                <span dir="auto">{column.title}</span>: {cellWords(cell, column.kind === "item")}
                {cell.state === "excused" && ", left out"}
              </li>
            )
          );
        })}
      </ul>
    </>
  );
}
