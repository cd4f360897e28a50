import { useSyncExternalStore } from "react";
import { lookOf, onLookMayChange, storedSettings, storeSettings, wear } from "../../brand/theme.ts";
import type { Settings } from "../../core/settings.ts";

let current = storedSettings();
const listeners = new Set<() => void>();

function put(settings: Settings): void {
  current = settings;
  wear(lookOf(current.theme));
  listeners.forEach((listener) => {
    listener();
  });
}

/** Keeps the page in step with other tabs and the operating system. */
export function followSettings(): () => void {
  return onLookMayChange(() => {
    put(storedSettings());
  });
}

/** The change holds at once; the answer says whether it will still hold after a reload. */
export function changeSettings(change: Partial<Settings>): boolean {
  put({ ...current, ...change });
  return storeSettings(current);
}

export function useSettings(): Settings {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
}
