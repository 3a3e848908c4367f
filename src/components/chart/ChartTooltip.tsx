import type { Clock } from '~/domain/clock'
import { m } from '~/i18n/gen/messages'
import type { ChartSeries, ChartUnit } from './chart-series'
import { valueText } from './chart-series'
import type { ChartMark } from './marks'
import { Swatch } from './Swatch'

interface Props {
  /** Seconds since 1970. */
  at: number
  /** Place of that time among the values. */
  index: number
  series: readonly ChartSeries[]
  unit: ChartUnit
  clock: Clock
  /** What happened since the time before. */
  marks: readonly ChartMark[]
}

/** The exact values at one time, the time with its zone. The topmost of a stack comes first, as it is drawn. */
export function ChartTooltip({ at, index, series, unit, clock, marks }: Props) {
  return (
    <div className="rounded-md border border-line bg-raised px-2.5 py-2 text-xs shadow-pop">
      <p className="mb-1 text-muted">{clock.moment(at)}</p>
      <ul>
        {series.toReversed().map((one) => (
          <li key={one.id} className="flex items-center gap-2">
            <Swatch series={one} />
            <span className="grow">{one.label}</span>
            <span className="pl-3 tabular-nums">
              {valueText(one.values[index], unit, { noSample: m.charts_no_sample() })}
            </span>
          </li>
        ))}
      </ul>
      {marks.length > 0 && (
        <ul className="mt-1 max-w-64 border-t border-line pt-1">
          {marks.map((mark) => (
            <li key={mark.id} className="[overflow-wrap:anywhere]">
              {clock.moment(mark.at)} · {mark.label}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
