import { m } from '~/i18n/gen/messages'
import type { ChartSeries, ChartUnit } from './chart-series'
import { newestValue, valueText } from './chart-series'
import { Swatch } from './Swatch'

interface Props {
  series: readonly ChartSeries[]
  unit: ChartUnit
  /** Id of the series that is shown alone. */
  alone: string | undefined
  onAlone: (id: string | undefined) => void
}

/** The series with their newest values. A press shows one alone, another press all of them again. */
export function ChartLegend({ series, unit, alone, onAlone }: Props) {
  return (
    <ul aria-label={m.charts_legend()} className="mt-1 flex flex-wrap gap-x-1 gap-y-0.5 text-xs">
      {series.map((one) => {
        const isAlone = alone === one.id
        const isHidden = alone !== undefined && !isAlone
        return (
          <li key={one.id}>
            <button
              type="button"
              aria-pressed={isAlone}
              title={isAlone ? m.charts_legend_all() : m.charts_legend_only({ name: one.label })}
              onClick={() => onAlone(isAlone ? undefined : one.id)}
              className={`flex min-h-6 items-center gap-1.5 rounded-sm px-1.5 hover:bg-hover ${isHidden ? 'text-faint line-through' : ''}`}
            >
              <Swatch series={one} />
              {one.label}
              <span className="text-muted tabular-nums">
                {valueText(newestValue(one), unit, { noSample: m.charts_no_sample() })}
              </span>
            </button>
          </li>
        )
      })}
    </ul>
  )
}
