const LONGEST = 60;

/** The address the server makes of a name, shown while it is typed; the server may add a number where it is taken. */
export function slugOf(name: string): string {
  const joined = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  const cut = joined.slice(0, LONGEST).replace(/-+$/, "");
  return cut === "" ? "workspace" : cut;
}

/** As the server counts: whole characters, not UTF-16 units. */
export function lengthOf(name: string): number {
  return Array.from(name.trim()).length;
}

export const LONGEST_NAME = 100;
