import { useMemo } from 'react'

import { ChartFrame } from '~/components/chart/ChartFrame'
import type { ChartMark } from '~/components/chart/marks'
import type { PanelQuery } from '~/components/state/Panel'
import { Panel } from '~/components/state/Panel'
import { ReadingValue } from '~/components/state/ReadingValue'
import { Skeleton } from '~/components/state/Skeleton'
import type { Clock } from '~/domain/clock'
import type { GridAnswer } from '~/domain/traffic'

import type { Chart } from './charts'

interface Props {
  chart: Chart
  query: PanelQuery<GridAnswer>
  clock: Clock
  marks?: readonly ChartMark[]
  onZoom: (first: number, second: number) => void
}

/** One chart, loaded and failing on its own. */
export function ChartPanel({ query, ...drawn }: Props) {
  return (
    <Panel title={drawn.chart.title()} query={query} skeleton={<Skeleton kind="chart" />}>
      {(answer) => <Drawn answer={answer} {...drawn} />}
    </Panel>
  )
}

type DrawnProps = Omit<Props, 'query'> & { answer: GridAnswer }

/** The answer as a chart; without any sample, the words for that in the chart's place. */
function Drawn({ answer, chart, clock, marks, onZoom }: DrawnProps) {
  const reading = useMemo(() => chart.measure(answer), [chart, answer])
  const lines = 'value' in reading ? reading.value.lines : undefined
  const series = useMemo(() => lines?.map(chart.looks) ?? [], [lines, chart])
  if (!('value' in reading))
    return (
      <div className="flex h-56 items-center justify-center">
        <ReadingValue reading={reading} format={() => ''} label={chart.title()} />
      </div>
    )
  return (
    <ChartFrame
      label={chart.title()}
      kind={chart.kind}
      times={reading.value.times}
      series={series}
      window={answer.window}
      unit={chart.unit}
      clock={clock}
      {...(marks && { marks })}
      onZoom={onZoom}
      question={reading.question}
      sampledAt={reading.sampledAt}
      warnings={answer.warnings}
    />
  )
}
