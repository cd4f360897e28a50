import type { GradeBook, GradeCell, GradeColumn, GradeTotal } from "../../core/api.ts";

/** At most 2 decimals, for tables; the exact number is in the dialogs. */
export function short(number: number): string {
  return new Intl.NumberFormat(undefined, { maximumFractionDigits: 2 }).format(number);
}

export function percent(total: GradeTotal): string {
  return typeof total.percent === "number" ? `${short(total.percent)} %` : "–";
}

const WORDS = {
  scored: "scored",
  ungraded: "not graded",
  missing: "missing",
  excused: "excused",
  "not-due": "not due",
} as const;

/** What stands in a cell. */
export function cellText(cell: GradeCell): string {
  return typeof cell.score === "number" ? short(cell.score) : WORDS[cell.state];
}

/** All that is to be known of a cell, in a sentence; nothing of it is told by colour alone. */
export function cellWords(cell: GradeCell, isItem: boolean): string {
  return [
    typeof cell.score === "number"
      ? `${cell.score} of ${cell.points} points`
      : isItem && cell.state === "ungraded"
        ? "no score yet"
        : WORDS[cell.state],
    cell.state === "missing" && (cell.counts ? "counts as 0" : "does not count"),
    cell.dropped && "dropped",
    cell.late && "late",
    cell.attempts > 1 && `${cell.attempts} attempts`,
    cell.state === "scored" && cell.unscored > 0 && `${cell.unscored} not graded`,
  ]
    .filter((one) => typeof one === "string")
    .join(", ");
}

/** Whether the student sees something else than those who run the course. */
export function isUnreleased(cell: GradeCell): boolean {
  return cell.state === "scored" && cell.released !== cell.score;
}

export function weightsWords(book: Pick<GradeBook, "weights">): string | null {
  return book.weights === 100
    ? null
    : `The weights of the categories add up to ${short(book.weights)} %, not to 100 %. They are taken as they are: a total is what was reached of the weights that count.`;
}

const COUNTING = {
  best: "the best attempt counts",
  last: "the last attempt counts",
  mean: "the mean counts",
};

export function columnWords(column: GradeColumn): string {
  const points = `${short(column.points)} ${column.points === 1 ? "point" : "points"}`;
  if (column.kind === "item") {
    return `${points}${column.releasedAt ? "" : ", not released"}`;
  }
  return points;
}

export function countingWords(column: GradeColumn): string | null {
  return column.counting ? COUNTING[column.counting] : null;
}
