// @vitest-environment jsdom
import { describe, expect, test } from "vitest";
import firstPaint from "./first-paint.js?raw";
import { SETTINGS_KEY, THEMES } from "../core/settings.ts";
import { lookOf, wear } from "./theme.ts";

function system(dark: boolean, contrast: boolean) {
  return (query: string) => (query.includes("dark") ? dark : contrast);
}

function classesAfterFirstPaint(asks: (query: string) => boolean): string[] {
  window.matchMedia = ((query: string) => ({ matches: asks(query) })) as typeof window.matchMedia;
  document.documentElement.className = "";
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call -- it is the file under test
  new Function(firstPaint)();
  return [...document.documentElement.classList].sort();
}

function classesOnceWorn(look: ReturnType<typeof lookOf>): string[] {
  document.documentElement.className = "";
  wear(look);
  return [...document.documentElement.classList].sort();
}

describe("the theme", () => {
  const systems = [true, false].flatMap((dark) => [true, false].map((contrast) => system(dark, contrast)));

  test.each(THEMES)("%s looks the same at the first paint as afterwards", (theme) => {
    localStorage.setItem(SETTINGS_KEY, JSON.stringify({ theme }));
    for (const asks of systems) {
      expect(classesAfterFirstPaint(asks)).toEqual(classesOnceWorn(lookOf(theme, asks)));
    }
  });

  test("damaged settings follow the system", () => {
    localStorage.setItem(SETTINGS_KEY, "{");
    expect(classesAfterFirstPaint(system(true, false))).toEqual(["pf-v6-theme-dark"]);
    localStorage.setItem(SETTINGS_KEY, "null");
    expect(classesAfterFirstPaint(system(false, false))).toEqual([]);
  });

  test("an explicit choice beats the system", () => {
    expect(lookOf("light", system(true, true))).toEqual({ dark: false, highContrast: false });
    expect(lookOf("dark", system(false, false))).toEqual({ dark: true, highContrast: false });
  });
});
