import type { ReactNode } from 'react'

import { ReadingValue } from '~/components/state/ReadingValue'
import { watchedShare } from '~/domain/comparison'
import type { Family } from '~/domain/metric-families'
import type { Quantile } from '~/domain/promql'
import type { Reading } from '~/domain/reading'
import type { RangeAnswer, Totals } from '~/domain/traffic'
import { rangeQuantile, requestShare, requestTotals } from '~/domain/traffic'
import { formatDuration, formatNumber, formatShare } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

import type { Earlier } from './Compared'
import { Compared, ComparedWith } from './Compared'
import { classLabel } from './series-looks'

type Read = (answer: RangeAnswer) => Reading<number>

const errors: Read = (answer) => requestShare(answer, '5xx')
const limited: Read = (answer) => requestShare(answer, '429')
const p95: Read = (answer) => rangeQuantile(answer, '0.95')
const allRequests: Read = (answer) => {
  const totals = requestTotals(answer)
  return 'value' in totals ? { ...totals, value: totals.value.all } : totals
}

const seconds = (value: number) => formatDuration(value * 1000)

interface Props {
  answer: RangeAnswer
  /** Why there are no response times, where the gateway measures none. */
  timesOff?: string
  /** The same of the range before, where the two are compared. */
  earlier?: Earlier
}

/** The range in numbers, all of them from one answer. */
export function SummaryTiles({ answer, timesOff, earlier }: Props) {
  const off = timesOff ?? timesMissing(answer)
  const time = (quantile: Quantile): Reading<number> =>
    off === undefined ? rangeQuantile(answer, quantile) : { state: 'off', reason: off }
  const totals = requestTotals(answer)
  const versus = (kind: 'count' | 'share' | 'time', read: Read) =>
    earlier?.query.data && (
      <Compared
        kind={kind}
        now={read(answer)}
        before={read(earlier.query.data)}
        share={watchedShare(earlier.query.data)}
      />
    )
  return (
    <>
      <dl className="grid grid-cols-2 gap-x-6 gap-y-3 sm:grid-cols-3 xl:grid-cols-6">
        <Tile
          label={m.traffic_requests()}
          reading={totals}
          format={(value) => formatNumber(value.all)}
          how={m.traffic_requests_how()}
          versus={versus('count', allRequests)}
          note={'value' in totals && <Classes totals={totals.value} />}
        />
        <Tile
          label={m.traffic_error_share()}
          reading={errors(answer)}
          format={formatShare}
          note={m.traffic_error_share_of()}
          how={m.traffic_error_share_how()}
          versus={versus('share', errors)}
        />
        <Tile
          label={m.traffic_limited_share()}
          reading={limited(answer)}
          format={formatShare}
          note={m.traffic_limited_share_of()}
          how={m.traffic_limited_share_how()}
          versus={versus('share', limited)}
        />
        <Tile label={m.traffic_p50()} reading={time('0.5')} format={seconds} />
        <Tile
          label={m.traffic_p95()}
          reading={time('0.95')}
          format={seconds}
          versus={off === undefined && versus('time', p95)}
        />
        <Tile label={m.traffic_p99()} reading={time('0.99')} format={seconds} />
      </dl>
      {earlier && <ComparedWith {...earlier} />}
      {answer.family && <Source family={answer.family} />}
      {answer.warnings.length > 0 && (
        <p className="mt-2 text-xs text-warn">
          {m.charts_warnings({ text: answer.warnings.join('; ') })}
        </p>
      )}
    </>
  )
}

/** Why the names that were asked for have no response times; undefined where they have. */
function timesMissing({ family }: RangeAnswer): string | undefined {
  return family && family.buckets === undefined
    ? m.traffic_off_family_times({ metric: family.requests })
    : undefined
}

/** Which metric it was: another installation counts under another name, and maybe for all tenants at once. */
function Source({ family: { requests: metric, labels } }: { family: Family }) {
  return labels.tenant === undefined ? (
    <p className="mt-1 text-xs text-warn">{m.traffic_family_all({ metric })}</p>
  ) : (
    <p className="mt-1 text-xs text-faint">{m.traffic_family({ metric })}</p>
  )
}

interface TileProps<T> {
  label: string
  reading: Reading<T>
  format: (value: T) => string
  note?: ReactNode
  /** How it stands against the range before. */
  versus?: ReactNode
  /** How the number is worked out from the answer. */
  how?: string
}

function Tile<T>({ label, reading: measured, format, note, versus, how }: TileProps<T>) {
  const reading = how === undefined ? measured : derived(measured, how)
  return (
    <div className="min-w-0">
      <dt className="text-sm text-muted">{label}</dt>
      <dd>
        <ReadingValue reading={reading} format={format} label={label} size="lg" />
        {versus}
        {note !== undefined && note !== false && <div className="text-xs text-faint">{note}</div>}
      </dd>
    </div>
  )
}

/** The reading with the way it was worked out. */
function derived<T>(reading: Reading<T>, derivation: string): Reading<T> {
  if (reading.state === 'off') return reading
  return { ...reading, question: { ...reading.question, derivation } }
}

function Classes({ totals }: { totals: Totals }) {
  return (
    <ul className="flex flex-wrap gap-x-2">
      {totals.classes.map(({ id, count }) => (
        <li key={id} className="whitespace-nowrap tabular-nums">
          {classLabel(id)} {formatNumber(count)}
        </li>
      ))}
    </ul>
  )
}
