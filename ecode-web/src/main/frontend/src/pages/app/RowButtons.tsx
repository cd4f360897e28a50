import { Button } from "@patternfly/react-core";

/** What can be done with one row of a table, whose name the buttons tell to those who do not see the row. */
export function RowButtons(props: {
  readonly name: string;
  readonly onChange: () => void;
  readonly onRemove: () => void;
}) {
  return (
    <span className="ecode-row-buttons">
      <Button variant="link" isInline aria-label={`Change ${props.name}`} onClick={props.onChange}>
        Change
      </Button>
      <Button variant="link" isDanger isInline aria-label={`Remove ${props.name}`} onClick={props.onRemove}>
        Remove
      </Button>
    </span>
  );
}
