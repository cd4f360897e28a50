import type { Presence, WorkspaceEvent } from "./api.ts";

/** Somebody who is in the workspace, with as many pages as they like. */
export interface Companion {
  readonly user: string;
  readonly fullName: string;
  readonly colour: number;
  readonly isSelf: boolean;
  /** Nobody is at any of their pages. */
  readonly isAway: boolean;
  /** Their pages, the one that was changed last first; never empty. */
  readonly pages: readonly Presence[];
}

type Arrival = Extract<WorkspaceEvent, { readonly type: "presence" }>;

/** Who is in a workspace, as its events tell. */
export class Company {
  /** By connection, the one that was changed last at the end. */
  private readonly there = new Map<string, Presence>();
  /** Heard since the connection was made; undefined once all are. */
  private fresh: Set<string> | undefined;

  /** A new connection tells of everybody anew, and of oneself last; until then those stay who were there. */
  renew(): void {
    this.fresh = new Set();
  }

  hear(event: Arrival): void {
    if (event.left) {
      this.there.delete(event.id);
      return;
    }
    this.there.delete(event.id);
    this.there.set(event.id, event);
    this.fresh?.add(event.id);
    if (event.self && this.fresh !== undefined) {
      for (const id of this.there.keys()) {
        if (!this.fresh.has(id)) {
          this.there.delete(id);
        }
      }
      this.fresh = undefined;
    }
  }

  find(id: string): Presence | undefined {
    return this.there.get(id);
  }

  /** Oneself first, then the others by name. */
  get people(): readonly Companion[] {
    const byUser = new Map<string, Presence[]>();
    for (const page of this.there.values()) {
      byUser.set(page.user, [page, ...(byUser.get(page.user) ?? [])]);
    }
    return [...byUser.values()]
      .flatMap((pages): Companion[] => {
        const [last] = pages;
        return last === undefined
          ? []
          : [
              {
                user: last.user,
                fullName: last.fullName,
                colour: last.colour,
                isSelf: pages.some(({ self }) => self === true),
                isAway: pages.every(({ away }) => away === true),
                pages,
              },
            ];
      })
      .sort(
        (one, other) =>
          Number(other.isSelf) - Number(one.isSelf) || one.fullName.localeCompare(other.fullName),
      );
  }

  /** Colour of somebody of this name; undefined when nobody is here who has it. */
  colourOf(fullName: string): number | undefined {
    return [...this.there.values()].find((page) => page.fullName === fullName)?.colour;
  }
}
