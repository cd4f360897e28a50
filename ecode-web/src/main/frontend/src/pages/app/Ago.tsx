import { useEffect, useState } from "react";
import { ago, inFull } from "./time.ts";

const TICK_MILLIS = 30_000;

/** How long ago, kept true while the page is open; the exact time is in the tooltip. */
export function Ago({ time }: { readonly time: string }) {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => {
      setNow(new Date());
    }, TICK_MILLIS);
    return () => {
      clearInterval(timer);
    };
  }, []);
  const at = new Date(time);
  return (
    <time dateTime={time} title={inFull(at)}>
      {ago(at, now < at && at.getTime() - now.getTime() < TICK_MILLIS ? at : now)}
    </time>
  );
}
