import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { Grading, Submission } from "../../core/api.ts";
import { gradingQuery } from "./gradings.ts";
import { progress } from "./progress.ts";

const CALM_MILLIS = 10_000;

/** Where one's newest submission is in the queue, and aloud what becomes of it. */
export function NewestPlace({ submission }: { readonly submission: Submission }) {
  const { data } = useQuery(gradingQuery(submission.id, true));
  const [isFollowed, setFollowed] = useState(false);
  const waits = data && data.state !== "done";
  if (waits && !isFollowed) {
    setFollowed(true);
  }
  return (
    <>
      {waits && (
        <p>
          Attempt {submission.attempt}: {progress(data)}
        </p>
      )}
      {data && isFollowed && (
        <Aloud key={data.state} text={`Attempt ${submission.attempt}: ${aloud(data)}`} />
      )}
    </>
  );
}

function aloud(grading: Grading): string {
  if (grading.state !== "done") {
    return progress(grading);
  }
  return typeof grading.score === "number"
    ? `It was tested; the score is ${grading.score}.`
    : "It was tested.";
}

/** For those who listen: at once, and then what it has become every ten seconds, so that it can be heard to the end. */
function Aloud({ text }: { readonly text: string }) {
  const [said, setSaid] = useState("");
  const newest = useRef(text);
  useEffect(() => {
    newest.current = text;
  }, [text]);
  useEffect(() => {
    const say = (): void => {
      setSaid(newest.current);
    };
    const first = setTimeout(say);
    const again = setInterval(say, CALM_MILLIS);
    return () => {
      clearTimeout(first);
      clearInterval(again);
    };
  }, []);
  return (
    <span className="pf-v6-screen-reader" role="status">
      {said}
    </span>
  );
}
