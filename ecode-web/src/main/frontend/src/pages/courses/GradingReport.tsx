import { Label, List, ListItem, Skeleton } from "@patternfly/react-core";
import { useQuery } from "@tanstack/react-query";
import type { Grading, Submission, TestResult } from "../../core/api.ts";
import { OUTCOMES, shouldWrite } from "../../core/outcomes.ts";
import { ProblemAlert } from "../app/ProblemAlert.tsx";
import { bundleHref, gradingQuery, receiptHref, scoresQuery } from "./gradings.ts";
import { marksQuery } from "./marking.ts";
import { isComparable, OutputDifference } from "./OutputDifference.tsx";
import { progress } from "./progress.ts";

/** The score beside a submission, or that it is not known yet: for those who run the course the one that counts. */
export function ScoreLabel(props: {
  readonly submission: Submission;
  /** Ids of all submissions that are listed. */
  readonly listed: readonly string[];
  readonly isJudged: boolean;
}) {
  const { submission, listed, isJudged } = props;
  const scores = useQuery(scoresQuery(submission.assignment, !isJudged, listed));
  const done = [...(scores.data?.values() ?? [])].filter((one) => one.state === "done").length;
  const marks = useQuery({ ...marksQuery(submission.assignment, done, listed), enabled: isJudged });
  const tested = scores.data?.get(submission.id);
  const score = isJudged ? marks.data?.get(submission.id)?.score : tested?.score;
  if (typeof score !== "number" && tested === undefined) {
    return null;
  }
  return (
    <Label isCompact variant="outline">
      {typeof score === "number" ? `Score ${score}` : tested?.state === "done" ? "tested" : tested?.state}
    </Label>
  );
}

/** What came of testing a submission, or where it is in the queue. */
export function GradingReport(props: {
  readonly submission: Submission;
  /** For those who run the course: hidden tests may be taken out of here. */
  readonly isJudged: boolean;
}) {
  const { submission, isJudged } = props;
  const grading = useQuery(gradingQuery(submission.id, !isJudged));
  if (grading.isPending) {
    return <Skeleton height="2rem" screenreaderText="Loading what came of the tests" />;
  }
  if (grading.isError) {
    return <ProblemAlert title="What came of the tests could not be read" error={grading.error} />;
  }
  return (
    <div className="ecode-grading">
      {grading.data === null ? (
        <p className="ecode-quiet">This submission is not tested.</p>
      ) : (
        <Report grading={grading.data} mayExport={isJudged} />
      )}
    </div>
  );
}

function Report({ grading, mayExport }: { readonly grading: Grading; readonly mayExport: boolean }) {
  if (grading.state !== "done") {
    return <p>{progress(grading)}</p>;
  }
  const { hidden } = grading;
  return (
    <>
      <p>
        {typeof grading.score === "number" ? (
          <strong>
            {grading.score} of {grading.points} points
          </strong>
        ) : (
          "It was tested. You see the score when it is released."
        )}
      </p>
      {grading.receipt && (
        <p>
          <a href={receiptHref(grading.submission)} download>
            Receipt of this score
          </a>
          {mayExport && (
            <>
              {" · "}
              <a href={bundleHref(grading.submission)} download>
                All to test it again
              </a>
            </>
          )}
        </p>
      )}
      {grading.compileOutput && (
        <>
          <p>The compiler said:</p>
          <Text label="What the compiler said" text={grading.compileOutput} />
        </>
      )}
      <List isPlain aria-label="Tests">
        {grading.tests.map((test) => (
          <ListItem key={test.name}>
            <Result test={test} />
          </ListItem>
        ))}
      </List>
      {hidden && (
        <p className="ecode-quiet">
          {typeof hidden.passed === "number"
            ? `${hidden.passed} of ${hidden.tests} hidden tests passed.`
            : `There are ${hidden.tests} hidden tests.`}
        </p>
      )}
    </>
  );
}

function Result({ test }: { readonly test: TestResult }) {
  const passed = test.outcome === "passed";
  return (
    <>
      <p>
        <Label isCompact color={passed ? "green" : test.outcome === "partly" ? "orange" : "red"}>
          {OUTCOMES[test.outcome]}
          {test.outcome === "partly" && `, ${test.percent} %`}
        </Label>{" "}
        <span dir="auto">{test.name}</span>{" "}
        {test.visibility !== "public" && (
          <Label isCompact variant="outline">
            {test.visibility === "hidden" ? "hidden" : "after the due date"}
          </Label>
        )}{" "}
        <span className="ecode-quiet">
          {test.cpuMillis} ms of processor time, {Math.ceil(test.peakMemoryBytes / 1024 / 1024)} MiB
          {test.runs > 1 && ", run twice because it was near a limit"}
        </span>
      </p>
      {test.remark && <Text label={`What is said of ${test.name}`} text={test.remark} />}
      {!passed && test.kind === "unit" && (test.stderr !== "" || !test.remark) && (
        <Text label={`Why ${test.name} failed`} text={test.stderr} />
      )}
      {!passed && test.kind === "output" && test.outcome !== "compile-error" && (
        <dl className="ecode-result">
          <dt>Input</dt>
          <dd>
            <Text label={`Input of ${test.name}`} text={test.stdin} />
          </dd>
          {(test.comparison !== "checker" || test.expected !== "") && (
            <>
              {isComparable(test) && (
                <>
                  <dt>Difference</dt>
                  <dd>
                    <OutputDifference test={test} />
                  </dd>
                </>
              )}
              <dt>{shouldWrite(test)}</dt>
              <dd>
                <Text label={`What ${test.name} should write`} text={test.expected} />
              </dd>
            </>
          )}
          <dt>Wrote</dt>
          <dd>
            <Text label={`What ${test.name} wrote`} text={test.stdout} />
          </dd>
          {test.stderr !== "" && (
            <>
              <dt>Errors</dt>
              <dd>
                <Text label={`Errors of ${test.name}`} text={test.stderr} />
              </dd>
            </>
          )}
        </dl>
      )}
    </>
  );
}

function Text({ label, text }: { readonly label: string; readonly text: string }) {
  return text === "" ? (
    <span className="ecode-quiet">nothing</span>
  ) : (
    <pre tabIndex={0} className="ecode-code" aria-label={label}>
      {text}
    </pre>
  );
}
