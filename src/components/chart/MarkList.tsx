import type { Clock } from '~/domain/clock'
import { formatNumber } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

import type { ChartMark } from './marks'

interface Props {
  marks: readonly ChartMark[]
  clock: Clock
}

/** What a chart's upright lines are, for who cannot point at them. */
export function MarkList({ marks, clock }: Props) {
  if (marks.length === 0) return null
  return (
    <details className="mt-1 text-xs text-muted">
      <summary className="cursor-pointer">
        <span
          aria-hidden
          className="mr-1.5 inline-block h-3 border-l border-dashed border-ink align-middle"
        />
        {m.charts_marks({ count: marks.length, shown: formatNumber(marks.length) })}
      </summary>
      <ul className="mt-1 flex flex-col gap-0.5">
        {marks.map(({ id, at, label }) => (
          <li key={id} className="[overflow-wrap:anywhere]">
            <span className="tabular-nums">{clock.moment(at)}</span> · {label}
          </li>
        ))}
      </ul>
    </details>
  )
}
