/** What a previewed page tells the pane around it, and how the pane shows it; without a page of its own. */

export type Level = "debug" | "log" | "info" | "warn" | "error";

export type PreviewNews =
  | { readonly kind: "console"; readonly level: Level; readonly text: string }
  | { readonly kind: "request"; readonly text: string }
  | { readonly kind: "dropped"; readonly count: number }
  | { readonly kind: "location"; readonly path: string; readonly title: string };

const LEVELS: ReadonlySet<unknown> = new Set(["debug", "log", "info", "warn", "error"]);
const LONGEST = 2_100;

/** How the origin of a sandboxed page is written. */
export const OPAQUE = "null";

/** A page can send anything: undefined for what is not ours to read. */
export function newsOf(data: unknown): PreviewNews | undefined {
  if (typeof data !== "object" || data === null) {
    return undefined;
  }
  const news = data as Record<string, unknown>;
  const text = typeof news.text === "string" ? news.text.slice(0, LONGEST) : undefined;
  if (news.ecode !== "preview") {
    return undefined;
  }
  if (news.kind === "console" && LEVELS.has(news.level) && text !== undefined) {
    return { kind: "console", level: news.level as Level, text };
  }
  if (news.kind === "request" && text !== undefined) {
    return { kind: "request", text };
  }
  if (news.kind === "dropped" && typeof news.count === "number") {
    return { kind: "dropped", count: news.count };
  }
  if (news.kind === "location" && typeof news.path === "string" && news.path.startsWith("/")) {
    const title = typeof news.title === "string" ? news.title : "";
    return { kind: "location", path: plain(news.path.slice(0, LONGEST)), title: title.slice(0, LONGEST) };
  }
  return undefined;
}

/** Without steps upwards, which would lead out of the preview's part of an address. */
function plain(path: string): string {
  const { pathname, search, hash } = new URL(`http://preview${path}`);
  return pathname + search + hash;
}

/** Whether a message's origin can be this preview's: one of its own, or the opaque one of a page without a host of its own. */
export function isOfPreview(
  origin: string,
  { workspace, port }: { workspace: string; port: number },
): boolean {
  return origin === OPAQUE || new URL(origin).hostname.startsWith(`p${port}-${workspace}.`);
}

export interface LogLine {
  readonly level: Level;
  readonly text: string;
  /** How often it came in a row. */
  readonly times: number;
}

/** The newest lines of a page's console, the same ones in a row as one. */
export class PageLog {
  private kept: LogLine[] = [];

  constructor(private readonly most: number) {}

  get lines(): readonly LogLine[] {
    return this.kept;
  }

  /** What went wrong, counted. */
  get errors(): number {
    return this.kept.reduce((sum, { level, times }) => (level === "error" ? sum + times : sum), 0);
  }

  add(news: Exclude<PreviewNews, { kind: "location" }>): void {
    const line = lineOf(news);
    const last = this.kept.at(-1);
    if (last?.level === line.level && last.text === line.text) {
      this.kept[this.kept.length - 1] = { ...last, times: last.times + 1 };
    } else {
      this.kept.push(line);
      if (this.kept.length > this.most) {
        this.kept.shift();
      }
    }
  }

  clear(): void {
    this.kept = [];
  }
}

function lineOf(news: Exclude<PreviewNews, { kind: "location" }>): LogLine {
  switch (news.kind) {
    case "console":
      return { level: news.level, text: news.text, times: 1 };
    case "request":
      return { level: "error", text: news.text, times: 1 };
    case "dropped":
      return { level: "warn", text: `${news.count} more messages came too fast to be shown`, times: 1 };
  }
}

export interface Device {
  readonly name: string;
  /** In CSS pixels; a responsive one takes the room there is. */
  readonly size?: { readonly width: number; readonly height: number };
}

export const DEVICES: readonly Device[] = [
  { name: "Responsive" },
  { name: "Phone", size: { width: 390, height: 844 } },
  { name: "Tablet", size: { width: 820, height: 1180 } },
  { name: "Desktop", size: { width: 1440, height: 900 } },
];

/** How much smaller a device is drawn so that it fits; never larger than it is. */
export function scaleOf(device: Device, room: { width: number; height: number }): number {
  return device.size === undefined
    ? 1
    : Math.min(1, room.width / device.size.width, room.height / device.size.height);
}
