/** What of a page about traffic stands in the URL: the range, the pace, the zone. A pasted address gives the same picture. */

import type { TrafficQuestion } from '~/api/metrics'
import { oneOf, text } from '~/app/params'
import { localZone } from '~/domain/clock'
import type { TimeRange } from '~/domain/time-range'
import { DEFAULT_RANGE, faultOf } from '~/domain/time-range'

export const PACES = ['off', '5s', '15s', '1m'] as const
export type Pace = (typeof PACES)[number]

const SECONDS: Record<Pace, number> = { off: 0, '5s': 5, '15s': 15, '1m': 60 }

/** Choosing a range is a step that Back undoes, unlike typing. */
const point = (fallback: string) => ({ ...text(fallback), isTyped: false })

export const schema = {
  from: point(DEFAULT_RANGE.from),
  to: point(DEFAULT_RANGE.to),
  refresh: oneOf(PACES, '15s'),
  zone: oneOf(['local', 'utc'], 'local'),
}

export interface Search {
  from: string
  to: string
  refresh: Pace
  zone: 'local' | 'utc'
}

/** The range of the URL, or the usual one in the place of what is no range. */
export function rangeOf({ from, to }: Search, now: number): TimeRange {
  const range = { from, to }
  return faultOf(range, now) ? DEFAULT_RANGE : range
}

/** What the page asks about traffic. @param now seconds since 1970 */
export function questionOf(tenant: string, search: Search, now: number): TrafficQuestion {
  return { tenant, range: rangeOf(search, now), refresh: refreshOf(search) }
}

/** Seconds between two refreshes, 0 for none. */
export function refreshOf({ refresh }: Search): number {
  return SECONDS[refresh]
}

/** The IANA name of the chosen zone. */
export function zoneOf({ zone }: Search): string {
  return zone === 'utc' ? 'UTC' : localZone()
}
