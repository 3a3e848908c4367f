/**
 * Code that is not needed at first and must be there when things go wrong: it is fetched in a calm moment after the start,
 * when the server is known to answer, and kept.
 */

const CALM_MS = 3_000
const waiting: (() => Promise<unknown>)[] = []

/** Wraps a dynamic import: it is made once, on the first call or in the first calm moment. */
export function keep<T>(load: () => Promise<T>): () => Promise<T> {
  let kept: Promise<T> | undefined
  const once = () => {
    kept ??= load().catch((error: unknown) => {
      // A failed import may be tried again.
      kept = undefined
      throw error
    })
    return kept
  }
  waiting.push(once)
  return once
}

/** Fetches what was wrapped, a while after the start. */
export function fetchInCalm(): void {
  setTimeout(() => {
    for (const load of waiting.splice(0)) load().catch(() => undefined)
  }, CALM_MS)
}
