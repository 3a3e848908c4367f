import type { ReactNode } from 'react'

import { ReadingValue } from '~/components/state/ReadingValue'
import type { Reading } from '~/domain/reading'
import type { RangeAnswer, Totals } from '~/domain/traffic'
import { rangeQuantile, requestShare, requestTotals } from '~/domain/traffic'
import { formatDuration, formatNumber, formatShare } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

import { classLabel } from './series-looks'

const seconds = (value: number) => formatDuration(value * 1000)

/** The range in numbers, all of them from one answer. */
export function SummaryTiles({ answer }: { answer: RangeAnswer }) {
  const totals = requestTotals(answer)
  return (
    <>
      <dl className="grid grid-cols-2 gap-x-6 gap-y-3 sm:grid-cols-3 xl:grid-cols-6">
        <Tile
          label={m.dashboard_requests()}
          reading={totals}
          format={(value) => formatNumber(value.all)}
          how={m.dashboard_requests_how()}
          note={'value' in totals && <Classes totals={totals.value} />}
        />
        <Tile
          label={m.dashboard_error_share()}
          reading={requestShare(answer, '5xx')}
          format={formatShare}
          note={m.dashboard_error_share_of()}
          how={m.dashboard_error_share_how()}
        />
        <Tile
          label={m.dashboard_limited_share()}
          reading={requestShare(answer, '429')}
          format={formatShare}
          note={m.dashboard_limited_share_of()}
          how={m.dashboard_limited_share_how()}
        />
        <Tile label={m.dashboard_p50()} reading={rangeQuantile(answer, '0.5')} format={seconds} />
        <Tile label={m.dashboard_p95()} reading={rangeQuantile(answer, '0.95')} format={seconds} />
        <Tile label={m.dashboard_p99()} reading={rangeQuantile(answer, '0.99')} format={seconds} />
      </dl>
      {answer.warnings.length > 0 && (
        <p className="mt-2 text-xs text-warn">
          {m.charts_warnings({ text: answer.warnings.join('; ') })}
        </p>
      )}
    </>
  )
}

interface TileProps<T> {
  label: string
  reading: Reading<T>
  format: (value: T) => string
  note?: ReactNode
  /** How the number is worked out from the answer. */
  how?: string
}

function Tile<T>({ label, reading: measured, format, note, how }: TileProps<T>) {
  const reading = how === undefined ? measured : derived(measured, how)
  return (
    <div className="min-w-0">
      <dt className="text-sm text-muted">{label}</dt>
      <dd>
        <ReadingValue reading={reading} format={format} label={label} size="lg" />
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
