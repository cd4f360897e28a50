import type { Settings } from "../../core/settings.ts";
import { changeSettings } from "../app/settings.ts";
import { useToasts } from "../app/toasts.tsx";

/** Changes settings of this browser, and says so where the browser will not keep them. */
export function useChange(): (change: Partial<Settings>) => void {
  const toasts = useToasts();
  return (change) => {
    if (!changeSettings(change)) {
      toasts.failed(
        "This holds until you reload",
        new Error("The browser does not let this page keep settings."),
      );
    }
  };
}
