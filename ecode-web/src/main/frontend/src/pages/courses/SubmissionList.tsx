import { ExpandableSection, Label, List, ListItem, Skeleton } from "@patternfly/react-core";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { Submission, SubmittedFile } from "../../core/api.ts";
import { ProblemAlert } from "../app/ProblemAlert.tsx";
import { submittedFileHref, submittedFilesQuery, submittedTextQuery } from "./assignments.ts";
import { AttemptComparison } from "./AttemptComparison.tsx";
import { CommentedText } from "./CommentedText.tsx";
import { GradingReport, ScoreLabel } from "./GradingReport.tsx";
import { MarkPanel } from "./MarkPanel.tsx";
import { markQuery, releasedMarkQuery } from "./marking.ts";
import { ReleasedPanel } from "./ReleasedPanel.tsx";
import { inZone } from "./zones.ts";

const LARGEST_SHOWN = 100_000;

/** Submissions, newest first; each opens to show its files. */
export function SubmissionList(props: {
  readonly label: string;
  readonly submissions: readonly Submission[];
  readonly zone: string;
  /** Those of others, for those who run the course. */
  readonly judging?: { readonly mayChange: boolean };
}) {
  const listed = props.submissions.map(({ id }) => id);
  return (
    <List isPlain isBordered aria-label={props.label} className="ecode-after ecode-attempts">
      {props.submissions.map((one) => (
        <ListItem key={one.id}>
          <Opening
            title={
              <>
                {props.judging && (
                  <span dir="auto">{one.group ? `${one.group} (${one.name})` : one.name} · </span>
                )}
                Attempt {one.attempt} · {inZone(one.receivedAt, props.zone)}{" "}
                <ScoreLabel submission={one} listed={listed} isJudged={props.judging !== undefined} />{" "}
                {one.lateDays > 0 && (
                  <Label isCompact color="blue">
                    {one.lateDays === 1 ? "1 late day" : `${one.lateDays} late days`}
                  </Label>
                )}{" "}
                {one.lateOff > 0 && (
                  <Label isCompact color="orange">
                    late, {one.lateOff} % off
                  </Label>
                )}
              </>
            }
          >
            {props.judging ? (
              <MarkPanel
                assignment={one.assignment}
                submission={one.id}
                mayChange={props.judging.mayChange}
              />
            ) : (
              <ReleasedPanel assignment={one.assignment} submission={one.id} zone={props.zone} />
            )}
            <GradingReport submission={one} isJudged={props.judging !== undefined} />
            <AttemptComparison
              submission={one}
              among={
                props.judging
                  ? props.submissions.filter((other) => isAttemptOfSame(one, other))
                  : props.submissions
              }
              zone={props.zone}
            />
            <Files submission={one} {...(props.judging && { judging: props.judging })} />
          </Opening>
        </ListItem>
      ))}
    </List>
  );
}

/** Whether both are of the same person, or of the same group. */
function isAttemptOfSame(one: Submission, other: Submission): boolean {
  return one.user === other.user || (Boolean(one.group) && one.group === other.group);
}

/** Asks for what is in it when it is opened. */
function Opening(props: { readonly title: ReactNode; readonly children: ReactNode }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <ExpandableSection
      toggleContent={props.title}
      isExpanded={isOpen}
      onToggle={(_event, open) => {
        setOpen(open);
      }}
    >
      {isOpen && props.children}
    </ExpandableSection>
  );
}

function Files(props: {
  readonly submission: Submission;
  readonly judging?: { readonly mayChange: boolean };
}) {
  const { submission, judging } = props;
  const files = useQuery(submittedFilesQuery(submission.id));
  if (files.isPending) {
    return <Skeleton height="2rem" screenreaderText="Loading the files" />;
  }
  if (files.isError) {
    return <ProblemAlert title="The files could not be read" error={files.error} />;
  }
  return files.data.length === 0 ? (
    <p className="ecode-quiet">There are no files in it.</p>
  ) : (
    <List isPlain aria-label={`Files of attempt ${submission.attempt}`}>
      {files.data.map((file) => (
        <ListItem key={file.path}>
          <Opening
            title={
              <span className="ecode-break" dir="ltr">
                {file.path}
              </span>
            }
          >
            <FileText submission={submission} file={file} {...(judging && { judging })} />
          </Opening>
        </ListItem>
      ))}
    </List>
  );
}

function FileText(props: {
  readonly submission: Submission;
  readonly file: SubmittedFile;
  readonly judging?: { readonly mayChange: boolean };
}) {
  const { submission, file, judging } = props;
  const mark = useQuery({ ...markQuery(submission.id), enabled: judging !== undefined });
  const released = useQuery({ ...releasedMarkQuery(submission.id), enabled: judging === undefined });
  const isShown = file.size <= LARGEST_SHOWN;
  const text = useQuery({ ...submittedTextQuery(submission.id, file.path), enabled: isShown });
  if (!isShown) {
    return (
      <a href={submittedFileHref(submission.id, file.path)} download={file.path.split("/").at(-1)}>
        Download {file.size} bytes
      </a>
    );
  }
  if (text.isError) {
    return <ProblemAlert title="The file could not be read" error={text.error} />;
  }
  return text.data === undefined ? (
    <Skeleton height="2rem" screenreaderText="Loading the file" />
  ) : (
    <CommentedText
      submission={submission.id}
      path={file.path}
      text={text.data}
      comments={(judging === undefined ? released.data : mark.data)?.comments ?? []}
      mayChange={judging?.mayChange === true}
    />
  );
}
