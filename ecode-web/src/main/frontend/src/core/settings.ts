/** What a person chose for this browser, shared by the pages and the workbench under one key of the local storage. */
export interface Settings {
  /** `system` follows the operating system between light, dark and high contrast. */
  theme: Theme;
  /** Vim keys in the editor. */
  vim: boolean;
  /** Save each change shortly after it is typed; Ctrl+S saves at once either way. */
  autoSave: boolean;
  /** Of the editor and the terminal, in CSS pixels. */
  fontSize: number;
}

export type Theme = "system" | "light" | "dark" | "high-contrast";

export const SETTINGS_KEY = "ecode.settings";

export const THEMES: readonly Theme[] = ["system", "light", "dark", "high-contrast"];

export const FONT_SIZES = { smallest: 8, largest: 32, usual: 14 } as const;

export const USUAL_SETTINGS: Settings = {
  theme: "system",
  vim: false,
  autoSave: true,
  fontSize: FONT_SIZES.usual,
};

/** Reads stored settings; what is missing, unknown or damaged takes its usual value, so that no text can break a page. */
export function parseSettings(text: string | null): Settings {
  const stored = parsed(text);
  const { theme, vim, autoSave, fontSize } = stored;
  return {
    theme: THEMES.find((known) => known === theme) ?? USUAL_SETTINGS.theme,
    vim: typeof vim === "boolean" ? vim : USUAL_SETTINGS.vim,
    autoSave: typeof autoSave === "boolean" ? autoSave : USUAL_SETTINGS.autoSave,
    fontSize: isFontSize(fontSize) ? fontSize : USUAL_SETTINGS.fontSize,
  };
}

export function isFontSize(value: unknown): value is number {
  return (
    typeof value === "number" &&
    Number.isInteger(value) &&
    value >= FONT_SIZES.smallest &&
    value <= FONT_SIZES.largest
  );
}

function parsed(text: string | null): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text ?? "{}");
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
