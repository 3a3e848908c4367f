import type { ChartSeries } from './chart-series'

/** A sample of a series' line, in its colour and its dashes. */
export function Swatch({ series }: { series: ChartSeries }) {
  return (
    <svg aria-hidden width={18} height={8} className="shrink-0">
      <line
        x1={0}
        x2={18}
        y1={4}
        y2={4}
        stroke={series.colour}
        strokeWidth={series.dash === undefined ? 4 : 2.5}
        strokeDasharray={series.dash}
      />
    </svg>
  )
}
