import { FormGroup, FormHelperText, HelperText, HelperTextItem, TextInput } from "@patternfly/react-core";
import { type ReactNode, useId, useState } from "react";
import { useFault } from "../app/CheckedForm.tsx";

/** Which text describes a field, and whether it holds what it should not. */
export interface Described {
  readonly "aria-describedby"?: string;
  readonly validated?: "error";
}

/** One line of a form with its label, and what it means or what is wrong with it under it. */
export function Labelled(props: {
  readonly label: string;
  readonly help?: string;
  readonly isRequired?: boolean;
  readonly children: (id: string, described: Described) => ReactNode;
}) {
  const id = useId();
  const fault = useFault(id);
  const isDescribed = props.help !== undefined || fault !== undefined;
  return (
    <FormGroup label={props.label} fieldId={id} isRequired={props.isRequired === true}>
      {props.children(id, {
        ...(isDescribed && { "aria-describedby": `${id}-help` }),
        ...(fault !== undefined && { validated: "error" }),
      })}
      {isDescribed && (
        <FormHelperText>
          <HelperText id={`${id}-help`}>
            {fault !== undefined && <HelperTextItem variant="error">{fault}</HelperTextItem>}
            {props.help !== undefined && <HelperTextItem>{props.help}</HelperTextItem>}
          </HelperText>
        </FormHelperText>
      )}
    </FormGroup>
  );
}

export function NumberField(props: {
  readonly label: string;
  readonly help?: string;
  readonly value: string;
  readonly min: number;
  /** Absent where the server alone knows. */
  readonly max?: number;
  /** Usually 1. */
  readonly step?: "any";
  /** That it may be left empty. */
  readonly isOptional?: boolean;
  readonly onChange: (text: string) => void;
}) {
  return (
    <Labelled label={props.label} {...(props.help !== undefined && { help: props.help })}>
      {(id, described) => (
        <TextInput
          id={id}
          type="number"
          isRequired={props.isOptional !== true}
          min={props.min}
          max={props.max}
          step={props.step ?? 1}
          value={props.value}
          {...described}
          onChange={(_event, text) => {
            props.onChange(text);
          }}
        />
      )}
    </Labelled>
  );
}

/** A number from 0 that is told as soon as what is typed is one; what is typed stays as it is. */
export function Quantity(props: {
  readonly label: string;
  readonly help?: string;
  readonly value: number;
  readonly max?: number;
  readonly step?: "any";
  readonly onChange: (value: number) => void;
}) {
  const { value, onChange, ...others } = props;
  const [typed, setTyped] = useState({ text: String(value), value });
  return (
    <NumberField
      {...others}
      min={0}
      value={typed.value === value ? typed.text : String(value)}
      onChange={(text) => {
        const number = text === "" ? Number.NaN : Number(text);
        const isTold = Number.isFinite(number) && number >= 0;
        setTyped({ text, value: isTold ? number : value });
        if (isTold) {
          onChange(number);
        }
      }}
    />
  );
}
