/** What a burst's verdict is called, and its reasoning in sentences. */

import type { BurstResult } from '~/api/burst'
import { type BurstFaults } from '~/domain/burst-form'
import { BROWSER_CONNECTIONS, type Limit, MOST_CALLS } from '~/domain/burst'
import type { Because, BurstVerdict, Judgement } from '~/domain/burst-verdict'
import { formatDuration, formatNumber } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

export const burstFaults: BurstFaults = {
  calls: () => m.labs_fault_calls({ most: MOST_CALLS }),
  concurrency: () => m.labs_fault_calls({ most: BROWSER_CONNECTIONS }),
  pace: m.labs_fault_pace,
  path: m.labs_fault_path,
  key: m.labs_fault_key,
}

export const verdictWords: Record<BurstVerdict, () => string> = {
  enforced: m.labs_verdict_enforced,
  not_enforced: m.labs_verdict_not_enforced,
  stricter: m.labs_verdict_stricter,
  cannot_tell: m.labs_verdict_cannot_tell,
}

export const limitText = ({ perMinute, burst }: Limit): string =>
  m.labs_limit({ perMinute: formatNumber(perMinute), burst: formatNumber(burst) })

interface Said {
  first: string
  expected: string
  refill: string
  passed: string
  within: string
  most: string
  found: string
  reason: string
  enough: string
}

const sentences: Record<Because, (said: Said) => string> = {
  as_configured: m.labs_because_as_configured,
  partly_used: m.labs_because_partly_used,
  none_refused: m.labs_because_none_refused,
  looser: m.labs_because_looser,
  lower_limit: m.labs_because_lower_limit,
  impossible: () => m.labs_because_impossible(),
  unconfigured: () => m.labs_because_unconfigured(),
  maybe_used: m.labs_because_maybe_used,
  nothing_configured: () => m.labs_because_nothing_configured(),
  no_answer: () => m.labs_because_no_answer(),
  not_reached: m.labs_because_not_reached,
  other_limit: m.labs_because_other_limit,
  too_few: (said) =>
    said.enough === '' ? m.labs_because_too_slow() : m.labs_because_too_few(said),
  nothing_sent: () => m.labs_because_nothing_sent(),
}

/** The reasoning behind a judgement. */
export function becauseText(judgement: Judgement): string {
  const { because, first, expectedFirst, refill, overrun, found, reason, enough } = judgement
  const text = (value: number | undefined) => (value === undefined ? '–' : formatNumber(value))
  return sentences[because]({
    first: text(first),
    expected: text(expectedFirst),
    refill: text(refill),
    passed: text(overrun?.passed),
    within: overrun ? formatDuration(overrun.within) : '–',
    most: text(overrun?.most),
    found: found ? limitText(found) : '–',
    reason: reason ?? '–',
    enough: enough === undefined ? '' : formatNumber(enough),
  })
}

const levels: Record<string, () => string> = {
  consumer: m.labs_level_consumer,
  api: m.labs_level_api,
  tenant: m.labs_level_tenant,
}

/** What else has to be known to read the verdict. */
export function notesOf(
  { expectation, calls, planned, isTried }: BurstResult,
  judgement: Judgement,
): string[] {
  const { source, isDisabled, isElsewhere, overruledBy } = expectation
  const name = source?.name ?? ''
  const { unknown } = judgement.counts
  return [
    ...(isDisabled === true ? [m.labs_note_disabled({ name })] : []),
    ...(isElsewhere === true ? [m.labs_note_elsewhere({ name })] : []),
    ...(overruledBy
      ? [
          m.labs_note_overruled({
            winner: overruledBy.policy_name,
            level: levels[overruledBy.level]?.() ?? overruledBy.level,
            priority: overruledBy.priority,
          }),
        ]
      : []),
    ...(isTried ? [m.labs_note_tried()] : []),
    ...(calls.length < planned ? [m.labs_note_stopped({ done: calls.length, planned })] : []),
    ...(unknown > 0 && unknown < calls.length ? [m.labs_note_unknown({ count: unknown })] : []),
  ]
}
