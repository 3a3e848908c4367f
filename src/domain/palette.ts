/** What the command palette makes of the text that is typed into it. */

/** Lower case, without accents, words parted by single spaces: "  Éditer  API" is "editer api". */
export function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim().replace(/\s+/g, ' ')
}

/**
 * How well a text answers what was typed; undefined when a typed word is not in it. Every typed word has to begin a word of the
 * text (2 points, 3 for the first word of it) or to stand inside one (1 point).
 */
export function scoreOf(text: string, typed: string): number | undefined {
  const words = folded(text).split(/[\s/:,.()-]+/)
  let score = 0
  for (const part of folded(typed).split(' ').filter(Boolean)) {
    if (words[0]?.startsWith(part)) score += 3
    else if (words.some((word) => word.startsWith(part))) score += 2
    else if (words.some((word) => word.includes(part))) score += 1
    else return undefined
  }
  return score
}

/** The entries that answer what was typed, the best first; of equal ones the earlier first. All of them when nothing is typed. */
export function ranked<Entry>(
  entries: readonly Entry[],
  textOf: (entry: Entry) => string,
  typed: string,
): Entry[] {
  return entries
    .map((entry) => ({ entry, score: scoreOf(textOf(entry), typed) }))
    .filter(({ score }) => score !== undefined)
    .toSorted((a, b) => (b.score ?? 0) - (a.score ?? 0))
    .map(({ entry }) => entry)
}

/** A command with an object: "rotate acme" is `{ verb: 'rotate', rest: 'acme' }`. Undefined where the first word is no verb or stands alone. */
export function commanded<Verb extends string>(
  typed: string,
  words: Readonly<Record<Verb, string>>,
): { verb: Verb; rest: string } | undefined {
  const [first = '', ...others] = typed.trim().split(/\s+/)
  const rest = others.join(' ')
  if (rest === '') return undefined
  const said = folded(first)
  const verb = (Object.keys(words) as Verb[]).find((one) => folded(words[one]) === said)
  return verb === undefined ? undefined : { verb, rest }
}
