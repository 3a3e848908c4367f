/** The range that is shown beside the one before it: a line a number, and one line that says what it is compared with. */

import type { ReactNode } from 'react'

import type { PanelQuery } from '~/components/state/Panel'
import { QuestionPopover } from '~/components/state/QuestionPopover'
import { compare, isComparable, watchedShare } from '~/domain/comparison'
import type { Reading } from '~/domain/reading'
import type { RangeAnswer } from '~/domain/traffic'
import { formatDuration, formatInstant, formatNumber, formatShare } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

const signed = (value: number, options: Intl.NumberFormatOptions = {}) =>
  formatNumber(value, { maximumFractionDigits: 1, signDisplay: 'exceptZero', ...options })

/** How a number of one kind is written, and its difference from before. */
const KINDS = {
  count: {
    write: (value: number) => formatNumber(Math.round(value)),
    differ: (change: number | undefined) =>
      change === undefined ? undefined : signed(change, { style: 'percent' }),
  },
  time: {
    write: (value: number) => formatDuration(value * 1000),
    differ: (change: number | undefined) =>
      change === undefined ? undefined : signed(change, { style: 'percent' }),
  },
  share: {
    write: formatShare,
    differ: (_: number | undefined, difference: number) =>
      m.traffic_points({ points: signed(difference * 100, { maximumFractionDigits: 2 }) }),
  },
}

interface Props {
  now: Reading<number>
  before: Reading<number>
  /** Share of the range before that was measured. */
  share: number
  kind: keyof typeof KINDS
}

/** The difference from the range before: `+12% · 1,234 before`. Nothing where there is nothing to compare. */
export function Compared({ now, before, share, kind }: Props) {
  const comparison = compare(now, before, share)
  if (comparison?.state !== 'compared') return null
  const { write, differ } = KINDS[kind]
  const difference = differ(comparison.change, comparison.difference)
  const earlier = m.traffic_before({ value: write(comparison.before) })
  return (
    <p className="text-xs text-muted tabular-nums">
      {difference === undefined ? earlier : `${difference} · ${earlier}`}
    </p>
  )
}

export interface Earlier {
  query: PanelQuery<RangeAnswer>
  /** IANA name of the zone in which its ends are written. */
  zone: string
}

/** What the numbers are compared with; or why they are not. */
export function ComparedWith({ query: { data, error }, zone }: Earlier) {
  if (error)
    return <Line tone="text-warn">{m.traffic_before_failed({ cause: error.message })}</Line>
  if (data === undefined) return <Line>{m.traffic_before_asked()}</Line>
  return (
    <Line>
      {withWhat(data, zone)}
      <QuestionPopover question={data.question} label={m.traffic_before_label()} />
    </Line>
  )
}

function withWhat(earlier: RangeAnswer, zone: string): string {
  const share = watchedShare(earlier)
  if (share === 0) return m.traffic_before_none()
  const { start, end } = earlier.window
  const between = {
    from: formatInstant(start * 1000, zone),
    to: formatInstant(end * 1000, zone),
  }
  return isComparable(share)
    ? m.traffic_before_range(between)
    : m.traffic_before_partly({ share: formatShare(share), ...between })
}

function Line({ tone = 'text-faint', children }: { tone?: string; children: ReactNode }) {
  return <p className={`mt-3 flex flex-wrap items-center gap-1 text-xs ${tone}`}>{children}</p>
}
