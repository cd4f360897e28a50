import { useEffect, useRef, useState } from "react";

const PAUSE_MILLIS = 250;

/**
 * The text of a search field whose truth is elsewhere (in the address): shows what is typed at once, tells it after a
 * pause, and follows the truth again afterwards, so that Back and "show all" reach the field too.
 */
export function useDebouncedDraft(
  truth: string,
  tell: (text: string) => void,
): [string, (text: string) => void] {
  const [draft, setDraft] = useState<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
    },
    [],
  );
  if (draft !== null && draft === truth) {
    setDraft(null);
  }
  const type = (text: string) => {
    setDraft(text);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      tell(text);
    }, PAUSE_MILLIS);
  };
  return [draft ?? truth, type];
}
