import TableIcon from 'lucide-react/icons/table'
import { lazy, Suspense, useMemo, useState } from 'react'
import type { Question } from '~/domain/reading'
import { m } from '~/i18n/gen/messages'
import { QuestionPopover } from '../state/QuestionPopover'
import { Button } from '../ui/Button'
import { CopyButton } from '../ui/CopyButton'
import { ChartLegend } from './ChartLegend'
import { MarkList } from './MarkList'
import type { TimeChartProps } from './TimeChart'
import { useTurn } from './use-turn'
import { ValueTable } from './ValueTable'

// recharts is as heavy as the rest of the page: it comes when there is something to draw.
const load = () => import('./TimeChart').then((module) => ({ default: module.TimeChart }))
const TimeChart = lazy(load)

interface Props extends TimeChartProps {
  /** How it was asked for. */
  question: Question
  /** Milliseconds since 1970 of the newest sample. */
  sampledAt: number
  /** What may make the answer incomplete, in the server's words. */
  warnings?: readonly string[]
}

/** A chart with its legend, the query behind it, its zone, and its values as a table: one frame for all charts. */
export function ChartFrame({ question, sampledAt, warnings = [], ...chart }: Props) {
  const { times, series, unit, clock, label, window, marks = [] } = chart
  const [alone, setAlone] = useState<string>()
  const [isTable, setIsTable] = useState(false)
  const { place, isTurn } = useTurn<HTMLElement>(load)
  const known = series.some((one) => one.id === alone) ? alone : undefined
  const shown = useMemo(
    () => (known === undefined ? series : series.filter((one) => one.id === known)),
    [series, known],
  )
  return (
    <figure ref={place} aria-label={label} className="min-w-0">
      <div className="flex flex-wrap items-center justify-between gap-2 text-xs text-faint">
        <span>{clock.zoneText(window)}</span>
        <span className="flex items-center gap-1" data-print="never">
          <Button
            variant="ghost"
            size="sm"
            icon={TableIcon}
            iconOnly
            aria-label={m.charts_values({ name: label })}
            title={m.charts_values_short()}
            aria-pressed={isTable}
            onClick={() => setIsTable(!isTable)}
          />
          <CopyButton value={question.query} label={m.charts_promql({ name: label })} />
          <QuestionPopover question={question} label={label} sampledAt={sampledAt} />
        </span>
      </div>
      <div
        className={`h-56 min-w-0 select-none [&_svg:focus:not(:focus-visible)]:outline-none ${chart.onZoom ? 'cursor-crosshair' : ''}`}
      >
        {isTable ? (
          <ValueTable
            caption={label}
            times={times}
            series={shown}
            unit={unit}
            clock={clock}
            marks={marks}
          />
        ) : (
          <Suspense fallback={<div className="skeleton h-full" />}>
            {isTurn ? <TimeChart {...chart} series={shown} /> : <div className="skeleton h-full" />}
          </Suspense>
        )}
      </div>
      <ChartLegend series={series} unit={unit} alone={known} onAlone={setAlone} />
      <MarkList marks={marks} clock={clock} />
      {warnings.length > 0 && (
        <p className="mt-1 text-xs text-warn">{m.charts_warnings({ text: warnings.join('; ') })}</p>
      )}
    </figure>
  )
}
