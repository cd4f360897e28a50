import { Modal, ModalBody, ModalHeader } from "@patternfly/react-core";
import { useId } from "react";
import type { GradeBook, GradeRow } from "../../core/api.ts";
import { TotalExplained } from "./TotalExplained.tsx";
import { percent } from "./words.ts";

/** How the total of one student came about, and what of it the student sees. */
export function TotalDialog(props: {
  readonly book: GradeBook;
  readonly row: GradeRow;
  readonly onClose: () => void;
}) {
  const { book, row } = props;
  const id = useId();
  return (
    <Modal isOpen variant="medium" aria-labelledby={id} onClose={props.onClose}>
      <ModalHeader title={`Total of ${row.name}`} labelId={id} />
      <ModalBody tabIndex={0}>
        <TotalExplained book={book} row={row} total={row.result} />
        {row.released && (
          <p className="ecode-after">The student sees {percent(row.released)}, from released scores alone.</p>
        )}
      </ModalBody>
    </Modal>
  );
}
