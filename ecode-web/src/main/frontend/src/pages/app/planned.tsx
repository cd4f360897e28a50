import { Alert, Button, FormGroup } from "@patternfly/react-core";

/** Where a CSV is chosen; choosing the same file again, which may have been mended, counts. */
export function CsvField(props: {
  readonly id: string;
  readonly label: string;
  readonly onFile: (bytes: Uint8Array<ArrayBuffer>) => void;
}) {
  return (
    <FormGroup label={props.label} fieldId={props.id}>
      <input
        id={props.id}
        type="file"
        accept=".csv,.txt,.tsv,text/csv"
        className="ecode-file"
        onClick={(event) => {
          event.currentTarget.value = "";
        }}
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file !== undefined) {
            void file.arrayBuffer().then((buffer) => {
              props.onFile(new Uint8Array(buffer));
            });
          }
        }}
      />
    </FormGroup>
  );
}

const MOST_FAULTS = 50;

/** Why a file cannot be used, line by line. */
export function Faults(props: {
  /** What they are of, as in "3 of its lines". */
  readonly subject: string;
  readonly faults: readonly { readonly line: number; readonly field?: string; readonly message: string }[];
}) {
  const { faults } = props;
  return (
    <Alert
      variant="danger"
      isInline
      component="h3"
      title={`${props.subject} cannot be used. Mend them and choose the file again; nothing is changed.`}
    >
      <ul>
        {faults.slice(0, MOST_FAULTS).map(({ line, field, message }) => (
          <li key={`${line} ${field ?? ""}`}>
            Line {line}
            {field !== undefined && `, ${field}`}: {message}
          </li>
        ))}
        {faults.length > MOST_FAULTS && <li>and {faults.length - MOST_FAULTS} more</li>}
      </ul>
    </Alert>
  );
}

/** Carries a plan out, or not. */
export function PlanButtons(props: {
  readonly label: string;
  readonly isDisabled: boolean;
  readonly isSending: boolean;
  readonly onApply: () => void;
  readonly onForget: () => void;
}) {
  return (
    <span className="ecode-row-buttons">
      <Button isDisabled={props.isDisabled} isLoading={props.isSending} onClick={props.onApply}>
        {props.label}
      </Button>
      <Button variant="link" onClick={props.onForget}>
        Forget it
      </Button>
    </span>
  );
}

/** A value and what becomes of it; nothing before when it is new. */
export function BeforeAfter(props: { readonly before?: string | null | undefined; readonly after: string }) {
  return (
    <>
      {props.before && (
        <>
          <del className="ecode-value">{props.before}</del>{" "}
        </>
      )}
      <ins className="ecode-value">{props.after}</ins>
    </>
  );
}
