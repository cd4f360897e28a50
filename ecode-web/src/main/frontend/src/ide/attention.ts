import { Observable } from "./disposing.ts";

const AWAY_MILLIS = 5 * 60_000;
const SIGNS = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"] as const;

/** Whether somebody is at this page: they see it, and did something in the last five minutes. */
export class Attention {
  readonly isThere = new Observable(true);
  private timer: number | undefined;

  constructor() {
    for (const sign of SIGNS) {
      addEventListener(
        sign,
        () => {
          this.noteSign();
        },
        { capture: true, passive: true },
      );
    }
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") {
        this.leave();
      } else {
        this.noteSign();
      }
    });
    this.noteSign();
  }

  private noteSign(): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => {
      this.leave();
    }, AWAY_MILLIS);
    this.isThere.set(true);
  }

  private leave(): void {
    clearTimeout(this.timer);
    this.isThere.set(false);
  }
}
