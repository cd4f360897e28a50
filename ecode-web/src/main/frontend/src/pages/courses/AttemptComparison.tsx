import {
  ExpandableSection,
  FormSelect,
  FormSelectOption,
  Label,
  List,
  ListItem,
  Skeleton,
} from "@patternfly/react-core";
import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import type { Submission } from "../../core/api.ts";
import { ProblemAlert } from "../app/ProblemAlert.tsx";
import { submittedFilesQuery, submittedTextQuery } from "./assignments.ts";
import { type ChangedFile, changedFiles } from "./changed-files.ts";
import { ComparedLines } from "./ComparedLines.tsx";
import { inZone } from "./zones.ts";

const LARGEST_COMPARED = 100_000;

/** What changed between an attempt and another one, which is chosen. */
export function AttemptComparison(props: {
  readonly submission: Submission;
  /** What it may be compared with: attempts of the same person or the same group. */
  readonly among: readonly Submission[];
  readonly zone: string;
}) {
  const { submission, among, zone } = props;
  const [chosen, setChosen] = useState("");
  const id = useId();
  const others = among.filter((one) => one.id !== submission.id);
  const other = others.find((one) => one.id === chosen);
  if (others.length === 0) {
    return null;
  }
  return (
    <section className="ecode-grading" aria-label={`Compare attempt ${submission.attempt}`}>
      <label htmlFor={id}>Compare with </label>
      <FormSelect
        id={id}
        className="ecode-compare-with"
        value={chosen}
        onChange={(_event, value) => {
          setChosen(value);
        }}
      >
        <FormSelectOption value="" label="another attempt" />
        {others.map((one) => (
          <FormSelectOption
            key={one.id}
            value={one.id}
            label={`Attempt ${one.attempt} · ${inZone(one.receivedAt, zone)}${
              one.user === submission.user ? "" : ` · ${one.name}`
            }`}
          />
        ))}
      </FormSelect>
      {other && (
        <Comparison
          key={other.id}
          older={isBefore(other, submission) ? other : submission}
          newer={isBefore(other, submission) ? submission : other}
        />
      )}
    </section>
  );
}

/** By time: attempts made alone and those of a group are counted apart. */
function isBefore(one: Submission, other: Submission): boolean {
  return new Date(one.receivedAt) < new Date(other.receivedAt);
}

function Comparison({ older, newer }: { readonly older: Submission; readonly newer: Submission }) {
  const before = useQuery(submittedFilesQuery(older.id));
  const after = useQuery(submittedFilesQuery(newer.id));
  const error = before.error ?? after.error;
  if (error) {
    return <ProblemAlert title="The attempts could not be compared" error={error} />;
  }
  if (before.data === undefined || after.data === undefined) {
    return <Skeleton height="2rem" screenreaderText="Comparing the attempts" />;
  }
  const { changed, same } = changedFiles(before.data, after.data);
  return (
    <>
      <p role="status">
        From attempt {older.attempt} to attempt {newer.attempt}: {summary(changed, same)}
      </p>
      {changed.length > 0 && (
        <List isPlain aria-label="Files that differ">
          {changed.map((file) => (
            <ListItem key={file.path}>
              <OpeningFile file={file} older={older.id} newer={newer.id} />
            </ListItem>
          ))}
        </List>
      )}
    </>
  );
}

const KINDS = {
  added: { color: "green", text: "added" },
  removed: { color: "red", text: "removed" },
  changed: { color: "blue", text: "changed" },
} as const;

function kindOf(file: ChangedFile): keyof typeof KINDS {
  return file.older === undefined ? "added" : file.newer === undefined ? "removed" : "changed";
}

function summary(changed: readonly ChangedFile[], same: number): string {
  if (changed.length === 0) {
    return "all files are the same.";
  }
  const counts = (["changed", "added", "removed"] as const)
    .map((kind) => ({ kind, count: changed.filter((file) => kindOf(file) === kind).length }))
    .filter(({ count }) => count > 0)
    .map(({ kind, count }) => `${count} ${count === 1 ? "file" : "files"} ${kind}`);
  return `${counts.join(", ")}; ${same} the same.`;
}

interface FileProps {
  readonly file: ChangedFile;
  /** Ids of the submissions. */
  readonly older: string;
  readonly newer: string;
}

/** Asks for the texts when it is opened. */
function OpeningFile(props: FileProps) {
  const [isOpen, setOpen] = useState(false);
  const kind = KINDS[kindOf(props.file)];
  return (
    <ExpandableSection
      toggleContent={
        <>
          <span className="ecode-break" dir="ltr">
            {props.file.path}
          </span>{" "}
          <Label isCompact color={kind.color}>
            {kind.text}
          </Label>
        </>
      }
      isExpanded={isOpen}
      onToggle={(_event, open) => {
        setOpen(open);
      }}
    >
      {isOpen && <FileComparison {...props} />}
    </ExpandableSection>
  );
}

function FileComparison({ file, older, newer }: FileProps) {
  const isShort = Math.max(file.older?.size ?? 0, file.newer?.size ?? 0) <= LARGEST_COMPARED;
  const before = useQuery({
    ...submittedTextQuery(older, file.path),
    enabled: isShort && file.older !== undefined,
  });
  const after = useQuery({
    ...submittedTextQuery(newer, file.path),
    enabled: isShort && file.newer !== undefined,
  });
  const was = file.older === undefined ? "" : before.data;
  const is = file.newer === undefined ? "" : after.data;
  const isText = !`${was ?? ""}${is ?? ""}`.includes("\0");
  const lines = useQuery({
    queryKey: ["submissions", "compared", older, newer, file.path],
    // VS Code's comparison is asked for when somebody compares.
    queryFn: async () => {
      const { comparedLines } = await import("./compared-lines.ts");
      return comparedLines(was ?? "", is ?? "");
    },
    enabled: isText && was !== undefined && is !== undefined,
    staleTime: Infinity,
  });
  const error = before.error ?? after.error ?? lines.error;
  if (error) {
    return <ProblemAlert title="The file could not be compared" error={error} />;
  }
  if (!isShort || !isText) {
    return (
      <p className="ecode-quiet">
        It is {isShort ? "not a text" : "too long to be compared here"}: {sizes(file)}.
      </p>
    );
  }
  if (lines.data === undefined) {
    return <Skeleton height="2rem" screenreaderText="Comparing the file" />;
  }
  return lines.data.length === 0 ? (
    <p className="ecode-quiet">Its lines are the same; they end in another way.</p>
  ) : (
    <ComparedLines
      label={`What differs in ${file.path}`}
      lines={lines.data}
      removed="Removed"
      added="Added"
    />
  );
}

function sizes(file: ChangedFile): string {
  return [file.older, file.newer]
    .filter((one) => one !== undefined)
    .map((one) => `${one.size} bytes`)
    .join(", then ");
}
