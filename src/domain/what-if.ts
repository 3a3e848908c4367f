/**
 * What a proposed limit would have refused of traffic that was measured. Prometheus knows how many calls came between two samples
 * and not when: so the answer is two bounds, the calls spread as well as they can be, and as badly.
 */

import type { Limit } from './burst'

/** Calls of one caller between two samples. */
export interface Span {
  /** Seconds since 1970. */
  start: number
  end: number
  calls: number
}

export interface Refusals {
  calls: number
  /** Calls refused if they came as evenly as the samples allow. */
  least: number
  /** … and if they came as close together as the samples allow. */
  most: number
  /** Spans in which at least one call is refused however they came, and in which one can be. */
  leastSpans: number
  mostSpans: number
  /** The busiest span, in calls a minute. */
  peak: number
}

/**
 * @param spans of one caller of one API, in order; spans without a call may be left out
 * @param uncertainty seconds by which a call may have come before its span: a counter is as old as the last scrape
 */
export function refusalsOf(spans: readonly Span[], limit: Limit, uncertainty: number): Refusals {
  const busy = spans.filter(({ calls }) => calls > 0)
  const calls = busy.reduce((sum, span) => sum + span.calls, 0)
  const best = spreadOut(busy, limit, uncertainty)
  return {
    calls,
    least: best.refused,
    leastSpans: best.spans,
    most: Math.max(best.refused, calls - surelyAdmitted(busy, limit, uncertainty)),
    mostSpans: Math.max(best.spans, overflowing(busy, limit, uncertainty)),
    peak: Math.max(0, ...busy.map((span) => (span.calls * 60) / (span.end - span.start))),
  }
}

const perSecond = ({ perMinute }: Limit) => perMinute / 60
const ROUNDING = 1e-6

/** The most that a bucket can let through, calls lying wherever it suits it; what is beyond is refused in any case. */
function spreadOut(
  spans: readonly Span[],
  limit: Limit,
  uncertainty: number,
): { refused: number; spans: number } {
  // A span may begin earlier than it says, so each stretch may have had this much more time to refill.
  const capacity = limit.burst + perSecond(limit) * uncertainty
  const found = { refused: 0, spans: 0 }
  let tokens = capacity
  let at = spans[0]?.start ?? 0
  for (const { start, end, calls } of spans) {
    tokens = Math.min(capacity, tokens + perSecond(limit) * Math.max(0, start - at))
    const room = tokens + perSecond(limit) * (end - start)
    const admitted = Math.min(calls, Math.floor(room + ROUNDING))
    tokens = Math.min(capacity, room - admitted)
    at = end
    found.refused += calls - admitted
    if (admitted < calls) found.spans += 1
  }
  return found
}

interface Sure {
  /** Calls that surely passed up to this span. */
  passed: number
  /** Tokens that are surely left after its last call. */
  left: number
}

/**
 * Calls that pass wherever in their spans they lie. The first call of a span finds at least what is left from before and what was
 * refilled in the time that surely lies between; nothing is refused before all of that is taken.
 */
function surelyAdmitted(spans: readonly Span[], limit: Limit, uncertainty: number): number {
  const chain: Sure[] = []
  for (const [place, span] of spans.entries()) {
    const one = chain[place - 1]
    const two = chain[place - 2]
    const [before, beforeThat] = [spans[place - 1], spans[place - 2]]
    const found = [
      one && before
        ? next(one, gap(before, span, uncertainty), [span], limit)
        : next({ passed: 0, left: limit.burst }, 0, [span], limit),
      // The same over two spans at once: between the one before the last and this one lies at least a whole span.
      ...(two && before && beforeThat
        ? [next(two, gap(beforeThat, span, uncertainty), [before, span], limit)]
        : []),
    ]
    const best = found.reduce((a, b) =>
      b.passed > a.passed || (b.passed === a.passed && b.left > a.left) ? b : a,
    )
    chain.push(best)
  }
  return chain.at(-1)?.passed ?? 0
}

const gap = (from: Span, to: Span, uncertainty: number) =>
  Math.max(0, to.start - from.end - uncertainty)

/** After the last of some spans, the earlier of which may have taken from what the last finds, and then passed themselves. */
function next(before: Sure, seconds: number, spans: readonly Span[], limit: Limit): Sure {
  const tokens = Math.min(limit.burst, before.left + perSecond(limit) * seconds)
  const last = spans.at(-1)?.calls ?? 0
  const all = spans.reduce((sum, { calls }) => sum + calls, 0)
  return {
    passed: before.passed + Math.min(last, Math.floor(tokens + ROUNDING)),
    left: Math.max(0, tokens - all),
  }
}

/**
 * In how many spans the bucket can run empty. `level` is the most that can be used of it, plus what is refilled since the beginning:
 * it grows by one with a call, and is never further ahead of the refill than the bucket is large.
 */
function overflowing(spans: readonly Span[], limit: Limit, uncertainty: number): number {
  const rate = perSecond(limit)
  const origin = spans[0]?.start ?? 0
  let level = 0
  let found = 0
  for (const { start, end, calls } of spans) {
    const used = Math.max(0, level - rate * Math.max(0, start - uncertainty - origin))
    if (used + calls > limit.burst + ROUNDING) found += 1
    const refilled = rate * (end - origin)
    level = Math.min(limit.burst + refilled, Math.max(level, refilled) + calls)
  }
  return found
}

/** A counter's value at the times of a grid; undefined where there was no sample. */
export type Readings = readonly (number | undefined)[]

/**
 * Calls between the samples of a counter. A gap makes one longer span; a counter that fell has begun again; one that appears
 * where its gateway was watched before has begun at 0, and what one had counted before nobody was watching is unknown.
 * @param isWatched whether the gateway was scraped at each time
 */
export function spansOf(
  times: readonly number[],
  values: Readings,
  isWatched: (place: number) => boolean,
): Span[] {
  const spans: Span[] = []
  let known: { at: number; value: number } | undefined
  for (const [place, at] of times.entries()) {
    const value = values[place]
    if (value === undefined) {
      if (isWatched(place)) known = { at, value: 0 }
      continue
    }
    if (known && at > known.at) {
      const calls = value >= known.value ? value - known.value : value
      spans.push({ start: known.at, end: at, calls: Math.round(calls) })
    }
    known = { at, value }
  }
  return spans
}

/** The sum of several counters' spans at the same times. */
export function addSpans(lists: readonly (readonly Span[])[]): Span[] {
  const sums = new Map<string, Span>()
  for (const span of lists.flat()) {
    const key = `${span.start} ${span.end}`
    const held = sums.get(key)
    sums.set(key, held ? { ...held, calls: held.calls + span.calls } : span)
  }
  return mergeOverlaps([...sums.values()].toSorted((a, b) => a.end - b.end || a.start - b.start))
}

/** Spans of counters that were seen at different times may overlap: then only their sum over the longer one is known. */
function mergeOverlaps(spans: readonly Span[]): Span[] {
  const merged: Span[] = []
  for (const span of spans) {
    let sum = span
    for (let last = merged.at(-1); last && last.end > sum.start; last = merged.at(-1)) {
      merged.pop()
      sum = {
        start: Math.min(last.start, sum.start),
        end: Math.max(last.end, sum.end),
        calls: last.calls + sum.calls,
      }
    }
    merged.push(sum)
  }
  return merged
}
