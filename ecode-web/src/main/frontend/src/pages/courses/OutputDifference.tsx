import { Skeleton } from "@patternfly/react-core";
import { useQuery } from "@tanstack/react-query";
import type { TestResult } from "../../core/api.ts";
import { ProblemAlert } from "../app/ProblemAlert.tsx";
import { ComparedLines } from "./ComparedLines.tsx";

const LONGEST_COMPARED = 100_000;

/** Whether what a test expects is a text as what was written is, and both can be laid side by side. */
export function isComparable({ comparison = "tolerant", expected, stdout }: TestResult): boolean {
  return (
    (comparison === "tolerant" || comparison === "exact" || comparison === "numeric") &&
    expected !== "" &&
    stdout !== "" &&
    expected !== stdout &&
    Math.max(expected.length, stdout.length) <= LONGEST_COMPARED
  );
}

/** Line by line what should have been written and what was, where they differ. */
export function OutputDifference({ test }: { readonly test: TestResult }) {
  const { expected, stdout } = test;
  const lines = useQuery({
    queryKey: ["gradings", "compared", expected, stdout],
    // VS Code's comparison is asked for when something differs.
    queryFn: async () => (await import("./compared-lines.ts")).comparedLines(expected, stdout),
    staleTime: Infinity,
    gcTime: 0,
  });
  if (lines.isError) {
    return <ProblemAlert title="The texts could not be compared" error={lines.error} />;
  }
  if (lines.isPending) {
    return <Skeleton height="2rem" screenreaderText="Comparing the texts" />;
  }
  return lines.data.length === 0 ? (
    <p className="ecode-quiet">
      The lines are the same: they end in another way, or there is a line break at the end of one text alone.
    </p>
  ) : (
    <>
      <p className="ecode-quiet">
        − should be there, + was written.{" "}
        {test.comparison !== "exact" && "Spaces between words do not matter."}
        {test.comparison === "numeric" && " Nor do numbers that are nearly the same."}
      </p>
      <ComparedLines
        label={`Difference of ${test.name}`}
        lines={lines.data}
        removed="Should be there"
        added="Was written"
      />
    </>
  );
}
