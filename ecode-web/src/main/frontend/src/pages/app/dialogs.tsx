import { Button, Modal, ModalBody, ModalFooter, ModalHeader } from "@patternfly/react-core";
import { type ReactNode, useId } from "react";
import { CheckedForm } from "./CheckedForm.tsx";
import { ProblemAlert } from "./ProblemAlert.tsx";

interface Deed {
  readonly title: string;
  readonly submit: string;
  readonly isSending: boolean;
  readonly error: unknown;
  readonly failure: string;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A form in a dialog: Enter sends it, Escape closes it, and what went wrong is said inside it. */
export function FormDialog(
  props: Deed & {
    readonly isDanger?: boolean;
    readonly isReady: boolean;
    /** While it is being done and can no longer be taken back. */
    readonly isFixed?: boolean;
  },
) {
  const id = useId();
  const send = () => {
    if (props.isReady && !props.isSending) {
      props.onSubmit();
    }
  };
  return (
    <Modal
      isOpen
      variant="small"
      {...(props.isFixed ? {} : { onClose: props.onClose })}
      aria-labelledby={`${id}-title`}
      elementToFocus={`#${id} :is(input, textarea, select)`}
    >
      <ModalHeader title={props.title} labelId={`${id}-title`} />
      <ModalBody tabIndex={-1}>
        <CheckedForm id={id} onSubmit={send}>
          {props.error !== null && <ProblemAlert title={props.failure} error={props.error} />}
          {props.children}
        </CheckedForm>
      </ModalBody>
      <ModalFooter>
        <Button
          type="submit"
          form={id}
          variant={props.isDanger ? "danger" : "primary"}
          isDisabled={!props.isReady}
          isLoading={props.isSending}
        >
          {props.submit}
        </Button>
        <Button variant="link" onClick={props.onClose} isDisabled={props.isFixed === true}>
          Cancel
        </Button>
      </ModalFooter>
    </Modal>
  );
}

/** Asks once more before something that cannot be taken back. */
export function ConfirmDialog(props: Deed) {
  const id = useId();
  return (
    <Modal isOpen variant="small" aria-labelledby={id} onClose={props.onClose}>
      <ModalHeader title={props.title} labelId={id} titleIconVariant="warning" />
      <ModalBody>
        {props.error !== null && <ProblemAlert title={props.failure} error={props.error} />}
        {props.children}
      </ModalBody>
      <ModalFooter>
        <Button variant="danger" isLoading={props.isSending} onClick={props.onSubmit}>
          {props.submit}
        </Button>
        <Button variant="link" onClick={props.onClose}>
          Cancel
        </Button>
      </ModalFooter>
    </Modal>
  );
}
