import { Alert, AlertActionLink, ClipboardCopy } from "@patternfly/react-core";
import { Problem, Unreachable } from "../../core/problem.ts";
import { Unsettled } from "./deed-key.ts";

export interface Explanation {
  readonly text: string;
  readonly requestId: string | null;
}

/** What went wrong, in the server's own words where it said anything. */
export function explain(error: unknown): Explanation {
  if (error instanceof Problem) {
    return { text: error.detail, requestId: error.requestId };
  }
  if (error instanceof Unsettled) {
    return {
      text: `${
        error.cause instanceof Problem
          ? error.cause.detail
          : "E-Code did not answer in time. Check your connection and press the button again."
      } What was done is not done twice.`,
      requestId: error.cause instanceof Problem ? error.cause.requestId : null,
    };
  }
  if (error instanceof Unreachable) {
    return {
      text: "E-Code did not answer. Check your connection; it may or may not have received this.",
      requestId: null,
    };
  }
  return { text: "This page failed at something it should be able to do. Reload it.", requestId: null };
}

/** A failure where it happened: what went wrong, the id under which the server's log has it, and a way to go on. */
export function ProblemAlert(props: {
  readonly title: string;
  readonly error: unknown;
  readonly onRetry?: () => void;
}) {
  const { text, requestId } = explain(props.error);
  return (
    <Alert
      variant="danger"
      isInline
      title={props.title}
      component="h2"
      {...(props.onRetry && {
        actionLinks: <AlertActionLink onClick={props.onRetry}>Try again</AlertActionLink>,
      })}
    >
      <p role="alert">{text}</p>
      {requestId !== null && <RequestId id={requestId} />}
    </Alert>
  );
}

export function RequestId({ id }: { readonly id: string }) {
  return (
    <div className="ecode-request">
      Request{" "}
      <ClipboardCopy isReadOnly hoverTip="Copy" clickTip="Copied" variant="inline-compact" isCode>
        {id}
      </ClipboardCopy>
    </div>
  );
}
