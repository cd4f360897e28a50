import type { TestLimits } from "../../core/api.ts";

export const KIB = 1024;
export const MIB = 1024 * 1024;

/** What a test may use, as it is typed; empty where the server says what is usual. */
export interface BudgetText {
  readonly cpu: string;
  /** Mebibytes. */
  readonly memory: string;
  readonly processes: string;
  /** Kibibytes. */
  readonly output: string;
  /** Seconds. */
  readonly wall: string;
  /** Kibibytes. */
  readonly file: string;
}

export function budgetText(limits: TestLimits | null | undefined): BudgetText {
  return {
    cpu: String(limits?.cpuMillis ?? 2000),
    memory: shown(limits?.memoryBytes ?? 256 * MIB, MIB),
    processes: limits?.processes === undefined ? "" : String(limits.processes),
    output: limits?.outputBytes === undefined ? "" : shown(limits.outputBytes, KIB),
    wall: limits?.wallMillis === undefined ? "" : String(limits.wallMillis / 1000),
    file: limits?.fileBytes === undefined ? "" : shown(limits.fileBytes, KIB),
  };
}

/** What was typed; what nobody changed stays as it was, to the byte. */
export function budgetOf(text: BudgetText, before: TestLimits | null | undefined): TestLimits {
  const bytes = (typed: string, unit: number, was: number | undefined) =>
    was !== undefined && typed === shown(was, unit) ? was : Number(typed) * unit;
  return {
    cpuMillis: Number(text.cpu),
    memoryBytes: bytes(text.memory, MIB, before?.memoryBytes),
    ...(text.processes !== "" && { processes: Number(text.processes) }),
    ...(text.output !== "" && { outputBytes: bytes(text.output, KIB, before?.outputBytes) }),
    ...(text.wall !== "" && { wallMillis: Math.round(Number(text.wall) * 1000) }),
    ...(text.file !== "" && { fileBytes: bytes(text.file, KIB, before?.fileBytes) }),
  };
}

function shown(bytes: number, unit: number): string {
  return String(Math.max(1, Math.round(bytes / unit)));
}
