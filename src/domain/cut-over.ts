/**
 * May the old key go? Only after a silence that was watched, with the new key seen at work; whatever is not known is said, and is
 * never taken for silence.
 */

import { countedFor, type Doubt, doubtOf, isWatched } from './key-calls'
import type { RangeAnswer } from './traffic'

/** How long the old key must have been silent, in seconds: what a person may ask for. */
export const silences = [300, 900, 3600, 86_400] as const
export type Silence = (typeof silences)[number]
export const usualSilence: Silence = 900

export interface CutOver {
  verdict:
    | { say: 'safe' }
    | { say: 'wait'; why: 'old-in-use' | 'new-unused' }
    | { say: 'unknown'; why: Doubt }
  /** Calls with the old key during the silence asked for. */
  recentOld: number
  /** Calls since the rotation; undefined while the gateway was not scraped since. */
  old: number | undefined
  new: number | undefined
}

interface Asked {
  /** About the silence asked for. */
  recent: RangeAnswer
  /** About the time since the rotation. */
  since: RangeAnswer
  oldKey: string
  newKey: string
}

/** What the gateway's counts say about a rotation. Calls that were refused count as use: somebody still sends that key. */
export function cutOver({ recent, since, oldKey, newKey }: Asked): CutOver {
  const recentOld = countedFor(recent, [oldKey]).calls
  const counted = (key: string) => (isWatched(since) ? countedFor(since, [key]).calls : undefined)
  const fresh = counted(newKey)
  const verdict = verdictOf(recent, recentOld, fresh ?? 0)
  return { recentOld, old: counted(oldKey), new: fresh, verdict }
}

function verdictOf(recent: RangeAnswer, recentOld: number, fresh: number): CutOver['verdict'] {
  // A call that was seen is no matter of doubt.
  if (recentOld > 0) return { say: 'wait', why: 'old-in-use' }
  const doubt = doubtOf(recent)
  if (doubt !== undefined) return { say: 'unknown', why: doubt }
  return fresh > 0 ? { say: 'safe' } : { say: 'wait', why: 'new-unused' }
}
