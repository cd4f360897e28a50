import { useSyncExternalStore } from "react";

/** Whether the last request got through: to anything at all, and to a platform that can work. */
export type Reach = "reached" | "unreachable" | "unavailable";

class Reachability {
  #reach: Reach = "reached";
  readonly #listeners = new Set<() => void>();

  note(reach: Reach): void {
    if (reach !== this.#reach) {
      this.#reach = reach;
      this.#listeners.forEach((listener) => {
        listener();
      });
    }
  }

  readonly get = (): Reach => this.#reach;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
}

export const reachability = new Reachability();

export function useReach(): Reach {
  return useSyncExternalStore(reachability.subscribe, reachability.get);
}

export function useOnline(): boolean {
  return useSyncExternalStore(
    (listener) => {
      addEventListener("online", listener);
      addEventListener("offline", listener);
      return () => {
        removeEventListener("online", listener);
        removeEventListener("offline", listener);
      };
    },
    () => navigator.onLine,
  );
}
