import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Course, GradeBook, GradeRow } from "../../core/api.ts";
import { QueryCard } from "../app/QueryCard.tsx";
import { ownGradesQuery } from "./api.ts";
import { TotalExplained } from "./TotalExplained.tsx";
import { cellWords, percent } from "./words.ts";

/** What a student sees of their own: what is released, and what that comes to. */
export function OwnGradesCard({ course }: { readonly course: Course }) {
  const own = useQuery(ownGradesQuery(course.id));
  return (
    <QueryCard
      id="own-grades"
      title="Grades"
      subtitle="From released scores alone: what is not released yet is not counted"
      query={own}
      loading="Loading your grades"
      failure="Your grades could not be read"
    >
      {(book) => {
        const row = book.items[0];
        return row === undefined ? (
          <p className="ecode-quiet">You are no student of this course.</p>
        ) : (
          <Own course={course} book={book} row={row} />
        );
      }}
    </QueryCard>
  );
}

function Own(props: { readonly course: Course; readonly book: GradeBook; readonly row: GradeRow }) {
  const { book, row } = props;
  return (
    <>
      <p className="ecode-own-total">
        Your total so far: <strong>{percent(row.result)}</strong>
      </p>
      <Table aria-label="Grades" variant="compact" gridBreakPoint="grid-md">
        <Thead>
          <Tr>
            <Th>What</Th>
            <Th>Category</Th>
            <Th>Score</Th>
          </Tr>
        </Thead>
        <Tbody>
          {book.columns.map((column, index) => {
            const cell = row.cells[index];
            return (
              cell && (
                <Tr key={column.id}>
                  <Td dataLabel="What" modifier="breakWord">
                    {column.kind === "assignment" ? (
                      <Link
                        to="/courses/$course/assignments/$assignment"
                        params={{ course: props.course.id, assignment: column.id }}
                        dir="auto"
                      >
                        {column.title}
                      </Link>
                    ) : (
                      <span dir="auto">{column.title}</span>
                    )}
                  </Td>
                  <Td dataLabel="Category" modifier="breakWord">
                    <span dir="auto">{book.categories.find((one) => one.id === column.category)?.title}</span>
                  </Td>
                  <Td dataLabel="Score">
                    {cell.state === "ungraded" ? "not released" : cellWords(cell, column.kind === "item")}
                  </Td>
                </Tr>
              )
            );
          })}
        </Tbody>
      </Table>
      <details className="ecode-after">
        <summary>How your total comes about</summary>
        <TotalExplained book={book} row={row} total={row.result} />
      </details>
    </>
  );
}
