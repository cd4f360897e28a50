import { parseSettings, SETTINGS_KEY, type Settings, type Theme } from "../core/settings.ts";

/** How a page looks once the choice and the operating system are put together. */
export interface Look {
  dark: boolean;
  highContrast: boolean;
}

const DARK = "(prefers-color-scheme: dark)";
const MORE_CONTRAST = "(prefers-contrast: more)";

/** The same rule as first-paint.js, which runs before the pages do. */
export function lookOf(theme: Theme, asks = (query: string) => matchMedia(query).matches): Look {
  const follows = theme === "system" || theme === "high-contrast";
  return {
    dark: theme === "dark" || (follows && asks(DARK)),
    highContrast: theme === "high-contrast" || (theme === "system" && asks(MORE_CONTRAST)),
  };
}

/** The settings of this browser; the usual ones where its storage is closed to us. */
export function storedSettings(): Settings {
  try {
    return parseSettings(localStorage.getItem(SETTINGS_KEY));
  } catch {
    return parseSettings(null);
  }
}

/** False where the browser refuses: the choice then lasts as long as the page. */
export function storeSettings(settings: Settings): boolean {
  try {
    localStorage.setItem(SETTINGS_KEY, JSON.stringify(settings));
    return true;
  } catch {
    return false;
  }
}

/** Puts the look on the page. */
export function wear(look: Look): void {
  const classes = document.documentElement.classList;
  classes.toggle("pf-v6-theme-dark", look.dark);
  classes.toggle("pf-v6-theme-high-contrast", look.highContrast);
}

/** Calls back whenever another tab changes the settings or the system its look; returns how to stop. */
export function onLookMayChange(callback: () => void): () => void {
  const stored = (event: StorageEvent) => {
    if (event.key === SETTINGS_KEY || event.key === null) {
      callback();
    }
  };
  const queries = [matchMedia(DARK), matchMedia(MORE_CONTRAST)];
  addEventListener("storage", stored);
  queries.forEach((query) => {
    query.addEventListener("change", callback);
  });
  return () => {
    removeEventListener("storage", stored);
    queries.forEach((query) => {
      query.removeEventListener("change", callback);
    });
  };
}
