import { Title as PatternFlyTitle } from "@patternfly/react-core";
import { type ReactNode, type RefObject, useEffect, useRef } from "react";
import { PRODUCT } from "../../brand/brand.ts";

let shownBefore = false;

/**
 * Gives the document a title and the returned heading the focus when the page is reached from another one, so that the
 * keyboard and screen readers start at the new page; after loading, the focus stays where the browser put it.
 */
export function useTitle(inTab: string): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${inTab} · ${PRODUCT}`;
  }, [inTab]);
  useEffect(() => {
    if (shownBefore) {
      heading.current?.focus({ preventScroll: true });
    }
    shownBefore = true;
  }, []);
  return heading;
}

/** A page's one h1. */
export function Title({ children, inTab }: { readonly children: ReactNode; readonly inTab: string }) {
  return (
    <PatternFlyTitle headingLevel="h1" size="2xl" ref={useTitle(inTab)} tabIndex={-1} className="ecode-title">
      {children}
    </PatternFlyTitle>
  );
}
