import {
  Button,
  Form,
  FormGroup,
  FormSelect,
  FormSelectOption,
  TextInput,
  ToggleGroup,
  ToggleGroupItem,
} from "@patternfly/react-core";
import { useId, useState } from "react";
import { fromLocalInput, timeZone, toLocalInput } from "../app/time.ts";
import { AUDIT_FIELDS, type AuditSearch, OUTCOMES } from "./api.ts";

const HOUR_MILLIS = 60 * 60 * 1000;

const RANGES = [
  { label: "Last hour", millis: HOUR_MILLIS },
  { label: "24 hours", millis: 24 * HOUR_MILLIS },
  { label: "7 days", millis: 7 * 24 * HOUR_MILLIS },
] as const;

const OUTCOME_NAMES = { DONE: "Done", DENIED: "Denied", FAILED: "Failed" } as const;

/** Filters are applied together by Enter or the button, because each reading of the ledger is itself recorded. */
export function AuditFilters(props: {
  readonly search: AuditSearch;
  readonly onSearch: (search: AuditSearch) => void;
}) {
  const { search, onSearch } = props;
  const id = useId();
  const [wanted, setWanted] = useState(search);
  const [before, setBefore] = useState(search);
  const [isFolded, setFolded] = useState(true);
  if (before !== search) {
    setBefore(search);
    setWanted(search);
  }
  const change = (part: AuditSearch) => {
    setWanted({ ...wanted, ...part });
  };
  const text = (field: "q" | "actor" | "action" | "object", label: string, placeholder: string) => (
    <FormGroup label={label} fieldId={`${id}-${field}`}>
      <TextInput
        id={`${id}-${field}`}
        type="search"
        dir="auto"
        autoComplete="off"
        spellCheck={false}
        placeholder={placeholder}
        value={wanted[field] ?? ""}
        onChange={(_event, value) => {
          change({ [field]: value === "" ? undefined : value });
        }}
      />
    </FormGroup>
  );
  const time = (field: "from" | "to", label: string) => (
    <label className="ecode-audit-time">
      {label}
      <TextInput
        type="datetime-local"
        aria-label={label}
        value={wanted[field] === undefined ? "" : toLocalInput(new Date(wanted[field]))}
        onChange={(_event, value) => {
          change({ [field]: fromLocalInput(value) });
        }}
      />
    </label>
  );
  return (
    <Form
      role="search"
      aria-label="Filter the ledger"
      className={`ecode-audit-filters${isFolded ? " ecode-audit-folded" : ""}`}
      onSubmit={(event) => {
        event.preventDefault();
        onSearch(wanted);
      }}
    >
      <div className="ecode-audit-ranges">
        <ToggleGroup aria-label="Time range" isCompact>
          {RANGES.map(({ label, millis }) => (
            <ToggleGroupItem
              key={label}
              text={label}
              buttonId={`${id}-${label}`}
              isSelected={wanted.to === undefined && spans(wanted.from, millis)}
              onChange={() => {
                onSearch({ ...wanted, from: new Date(Date.now() - millis).toISOString(), to: undefined });
              }}
            />
          ))}
          <ToggleGroupItem
            text="All time"
            buttonId={`${id}-all`}
            isSelected={wanted.from === undefined && wanted.to === undefined}
            onChange={() => {
              onSearch({ ...wanted, from: undefined, to: undefined });
            }}
          />
        </ToggleGroup>
        <span className="ecode-audit-toggle">
          <Button
            variant="link"
            isInline
            aria-expanded={!isFolded}
            onClick={() => {
              setFolded(!isFolded);
            }}
          >
            {isFolded ? "More filters" : "Fewer filters"}
          </Button>
        </span>
        {time("from", "From")}
        {time("to", "Until")}
        <span className="ecode-quiet">Times are in {timeZone()}.</span>
      </div>
      <div className="ecode-audit-fields">
        {text("q", "Search", "Any part")}
        {text("actor", "Who", "developer")}
        {text("action", "Action", "workspace.*")}
        {text("object", "Object", "workspace:…")}
        <FormGroup label="Outcome" fieldId={`${id}-outcome`}>
          <FormSelect
            id={`${id}-outcome`}
            value={wanted.outcome ?? ""}
            onChange={(_event, value) => {
              change({ outcome: OUTCOMES.find((outcome) => outcome === value) });
            }}
          >
            <FormSelectOption value="" label="Any" />
            {OUTCOMES.map((outcome) => (
              <FormSelectOption key={outcome} value={outcome} label={OUTCOME_NAMES[outcome]} />
            ))}
          </FormSelect>
        </FormGroup>
        <div className="ecode-audit-buttons">
          <Button type="submit">Apply</Button>
          {AUDIT_FIELDS.some((field) => wanted[field] !== undefined) && (
            <Button
              variant="link"
              onClick={() => {
                onSearch({});
              }}
            >
              Clear
            </Button>
          )}
        </div>
      </div>
    </Form>
  );
}

/** True when `from` is about so long ago: within a twentieth, so that the button stays pressed for a while. */
function spans(from: string | undefined, millis: number): boolean {
  return from !== undefined && Math.abs(Date.now() - Date.parse(from) - millis) < millis / 20;
}
