const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const relative = new Intl.RelativeTimeFormat(undefined, { numeric: "auto" });
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "long" });
const short = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
const precise = new Intl.DateTimeFormat(undefined, { dateStyle: "short", timeStyle: "medium" });
const day = new Intl.DateTimeFormat(undefined, { dateStyle: "medium" });

/** "5 minutes ago", "in 7 days"; what is more than four weeks away is named by its day. */
export function ago(time: Date, now: Date): string {
  const seconds = Math.round((time.getTime() - now.getTime()) / 1000);
  const distance = Math.abs(seconds);
  if (distance < 45) {
    return relative.format(0, "second");
  }
  if (distance < HOUR) {
    return relative.format(Math.round(seconds / MINUTE), "minute");
  }
  if (distance < DAY) {
    return relative.format(Math.round(seconds / HOUR), "hour");
  }
  if (distance < 28 * DAY) {
    return relative.format(Math.round(seconds / DAY), "day");
  }
  return day.format(time);
}

/** Day, time and time zone, in full. */
export function inFull(time: Date): string {
  return exact.format(time);
}

export function inShort(time: Date): string {
  return short.format(time);
}

/** To the second, for tables. */
export function toTheSecond(time: Date): string {
  return precise.format(time);
}

export function onDay(time: Date): string {
  return day.format(time);
}

/** The reader's own time zone, such as Europe/Berlin. */
export function timeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** For `<input type="datetime-local">`, in the reader's time zone, to the minute. */
export function toLocalInput(time: Date): string {
  const shifted = new Date(time.getTime() - time.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 16);
}

/** Back to an instant; undefined where nothing sensible was entered. */
export function fromLocalInput(text: string): string | undefined {
  const time = new Date(text);
  return text === "" || Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}
