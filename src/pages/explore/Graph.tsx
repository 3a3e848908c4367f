import { useMemo } from 'react'

import type { Explored } from '~/api/explore'
import type { ChartSeries, ChartUnit } from '~/components/chart/chart-series'
import { ChartFrame } from '~/components/chart/ChartFrame'
import { ReadingValue } from '~/components/state/ReadingValue'
import type { Clock } from '~/domain/clock'
import { seriesText } from '~/domain/promql-fault'
import type { Grid } from '~/domain/query-step'
import { timesOf } from '~/domain/query-step'
import { align, type Series } from '~/domain/series'
import { formatCompact, formatNumber } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

interface Props {
  answer: Explored
  clock: Clock
  onZoom: (first: number, second: number) => void
}

/** More lines cannot be told apart; the table holds them all. */
const MOST = 12
const COLOURS = 8
const DASHES = [undefined, '6 3']

/** What an expression is about is not known: its numbers are written as they are. */
const PLAIN: ChartUnit = {
  exact: (value) => formatNumber(value, { maximumSignificantDigits: 6 }),
  short: formatCompact,
}

function lineOf(series: Series, place: number, grid: Grid): ChartSeries {
  const dash = DASHES[Math.floor(place / COLOURS)]
  const label = seriesText(series.labels)
  return {
    id: label,
    label,
    values: align(series.samples, grid),
    colour: `var(--color-series-${(place % COLOURS) + 1})`,
    ...(dash !== undefined && { dash }),
  }
}

/** The answer over time. */
export function Graph({ answer, clock, onZoom }: Props) {
  const { grid, series, question, window, warnings } = answer
  // Not made anew while the next answer is awaited: each time the chart would be drawn again.
  const times = useMemo(() => (grid ? timesOf(grid) : []), [grid])
  const lines = useMemo(
    () => (grid ? series.slice(0, MOST).map((one, place) => lineOf(one, place, grid)) : []),
    [series, grid],
  )
  const newest = Math.max(...series.map(({ samples }) => samples.at(-1)?.at ?? 0))
  if (!grid || series.length === 0)
    return (
      <ReadingValue
        reading={{ state: 'empty', question }}
        format={() => ''}
        label={m.explore_result()}
      />
    )
  return (
    <div className="flex min-w-0 flex-col gap-2">
      {series.length > MOST && (
        <p className="text-sm text-muted">
          {m.explore_first({ shown: MOST, count: formatNumber(series.length) })}
        </p>
      )}
      <ChartFrame
        label={m.explore_graph()}
        kind="lines"
        times={times}
        series={lines}
        window={window}
        unit={PLAIN}
        clock={clock}
        onZoom={onZoom}
        question={question}
        sampledAt={newest * 1000}
        warnings={warnings}
      />
    </div>
  )
}
