import { DefaultLinesDiffComputer } from "@codingame/monaco-vscode-api/vscode/vs/editor/common/diff/defaultLinesDiffComputer/defaultLinesDiffComputer";

const AROUND = 3;
const LONGEST_MILLIS = 1_000;

/** A line of a comparison, or that so many lines which are the same are left out. */
export type ComparedLine =
  | { readonly kind: "same"; readonly older: number; readonly newer: number; readonly text: string }
  | { readonly kind: "removed"; readonly older: number; readonly text: string }
  | { readonly kind: "added"; readonly newer: number; readonly text: string }
  | { readonly kind: "left-out"; readonly lines: number };

/** One text under the other, as VS Code compares them, with three lines around each difference; empty without differences. */
export function comparedLines(older: string, newer: string): readonly ComparedLine[] {
  const before = lines(older);
  const after = lines(newer);
  const all: ComparedLine[] = [];
  let at = 1;
  let offset = 0;
  const same = (end: number): void => {
    for (; at < end; at++) {
      all.push({ kind: "same", older: at, newer: at + offset, text: before[at - 1] ?? "" });
    }
  };
  for (const { original, modified } of differences(before, after)) {
    same(original.startLineNumber);
    for (; at < original.endLineNumberExclusive; at++) {
      all.push({ kind: "removed", older: at, text: before[at - 1] ?? "" });
    }
    for (let line = modified.startLineNumber; line < modified.endLineNumberExclusive; line++) {
      all.push({ kind: "added", newer: line, text: after[line - 1] ?? "" });
    }
    offset = modified.endLineNumberExclusive - original.endLineNumberExclusive;
  }
  same(before.length + 1);
  return all.every(({ kind }) => kind === "same") ? [] : folded(all);
}

interface LineRange {
  readonly startLineNumber: number;
  readonly endLineNumberExclusive: number;
}

function differences(
  before: string[],
  after: string[],
): readonly { readonly original: LineRange; readonly modified: LineRange }[] {
  if (before.length === 0 || after.length === 0) {
    return [{ original: all(before), modified: all(after) }];
  }
  return new DefaultLinesDiffComputer().computeDiff(before, after, {
    ignoreTrimWhitespace: false,
    maxComputationTimeMs: LONGEST_MILLIS,
    computeMoves: false,
  }).changes;
}

function all(lines: readonly string[]): LineRange {
  return { startLineNumber: 1, endLineNumberExclusive: lines.length + 1 };
}

/** Whether the last one ends is no difference of lines, nor is how they end. */
function lines(text: string): string[] {
  return text === "" ? [] : text.replace(/\r?\n$/, "").split(/\r?\n/);
}

function folded(all: readonly ComparedLine[]): readonly ComparedLine[] {
  const isShown = all.map(() => false);
  all.forEach((line, index) => {
    if (line.kind !== "same") {
      isShown.fill(true, Math.max(0, index - AROUND), index + AROUND + 1);
    }
  });
  const short: ComparedLine[] = [];
  all.forEach((line, index) => {
    const last = short.at(-1);
    if (isShown[index]) {
      short.push(line);
    } else if (last?.kind === "left-out") {
      short[short.length - 1] = { kind: "left-out", lines: last.lines + 1 };
    } else {
      short.push({ kind: "left-out", lines: 1 });
    }
  });
  return short;
}
