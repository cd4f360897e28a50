/** So many documents are connected at once; beyond that, those that nobody looks at for longest are left. */
export const MOST_DOCUMENTS = 16;

/** A document whose editor was closed stays for so long, with what can be undone. */
export const LINGER_MILLIS = 10_000;

/** A file of more bytes is edited alone. */
const LARGEST_BYTES = 5 * 1024 * 1024;

/** A connected document that no editor shows. */
export interface Hidden {
  /** Milliseconds since 1970. */
  readonly hiddenAt: number;
  /** No editor has its file open in the background either. */
  readonly isClosed: boolean;
}

/** Which hidden documents are to be left now, and in how many milliseconds this is to be asked again. */
export function leaving<T extends Hidden>(
  connected: number,
  hidden: readonly T[],
  now: number,
): { readonly left: readonly T[]; readonly askAgainIn: number | undefined } {
  const left: T[] = [];
  let askAgainIn: number | undefined;
  const longestHiddenFirst = hidden.toSorted((one, other) => one.hiddenAt - other.hiddenAt);
  for (const document of longestHiddenFirst) {
    const rest = document.hiddenAt + LINGER_MILLIS - now;
    if (connected - left.length > MOST_DOCUMENTS || (document.isClosed && rest <= 0)) {
      left.push(document);
    } else if (document.isClosed) {
      askAgainIn = Math.min(askAgainIn ?? rest, rest);
    }
  }
  return { left, askAgainIn };
}

/** Why a file cannot be edited together; undefined when it can. */
export function whyAlone(
  file: { readonly type: string; readonly size: number },
  encoding: string,
): string | undefined {
  if (file.type === "symlink") {
    return "It is a link to another file; that one is edited together when it is opened itself.";
  }
  if (file.size > LARGEST_BYTES) {
    return "It is larger than 5 MiB.";
  }
  return encoding === "utf8" || encoding === "utf8bom"
    ? undefined
    : `Its encoding is ${encoding}; only UTF-8 is edited together.`;
}
