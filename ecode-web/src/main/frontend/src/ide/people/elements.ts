/** An element with a class and plain text. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  name: string,
  text = "",
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  made.className = name;
  made.textContent = text;
  return made;
}

/** The mark of a person: their first letters on their colour. */
export function badge(fullName: string, colour: number | undefined): HTMLElement {
  const made = element("span", `ecode-badge${colour === undefined ? "" : ` ecode-person-${colour}`}`);
  made.setAttribute("aria-hidden", "true");
  made.textContent = initials(fullName);
  return made;
}

/** At most two letters; whole ones, as people of any script count them. */
function initials(name: string): string {
  const letters = new Intl.Segmenter(undefined, { granularity: "grapheme" });
  const firstOf = (word: string): string =>
    letters.segment(word).containing(0)?.segment.toLocaleUpperCase() ?? "";
  const words = name.split(/\s+/u).filter((word) => word !== "");
  return [...new Set([words[0], words.at(-1)])].map((word) => firstOf(word ?? "?")).join("");
}
