import type { Grading } from "../../core/api.ts";

/** Where a submission is that is not done, in words. */
export function progress(grading: Grading): string {
  if (grading.state === "running") {
    return "It is being tested now.";
  }
  if (grading.held) {
    return grading.held;
  }
  const soon =
    typeof grading.estimateSeconds === "number"
      ? `; it should be done in about ${duration(grading.estimateSeconds)}`
      : "";
  const fault = grading.tries > 0 ? " The platform had a fault; it is tested again by itself." : "";
  return `${place(grading.ahead)}${soon}.${fault}`;
}

function place(ahead: number | null | undefined): string {
  switch (ahead) {
    case undefined:
    case null:
      return "It waits to be tested";
    case 0:
      return "It is tested next";
    case 1:
      return "One is tested before it";
    default:
      return `${ahead} are tested before it`;
  }
}

/** No more exact than it is known. */
function duration(seconds: number): string {
  if (seconds < 10) {
    return seconds < 1 ? "a second" : `${seconds + 1} seconds`;
  }
  if (seconds < 90) {
    return `${Math.ceil(seconds / 10) * 10} seconds`;
  }
  const minutes = Math.ceil(seconds / 60);
  return minutes < 90 ? `${minutes} minutes` : `${Math.ceil(minutes / 60)} hours`;
}
