/** The name that was most likely meant. */

/**
 * @param wanted as it was written
 * @param names those there are; the first of several that are equally near wins
 * @returns the nearest one, or undefined when none is near: more than a third of it would have to change
 */
export function nearest(wanted: string, names: readonly string[]): string | undefined {
  let best: string | undefined
  let least = Math.floor(Math.max(wanted.length, 3) / 3) + 1
  for (const name of names) {
    if (name === wanted || Math.abs(name.length - wanted.length) >= least) continue
    const away = distance(wanted.slice(0, longest), name.slice(0, longest))
    if (away < least) {
      best = name
      least = away
    }
  }
  return best
}

/** Longer texts are compared by their beginning: the distance costs the product of the lengths. */
const longest = 200

/** How many characters must be put in, taken out or replaced (Levenshtein). */
export function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= other.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1)
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[other.length] ?? 0
}

/**
 * A path of an OpenAPI document with its placeholders filled from another path, place by place.
 * @returns `/items/7` for `/items/{id}` and `/itmes/7`
 */
export function filledPath(template: string, asked: string): string {
  const given = asked.split('/')
  return template
    .split('/')
    .map((part, index) => (/^\{.*\}$/.test(part) ? (given[index] ?? part) : part))
    .join('/')
}
