/** How much each key of a consumer was used, as readings; nothing here turns "not measured" into a number. */

import type { Reading } from './reading'
import { labelOf } from './series'
import type { RangeAnswer } from './traffic'

export interface KeyCalls {
  /** Requests that came with the key, whatever became of them. */
  calls: number
  /** Refused by a limit (429). */
  limited: number
  /** Refused or failed otherwise (4xx, 5xx). */
  errors: number
}

/** Why a count by key cannot be believed. */
export type Doubt =
  /** The gateway counts some consumers together, because there are too many of them. */
  | 'gathered'
  /** The gateway was not scraped during the whole range. */
  | 'gaps'
  /** The newest sample is too old. */
  | 'stale'
  /** The gateway was never scraped in the range. */
  | 'unwatched'

/** After so many missed scrapes the present is not known (design.md, "Reading"). */
const STALE_AFTER_SCRAPES = 3
/** Share of the scrapes of a range that must be there: one or two may be missed while a gateway restarts. */
const NEEDED_SCRAPES = 0.9

function figureOf(answer: RangeAnswer, figure: string): number | undefined {
  const found = answer.series.find((series) => labelOf(series, 'figure') === figure)
  return found?.samples.at(-1)?.value
}

/** Milliseconds since 1970 of the newest sample; undefined when the gateway was not scraped in the range. */
function newestSample(answer: RangeAnswer): number | undefined {
  const seconds = figureOf(answer, 'sampled_at')
  return seconds === undefined ? undefined : seconds * 1000
}

/**
 * Why a 0 in this answer would not mean that nothing was called; undefined when it means just that.
 * @param answer to `callsByKey`
 */
export function doubtOf(answer: RangeAnswer): Doubt | undefined {
  if ((figureOf(answer, 'gathered') ?? 0) > 0) return 'gathered'
  const newest = newestSample(answer)
  if (newest === undefined) return 'unwatched'
  if (answer.window.end - newest / 1000 > STALE_AFTER_SCRAPES * answer.scrape) return 'stale'
  const expected = (answer.window.end - answer.window.start) / answer.scrape
  const seen = figureOf(answer, 'watched') ?? 0
  return seen < Math.floor(expected * NEEDED_SCRAPES) ? 'gaps' : undefined
}

/** Was the gateway scraped at all in the range? Where it was not, no count is known, and 0 would be made up. */
export function isWatched(answer: RangeAnswer): boolean {
  return newestSample(answer) !== undefined
}

/** A count that `increase()` answered for is a fraction; a key that was used at all was used once. */
function whole(count: number): number {
  return count > 0 ? Math.max(1, Math.round(count)) : 0
}

/** What was counted for some keys, added up; all keys of the answer when none are named. */
export function countedFor(answer: RangeAnswer, keys?: readonly string[]): KeyCalls {
  const sums = { '': 0, limited: 0, errors: 0 }
  for (const series of answer.series) {
    const key = labelOf(series, 'key')
    const figure = labelOf(series, 'figure')
    if (key === '' || !Object.hasOwn(sums, figure) || (keys && !keys.includes(key))) continue
    const value = series.samples.at(-1)?.value ?? 0
    // One of the three, as just checked.
    if (Number.isFinite(value)) sums[figure as keyof typeof sums] += value
  }
  const { limited, errors } = sums
  return {
    calls: whole(sums[''] + limited + errors),
    limited: whole(limited),
    errors: whole(errors),
  }
}

/**
 * The calls with some keys in the range. A 0 is a measured one: the gateway was watched and counts by name.
 * @param gathered the sentence for a gateway that counts some consumers together
 */
export function keyCallsIn(
  answer: RangeAnswer,
  keys: readonly string[] | undefined,
  gathered: string,
): Reading<KeyCalls> {
  const { question } = answer
  const doubt = doubtOf(answer)
  if (doubt === 'gathered') return { state: 'off', reason: gathered }
  const sampledAt = newestSample(answer)
  if (sampledAt === undefined) return { state: 'empty', question }
  const state = doubt === 'stale' ? 'stale' : 'value'
  return { state, value: countedFor(answer, keys), sampledAt, question }
}

/** The calls of a consumer by API, the most called first. */
export function callsByApi(answer: RangeAnswer): { api: string; calls: KeyCalls }[] {
  const names = new Set(
    answer.series.flatMap((series) =>
      labelOf(series, 'key') === '' ? [] : [labelOf(series, 'api')],
    ),
  )
  return [...names]
    .map((api) => {
      const series = answer.series.filter((one) => labelOf(one, 'api') === api)
      return { api, calls: countedFor({ ...answer, series }) }
    })
    .toSorted((a, b) => b.calls.calls - a.calls.calls || (a.api < b.api ? -1 : 1))
}
