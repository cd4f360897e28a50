/** A time as people of the course write it. */
export function inZone(time: string, zone: string): string {
  return new Intl.DateTimeFormat(undefined, {
    dateStyle: "medium",
    timeStyle: "short",
    timeZone: zone,
  }).format(new Date(time));
}

/** How far the zone is ahead of UTC at that moment, in milliseconds. */
function offset(at: number, zone: string): number {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  }).formatToParts(new Date(at));
  const part = (type: Intl.DateTimeFormatPartTypes) =>
    Number(parts.find((one) => one.type === type)?.value ?? "0");
  const local = Date.UTC(
    part("year"),
    part("month") - 1,
    part("day"),
    part("hour"),
    part("minute"),
    part("second"),
  );
  return local - Math.floor(at / 1000) * 1000;
}

/** For `<input type="datetime-local">`: the wall clock of the zone, to the minute. */
export function toZoneInput(time: string | null | undefined, zone: string): string {
  if (!time) {
    return "";
  }
  const at = new Date(time).getTime();
  return new Date(at + offset(at, zone)).toISOString().slice(0, 16);
}

/**
 * Back to an instant; undefined where nothing sensible was entered. A time that the clocks pass twice is the earlier one; one
 * that they skip is as much later as they skip.
 */
export function fromZoneInput(text: string, zone: string): string | undefined {
  const wall = new Date(`${text}Z`).getTime();
  if (text === "" || Number.isNaN(wall)) {
    return undefined;
  }
  const DAY = 24 * 60 * 60 * 1000;
  const before = wall - offset(wall - DAY, zone);
  const after = wall - offset(wall + DAY, zone);
  const right = [before, after].filter((at) => at + offset(at, zone) === wall);
  return new Date(right.length > 0 ? Math.min(...right) : before).toISOString();
}

/** What was entered in a field that showed an instant: the same instant, to the millisecond, where the text is still that of it. */
export function changedInstant(
  text: string,
  before: string | null | undefined,
  zone: string,
): string | undefined {
  return before && text === toZoneInput(before, zone) ? before : fromZoneInput(text, zone);
}
