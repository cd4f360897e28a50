/** What the server takes of one kind at most. */
const MOST = 20;
const LONGEST = 500;

/**
 * The patterns of the workbench as the server understands them. Undefined when one of them means something else there: then it
 * is left to the page to choose among what is found.
 *
 * @param patterns globs, and whether they count; an object in the place of `true` is a condition
 */
export function globsFor(patterns: Readonly<Record<string, unknown>> | undefined): string | undefined {
  const globs = Object.entries(patterns ?? {})
    .filter(([, counts]) => counts !== false)
    .map(([glob, counts]) => (counts === true ? glob : ""));
  const areUnderstood = globs.every(
    (glob) => glob !== "" && glob.length <= LONGEST && !/[{},\\!]/.test(glob) && !glob.startsWith("/"),
  );
  return globs.length > 0 && globs.length <= MOST && areUnderstood ? globs.join(",") : undefined;
}
