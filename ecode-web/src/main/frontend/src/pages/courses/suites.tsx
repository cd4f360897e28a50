import { TextArea } from "@patternfly/react-core";
import { Labelled } from "./fields.tsx";

export const VISIBILITIES = {
  public: "Everybody",
  "after-due": "Everybody, when it was due for them",
  hidden: "Those who run the course",
} as const;

/** Who does not see a test, before its weight. */
export const UNSEEN = { public: "", "after-due": "hidden until it was due, ", hidden: "hidden, " } as const;

/** What a test counts. */
export function weightOf(test: { readonly weight?: number; readonly quarantined?: boolean }): string {
  return test.quarantined === true ? "in quarantine: it counts nothing" : `weight ${test.weight ?? 1}`;
}

/** Text as it is, or that there is none. */
export function Preformatted({ label, text }: { readonly label: string; readonly text: string }) {
  return text === "" ? (
    <span className="ecode-quiet">nothing</span>
  ) : (
    <pre tabIndex={0} className="ecode-code" aria-label={label}>
      {text}
    </pre>
  );
}

export function Lines(props: {
  readonly label: string;
  readonly help?: string;
  readonly rows?: number;
  readonly value: string;
  readonly onChange: (text: string) => void;
}) {
  return (
    <Labelled label={props.label} {...(props.help !== undefined && { help: props.help })}>
      {(id, described) => (
        <TextArea
          id={id}
          className="ecode-code"
          dir="ltr"
          rows={props.rows ?? 3}
          resizeOrientation="vertical"
          spellCheck={false}
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
