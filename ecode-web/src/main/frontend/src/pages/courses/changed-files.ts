import type { SubmittedFile } from "../../core/api.ts";

/** A file that is not the same in two submissions; without one where it is in the other alone. */
export interface ChangedFile {
  readonly path: string;
  readonly older?: SubmittedFile;
  readonly newer?: SubmittedFile;
}

/** What differs between two submissions, by path, and how many files are the same. */
export function changedFiles(
  older: readonly SubmittedFile[],
  newer: readonly SubmittedFile[],
): { readonly changed: readonly ChangedFile[]; readonly same: number } {
  const before = new Map(older.map((file) => [file.path, file]));
  const after = new Map(newer.map((file) => [file.path, file]));
  const paths = [...new Set([...before.keys(), ...after.keys()])].sort();
  const changed = paths
    .map((path) => ({ path, was: before.get(path), is: after.get(path) }))
    .filter(({ was, is }) => was?.sha256 !== is?.sha256)
    .map(({ path, was, is }) => ({ path, ...(was && { older: was }), ...(is && { newer: is }) }));
  return { changed, same: paths.length - changed.length };
}
