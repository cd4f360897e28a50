/** Replaces `length` characters from `offset` on. */
export interface Edit {
  readonly offset: number;
  readonly length: number;
  readonly text: string;
}

/** The stretch that differs, from the first character that does to the last; undefined when nothing does. */
export function difference(before: string, after: string): Edit | undefined {
  if (before === after) {
    return undefined;
  }
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before.charCodeAt(start) === after.charCodeAt(start)) {
    start++;
  }
  let end = 0;
  while (
    end < most - start &&
    before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end)
  ) {
    end++;
  }
  // Neither a surrogate pair nor a line ending is taken apart.
  if (start > 0 && isFirstOfTwo(before.charCodeAt(start - 1))) {
    start--;
  }
  if (end > 0 && isSecondOfTwo(before.charCodeAt(before.length - end))) {
    end--;
  }
  return {
    offset: start,
    length: before.length - end - start,
    text: after.slice(start, after.length - end),
  };
}

function isFirstOfTwo(code: number): boolean {
  return (code >= 0xd800 && code <= 0xdbff) || code === 0x0d;
}

function isSecondOfTwo(code: number): boolean {
  return (code >= 0xdc00 && code <= 0xdfff) || code === 0x0a;
}

/** The line ending that most lines have, as Monaco counts. */
export function prevailingEnding(text: string): "\n" | "\r\n" {
  let all = 0;
  let returns = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x0d) {
      all++;
      returns++;
    } else if (code === 0x0a && (i === 0 || text.charCodeAt(i - 1) !== 0x0d)) {
      all++;
    }
  }
  return returns > Math.floor(all / 2) ? "\r\n" : "\n";
}
