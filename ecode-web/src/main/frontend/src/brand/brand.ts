/** What the product is called wherever a person reads it. */
export const PRODUCT = "E-Code";

/** The colours of the mark and of everything that should look like us; brand.css gives them to the pages. */
export const COLOURS = {
  /** Deep indigo: the primary colour, 7.9:1 on white. */
  indigo: "#4338ca",
  /** The primary colour on dark ground. */
  indigoOnDark: "#b4b9fb",
  /** Teal: accents, never body text. */
  teal: "#0d9488",
  /** The accent on dark ground. */
  tealOnDark: "#5eead4",
} as const;
