import type { Clock } from '~/domain/clock'
import { m } from '~/i18n/gen/messages'
import type { ChartSeries, ChartUnit } from './chart-series'
import { valueText } from './chart-series'
import { type ChartMark, marksAt } from './marks'

interface Props {
  caption: string
  times: readonly number[]
  series: readonly ChartSeries[]
  unit: ChartUnit
  clock: Clock
  marks: readonly ChartMark[]
}

/** All values of a chart as text, the newest first: for who cannot see the picture, or wants the numbers. */
export function ValueTable({ caption, times, series, unit, clock, marks }: Props) {
  const words = { noSample: m.charts_no_sample() }
  return (
    // Scrolls in both directions, so it takes part in the tab order.
    <section
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- without a mouse there is no other way to scroll it
      tabIndex={0}
      aria-label={m.charts_values({ name: caption })}
      className="h-full overflow-auto"
    >
      <table className="w-full border-collapse text-left text-xs">
        <caption className="sr-only">{caption}</caption>
        <thead className="sticky top-0 bg-surface">
          <tr>
            <th scope="col" className="py-1 pr-4 font-medium">
              {m.charts_time()}
            </th>
            {series.map((one) => (
              <th key={one.id} scope="col" className="py-1 pl-4 text-right font-medium">
                {one.label}
              </th>
            ))}
            {marks.length > 0 && (
              <th scope="col" className="py-1 pl-4 font-medium">
                {m.charts_marks_column()}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {times
            .map((at, index) => (
              <tr key={at} className="border-t border-line">
                <th scope="row" className="py-0.5 pr-4 font-normal whitespace-nowrap text-muted">
                  {clock.moment(at)}
                </th>
                {series.map((one) => (
                  <td
                    key={one.id}
                    className="py-0.5 pl-4 text-right whitespace-nowrap tabular-nums"
                  >
                    {valueText(one.values[index], unit, words)}
                  </td>
                ))}
                {marks.length > 0 && (
                  <td className="min-w-40 py-0.5 pl-4">
                    {marksAt(marks, times, index)
                      .map((mark) => `${clock.moment(mark.at)} · ${mark.label}`)
                      .join('; ')}
                  </td>
                )}
              </tr>
            ))
            .toReversed()}
        </tbody>
      </table>
    </section>
  )
}
