import { Alert, Button, FormSelect, FormSelectOption, Pagination } from "@patternfly/react-core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Course, GradeBook, GradeColumn, GradeRow } from "../../core/api.ts";
import { QueryCard } from "../app/QueryCard.tsx";
import { exportHref, gradeBookQuery, type Order, STUDENTS_ON_A_PAGE } from "./api.ts";
import { CellDialog } from "./CellDialog.tsx";
import { GradeTable } from "./GradeTable.tsx";
import { ItemDialog } from "./ItemDialog.tsx";
import { PlanDialog } from "./PlanDialog.tsx";
import { TotalDialog } from "./TotalDialog.tsx";
import { weightsWords } from "./words.ts";

type Dialog =
  | { readonly kind: "none" | "plan" | "new-item" }
  | { readonly kind: "cell"; readonly enrolment: string; readonly index: number }
  | { readonly kind: "total"; readonly enrolment: string }
  | { readonly kind: "item"; readonly column: string };

/** All students with all that counts. */
export function GradeBookCard({ course }: { readonly course: Course }) {
  const [order, setOrder] = useState<Order>({ section: "", by: "name", descending: false, page: 0 });
  const book = useQuery(gradeBookQuery(course.id, order));
  const [dialog, setDialog] = useState<Dialog>({ kind: "none" });
  const close = () => {
    setDialog({ kind: "none" });
  };
  const change = (wanted: Partial<Order>) => {
    setOrder((before) => ({ ...before, ...wanted }));
  };
  return (
    <>
      <QueryCard
        id="grades"
        title="Students"
        subtitle="Open a cell for what it says and how it came about. Arrow keys go from cell to cell"
        action={
          <span className="ecode-row-buttons">
            {book.data?.mayChange === true && (
              <>
                <Button
                  variant="secondary"
                  onClick={() => {
                    setDialog({ kind: "plan" });
                  }}
                >
                  Weights
                </Button>
                <Button
                  variant="secondary"
                  onClick={() => {
                    setDialog({ kind: "new-item" });
                  }}
                >
                  Add a column
                </Button>
              </>
            )}
            <a href={exportHref(course.id, order.section)} download="gradebook.csv">
              Save as CSV
            </a>
          </span>
        }
        query={book}
        loading="Loading the grade book"
        failure="The grade book could not be read"
        height="20rem"
      >
        {(data) => (
          <>
            <Warnings book={data} />
            <SectionField book={data} order={order} onChange={change} />
            {data.total === 0 ? (
              <p className="ecode-quiet">
                {order.section === ""
                  ? "The course has no students yet."
                  : "There is nobody in this section."}
              </p>
            ) : (
              <GradeTable
                book={data}
                course={course.id}
                order={order}
                onOrder={change}
                onCell={(row, index) => {
                  setDialog({ kind: "cell", enrolment: row.enrolment, index });
                }}
                onTotal={(row) => {
                  setDialog({ kind: "total", enrolment: row.enrolment });
                }}
                onItem={(column) => {
                  setDialog({ kind: "item", column: column.id });
                }}
              />
            )}
            {data.total > STUDENTS_ON_A_PAGE && (
              <Pagination
                itemCount={data.total}
                perPage={STUDENTS_ON_A_PAGE}
                page={order.page + 1}
                perPageOptions={[]}
                onSetPage={(_event, wanted) => {
                  change({ page: wanted - 1 });
                }}
              />
            )}
          </>
        )}
      </QueryCard>
      {book.data !== undefined && <Opened course={course} book={book.data} dialog={dialog} onClose={close} />}
    </>
  );
}

function Opened(props: {
  readonly course: Course;
  readonly book: GradeBook;
  readonly dialog: Dialog;
  readonly onClose: () => void;
}) {
  const { course, book, dialog, onClose } = props;
  const row = (enrolment: string): GradeRow | undefined =>
    book.items.find((one) => one.enrolment === enrolment);
  switch (dialog.kind) {
    case "plan":
      return <PlanDialog course={course.id} book={book} onClose={onClose} />;
    case "new-item":
      return <ItemDialog course={course.id} book={book} column={null} onClose={onClose} />;
    case "item": {
      const column: GradeColumn | undefined = book.columns.find((one) => one.id === dialog.column);
      return column ? <ItemDialog course={course.id} book={book} column={column} onClose={onClose} /> : null;
    }
    case "cell": {
      const found = row(dialog.enrolment);
      return found ? (
        <CellDialog course={course.id} book={book} row={found} index={dialog.index} onClose={onClose} />
      ) : null;
    }
    case "total": {
      const found = row(dialog.enrolment);
      return found ? <TotalDialog book={book} row={found} onClose={onClose} /> : null;
    }
    case "none":
      return null;
  }
}

function Warnings({ book }: { readonly book: GradeBook }) {
  const weights = weightsWords(book);
  return weights === null ? null : (
    <Alert variant="warning" isInline component="p" title={weights} className="ecode-grades-warning" />
  );
}

function SectionField(props: {
  readonly book: GradeBook;
  readonly order: Order;
  readonly onChange: (order: Partial<Order>) => void;
}) {
  const { sections } = props.book;
  return sections.length === 0 ? null : (
    <FormSelect
      aria-label="Section"
      className="ecode-grades-section"
      value={props.order.section}
      onChange={(_event, section) => {
        props.onChange({ section, page: 0 });
      }}
    >
      <FormSelectOption value="" label="All sections" />
      {sections.map((section) => (
        <FormSelectOption key={section} value={section} label={section} />
      ))}
    </FormSelect>
  );
}
