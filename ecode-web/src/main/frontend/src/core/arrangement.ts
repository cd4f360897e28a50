/** A terminal's place in its tab, from 0 to 1 of the tab's width; terminals are named by their ids on the server. */
export interface Pane {
  readonly terminal: string;
  readonly size: number;
}

/** One tab of the terminal panel: terminals side by side. */
export interface Tab {
  readonly panes: readonly Pane[];
  /** The terminal of the tab that was used last. */
  readonly active: string | undefined;
  readonly isShown: boolean;
}

/** How a browser had the terminals of a workspace arranged when it last saw them. */
export interface Arrangement {
  readonly tabs: readonly Tab[];
  /** Terminals among the editors, which come back with those. */
  readonly editors: readonly string[];
}

export const NOTHING_ARRANGED: Arrangement = { tabs: [], editors: [] };

/**
 * The tabs to show: as they were, without terminals that are gone, and with one for each terminal that was opened
 * elsewhere in the meantime.
 */
export function arrange(arrangement: Arrangement, terminals: readonly string[]): readonly Tab[] {
  const left = new Set(terminals);
  for (const each of arrangement.editors) {
    left.delete(each);
  }
  const tabs = arrangement.tabs
    .map((tab) => ({ ...tab, panes: tab.panes.filter(({ terminal }) => left.delete(terminal)) }))
    .filter(({ panes }) => panes.length > 0);
  const others = [...left].map((terminal) => ({
    panes: [{ terminal, size: 1 }],
    active: terminal,
    isShown: false,
  }));
  const all = [...tabs, ...others];
  const shown = all.some(({ isShown }) => isShown) ? all.findIndex(({ isShown }) => isShown) : all.length - 1;
  return all.map((tab, index) => ({ ...tab, isShown: index === shown }));
}

/** Reads what was stored; nothing when it is none of ours. */
export function parseArrangement(text: string | null): Arrangement {
  try {
    const { tabs, editors } = JSON.parse(text ?? "") as Partial<Arrangement>;
    return Array.isArray(tabs) && Array.isArray(editors) && tabs.every(isTab)
      ? { tabs, editors }
      : NOTHING_ARRANGED;
  } catch {
    return NOTHING_ARRANGED;
  }
}

function isTab(value: unknown): value is Tab {
  return typeof value === "object" && value !== null && "panes" in value && Array.isArray(value.panes);
}
