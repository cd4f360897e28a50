/** How many colours there are for people. */
export const COLOURS_OF_PEOPLE = 8;

/** No more cursors than this are shown in one text, those who came first. */
export const MOST_CURSORS = 24;

const LONGEST_NAME = 100;

/** Somebody else in a document. */
export interface Peer {
  readonly client: number;
  readonly name: string;
  /** Number of a colour: people who are here together have different ones as long as there are enough. */
  readonly colour: number;
  /** Relative positions as the wire has them, not checked. */
  readonly anchor: unknown;
  readonly head: unknown;
}

/**
 * The others in a document, with what a cursor of them needs. States come from strangers: of each only a name is taken, as
 * plain text, and two positions; everything else in them is passed over, colours above all.
 *
 * @param known the colour that a person of a name has elsewhere on the page
 */
export function peersOf(
  states: ReadonlyMap<number, unknown>,
  self: number,
  known: (name: string) => number | undefined = () => undefined,
): Peer[] {
  const peers: Peer[] = [];
  const taken = new Set<number>();
  const colours = new Map<string, number>();
  for (const client of [...states.keys()].sort((one, other) => one - other)) {
    if (client === self || peers.length === MOST_CURSORS) {
      continue;
    }
    const state = record(states.get(client));
    const selection = record(state.selection);
    if (selection.anchor === undefined || selection.head === undefined) {
      continue;
    }
    const name = nameOf(record(state.user).name);
    const colour = known(name) ?? colours.get(name) ?? free(hash(name) % COLOURS_OF_PEOPLE, taken);
    colours.set(name, colour);
    taken.add(colour);
    peers.push({ client, name, colour, anchor: selection.anchor, head: selection.head });
  }
  return peers;
}

/** The colour that is wanted, or the next that nobody has. */
function free(wanted: number, taken: ReadonlySet<number>): number {
  for (let i = 0; i < COLOURS_OF_PEOPLE; i++) {
    const colour = (wanted + i) % COLOURS_OF_PEOPLE;
    if (!taken.has(colour)) {
      return colour;
    }
  }
  return wanted;
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

/** Without what breaks or turns around a line. */
function nameOf(value: unknown): string {
  const name =
    typeof value === "string"
      ? value
          .replace(/[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, " ")
          .trim()
          .slice(0, LONGEST_NAME)
      : "";
  return name === "" ? "Somebody" : name;
}

function hash(text: string): number {
  let sum = 0;
  for (let i = 0; i < text.length; i++) {
    sum = (sum * 31 + text.charCodeAt(i)) >>> 0;
  }
  return sum;
}
