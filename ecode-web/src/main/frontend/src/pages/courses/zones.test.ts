import { describe, expect, it } from "vitest";
import { changedInstant, fromZoneInput, toZoneInput } from "./zones.ts";

describe("times of a course", () => {
  it("are entered on the wall clock of its zone", () => {
    expect(fromZoneInput("2026-11-21T18:00", "Europe/Vienna")).toBe("2026-11-21T17:00:00.000Z");
    expect(fromZoneInput("2026-07-21T18:00", "Europe/Vienna")).toBe("2026-07-21T16:00:00.000Z");
    expect(fromZoneInput("2026-07-21T18:00", "Asia/Kolkata")).toBe("2026-07-21T12:30:00.000Z");
  });

  it("are shown as they were entered", () => {
    for (const zone of ["UTC", "America/New_York", "Europe/Vienna", "Pacific/Apia"]) {
      expect(toZoneInput(fromZoneInput("2026-03-29T09:15", zone), zone)).toBe("2026-03-29T09:15");
    }
  });

  it("are the earlier one where the clocks pass them twice, and later where they skip them", () => {
    expect(fromZoneInput("2026-10-25T02:30", "Europe/Vienna")).toBe("2026-10-25T00:30:00.000Z");
    expect(fromZoneInput("2026-03-29T02:30", "Europe/Vienna")).toBe("2026-03-29T01:30:00.000Z");
  });

  it("stay as they are where nobody changes what is shown of them", () => {
    const secondPass = "2026-10-25T01:30:17.250Z";
    const shown = toZoneInput(secondPass, "Europe/Vienna");
    expect(shown).toBe("2026-10-25T02:30");
    expect(changedInstant(shown, secondPass, "Europe/Vienna")).toBe(secondPass);
    expect(changedInstant("2026-10-25T02:31", secondPass, "Europe/Vienna")).toBe("2026-10-25T00:31:00.000Z");
    expect(changedInstant("", secondPass, "Europe/Vienna")).toBeUndefined();
    expect(changedInstant(shown, null, "Europe/Vienna")).toBe("2026-10-25T00:30:00.000Z");
  });

  it("are none where nothing was entered", () => {
    expect(fromZoneInput("", "UTC")).toBeUndefined();
    expect(fromZoneInput("soon", "UTC")).toBeUndefined();
    expect(toZoneInput(null, "UTC")).toBe("");
  });
});
