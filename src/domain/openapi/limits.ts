/** How much of a document is read. What is larger is refused before it is parsed, or as soon as it shows. */

const MEBIBYTE = 1024 * 1024

export const limits = {
  /** Bytes of the text. */
  text: 5 * MEBIBYTE,
  /** Levels of lists and objects inside each other. */
  depth: 64,
  /** How often the anchors of a YAML text may be used, with all that their use repeats. */
  aliases: 1_000,
  /** Values, after every alias stands for what it names. */
  values: 1_000_000,
  /** Characters of all names and texts, after every alias stands for what it names. */
  characters: 4 * 5 * MEBIBYTE,
  /** Faults that are told at once: a person mends the first ones first. */
  faults: 20,
  /** What the Control Plane stores (its limits of a request body): bytes as JSON, and levels. */
  stored: { bytes: MEBIBYTE, depth: 32 },
} as const

/** May the Control Plane store a document of this many bytes (as JSON) and levels? */
export const isStorable = ({ bytes, depth }: { bytes: number; depth: number }): boolean =>
  bytes <= limits.stored.bytes && depth <= limits.stored.depth
