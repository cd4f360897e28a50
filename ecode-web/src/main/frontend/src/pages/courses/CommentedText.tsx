import { Button, TextArea } from "@patternfly/react-core";
import { useState } from "react";
import type { ReleasedComment, SubmissionComment } from "../../core/api.ts";
import { ProblemAlert } from "../app/ProblemAlert.tsx";
import { useMarkDeeds } from "./marking.ts";

const LONGEST = 4_000;

/** A file with what was said of its lines. */
export function CommentedText(props: {
  readonly submission: string;
  readonly path: string;
  readonly text: string;
  readonly comments: readonly (ReleasedComment | SubmissionComment)[];
  readonly mayChange: boolean;
}) {
  const { path } = props;
  const [line, setLine] = useState<number>();
  const lines = props.text.split("\n");
  return (
    <ol className="ecode-lines" aria-label={path}>
      {lines.map((text, index) => {
        const number = index + 1;
        const said = props.comments.filter((one) => one.path === path && one.line === number);
        return (
          <li key={number}>
            <div className="ecode-line">
              {props.mayChange ? (
                <Button
                  variant="plain"
                  className="ecode-line-number"
                  aria-label={`Comment on line ${number} of ${path}`}
                  aria-expanded={line === number}
                  onClick={() => {
                    setLine(line === number ? undefined : number);
                  }}
                >
                  {number}
                </Button>
              ) : (
                <span className="ecode-line-number">{number}</span>
              )}
              <code>{text === "" ? " " : text}</code>
            </div>
            <Said submission={props.submission} comments={said} mayChange={props.mayChange} />
            {line === number && (
              <CommentForm
                submission={props.submission}
                place={{ path, line: number }}
                onDone={() => {
                  setLine(undefined);
                }}
              />
            )}
          </li>
        );
      })}
    </ol>
  );
}

/** What was said in one place. */
export function Said(props: {
  readonly submission: string;
  readonly comments: readonly (ReleasedComment | SubmissionComment)[];
  readonly mayChange: boolean;
}) {
  const { removeComment } = useMarkDeeds(props.submission);
  return props.comments.map((one, index) => (
    <p key={"id" in one ? one.id : index} className="ecode-comment">
      <span className="ecode-quiet">{one.by}:</span> <span dir="auto">{one.text}</span>{" "}
      {props.mayChange && "id" in one && (
        <Button
          variant="link"
          isInline
          isLoading={removeComment.isPending}
          aria-label={`Delete “${one.text.slice(0, 40)}”`}
          onClick={() => {
            removeComment.mutate(one.id);
          }}
        >
          Delete
        </Button>
      )}
    </p>
  ));
}

/** Says something of a line, or without a place of all of it. */
export function CommentForm(props: {
  readonly submission: string;
  readonly place?: { readonly path: string; readonly line: number };
  readonly onDone: () => void;
}) {
  const { comment } = useMarkDeeds(props.submission);
  const [text, setText] = useState("");
  const where = props.place ? `line ${props.place.line} of ${props.place.path}` : "all of it";
  return (
    <div className="ecode-comment">
      {comment.error !== null && <ProblemAlert title="Nothing was said" error={comment.error} />}
      <TextArea
        aria-label={`What you say of ${where}`}
        dir="auto"
        rows={2}
        autoFocus
        maxLength={LONGEST}
        value={text}
        onChange={(_event, value) => {
          setText(value);
        }}
      />
      <span className="ecode-row-buttons">
        <Button
          variant="secondary"
          isDisabled={text.trim() === ""}
          isLoading={comment.isPending}
          onClick={() => {
            comment.mutate({ ...props.place, text: text.trim() }, { onSuccess: props.onDone });
          }}
        >
          Comment
        </Button>
        <Button variant="link" onClick={props.onDone}>
          Cancel
        </Button>
      </span>
    </div>
  );
}
