import type { AuditEvent } from "../../core/api.ts";

export interface Change {
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly differs: boolean;
}

/** Every field named before or after, what changed first; null is "there was none". */
export function changesOf(event: Pick<AuditEvent, "before" | "after">): readonly Change[] {
  const before = event.before ?? {};
  const after = event.after ?? {};
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return fields
    .map((field) => {
      const [was, is] = [inWords(before[field]), inWords(after[field])];
      return { field, before: was, after: is, differs: was !== is };
    })
    .sort((one, other) => Number(other.differs) - Number(one.differs));
}

function inWords(value: unknown): string | null {
  if (value === undefined || value === null) {
    return null;
  }
  return typeof value === "string" ? value : JSON.stringify(value);
}
