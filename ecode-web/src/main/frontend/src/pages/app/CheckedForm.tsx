import { Alert, Form } from "@patternfly/react-core";
import {
  createContext,
  type ReactNode,
  type SubmitEvent,
  type SyntheticEvent,
  useContext,
  useState,
} from "react";
import { type Fault, faultsOf } from "./faults.ts";

/** By id of the field. */
const Faults = createContext<ReadonlyMap<string, Fault>>(new Map());

/** What is wrong with a field of a {@link CheckedForm}, since one wanted to send it. */
export function useFault(field: string): string | undefined {
  return useContext(Faults).get(field)?.text;
}

/**
 * A form that is sent when all its fields hold what they should. Otherwise nothing is sent: what is wrong is said and stands at
 * each field, and the first of them has the focus.
 */
export function CheckedForm(props: {
  readonly id?: string;
  readonly className?: string;
  readonly onSubmit: () => void;
  readonly children: ReactNode;
}) {
  const [faults, setFaults] = useState<ReadonlyMap<string, Fault>>(new Map());
  const send = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const found = faultsOf(event.currentTarget);
    setFaults(new Map(found.map((one) => [one.field.id, one])));
    const [first] = found;
    if (first === undefined) {
      props.onSubmit();
    } else {
      first.field.focus();
    }
  };
  const forget = (event: SyntheticEvent) => {
    const { target } = event;
    if (target instanceof Element && faults.has(target.id)) {
      setFaults(new Map([...faults].filter(([id]) => id !== target.id)));
    }
  };
  return (
    <Form
      {...(props.id !== undefined && { id: props.id })}
      {...(props.className !== undefined && { className: props.className })}
      onSubmit={send}
      onChange={forget}
      noValidate
    >
      {faults.size > 0 && (
        <Alert variant="danger" isInline title="Nothing was sent" component="h2">
          <div role="alert">
            {[...faults.values()].map(({ field, label, text }) => (
              <p key={field.id}>
                {label}: {text}
              </p>
            ))}
          </div>
        </Alert>
      )}
      <Faults value={faults}>{props.children}</Faults>
    </Form>
  );
}
