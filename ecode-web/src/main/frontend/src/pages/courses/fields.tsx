import { FormGroup, FormHelperText, HelperText, HelperTextItem, TextInput } from "@patternfly/react-core";
import { type ReactNode, useId } from "react";

/** One line of a form with its label, and what it means under it. */
export function Labelled(props: {
  readonly label: string;
  readonly help?: string;
  readonly children: (id: string, described: { readonly "aria-describedby"?: string }) => ReactNode;
}) {
  const id = useId();
  return (
    <FormGroup label={props.label} fieldId={id}>
      {props.children(id, props.help === undefined ? {} : { "aria-describedby": `${id}-help` })}
      {props.help !== undefined && (
        <FormHelperText>
          <HelperText id={`${id}-help`}>
            <HelperTextItem>{props.help}</HelperTextItem>
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
  readonly max: number;
  /** Usually 1. */
  readonly step?: "any";
  readonly onChange: (text: string) => void;
}) {
  return (
    <Labelled label={props.label} {...(props.help !== undefined && { help: props.help })}>
      {(id, described) => (
        <TextInput
          id={id}
          type="number"
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
