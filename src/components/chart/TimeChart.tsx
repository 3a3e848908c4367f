import { memo, useEffect, useMemo } from 'react'
import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceArea,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  useActiveTooltipLabel,
  XAxis,
  YAxis,
} from 'recharts'
import type { Clock } from '~/domain/clock'
import type { TimeWindow } from '~/domain/time-range'
import { m } from '~/i18n/gen/messages'
import { ChartTooltip } from './ChartTooltip'
import type { ChartSeries, ChartUnit } from './chart-series'
import { type ChartMark, marksAt } from './marks'
import { useStretch } from './use-stretch'

export interface TimeChartProps {
  /** Seconds since 1970, in order; as many as each series has values. */
  times: readonly number[]
  series: readonly ChartSeries[]
  kind: 'stack' | 'lines'
  window: TimeWindow
  unit: ChartUnit
  clock: Clock
  /** Read out in the place of the picture. */
  label: string
  /** What happened in the window, in order. */
  marks?: readonly ChartMark[]
  /** A stretch was chosen, with the mouse or by keys. */
  onZoom?: ((first: number, second: number) => void) | undefined
}

const noMarks: readonly ChartMark[] = []
const MOST_TICKS = 8
/** Charts of one page share their cursor: a spike in one is seen in the others at the same time. */
const CURSOR = 'page'
/** More than are ever drawn; only the order counts. */
const MOST_SERIES = 100
const text = { fill: 'var(--color-muted)', fontSize: 11 }

type Row = { at: number } & Record<`s${number}`, number | null>

/** Rows of the chart. Series go by their place, because a name may be any text; what is no number is a gap. */
function rowsOf(times: readonly number[], series: readonly ChartSeries[]): Row[] {
  return times.map((at, index) => {
    const row: Row = { at }
    for (const [place, one] of series.entries()) {
      const value = one.values[index]
      row[`s${place}`] = value !== undefined && Number.isFinite(value) ? value : null
    }
    return row
  })
}

/** Is there a value with a gap on either side? A line through it would be invisible. */
function hasLonePoint({ values }: ChartSeries): boolean {
  const isDrawn = (index: number) => Number.isFinite(values[index])
  return values.some((_, index) => isDrawn(index) && !isDrawn(index - 1) && !isDrawn(index + 1))
}

/** Lines or stacked areas over time, from zero up. Drawn by recharts: load it lazily, through ChartFrame. */
export const TimeChart = memo(function TimeChart(props: TimeChartProps) {
  const { times, series, kind, window, unit, clock, label, marks = noMarks, onZoom } = props
  const rows = useMemo(() => rowsOf(times, series), [times, series])
  const { stretch, onCursor, mouse, keys } = useStretch(onZoom)
  const isFlat = rows.every((row) => series.every((_, place) => (row[`s${place}`] ?? 0) === 0))
  return (
    <div role="presentation" className="relative h-full" {...keys}>
      <ResponsiveContainer
        width="100%"
        height="100%"
        initialDimension={{ width: 480, height: 224 }}
      >
        <ComposedChart
          data={rows}
          margin={{ top: 8, right: 12, bottom: 0, left: 0 }}
          title={label}
          syncId={CURSOR}
          {...(mouse && { desc: m.charts_keys() })}
          {...mouse}
        >
          <CartesianGrid vertical={false} stroke="var(--color-line)" />
          <TimeAxis window={window} clock={clock} />
          <YAxis
            domain={[0, isFlat ? 1 : 'auto']}
            tickFormatter={unit.short}
            width={56}
            stroke="transparent"
            tick={text}
            tickCount={5}
          />
          <Tooltip
            isAnimationActive={false}
            cursor={{ stroke: 'var(--color-edge)' }}
            content={
              <TooltipAt times={times} series={series} unit={unit} clock={clock} marks={marks} />
            }
          />
          {series.map((one, place) => (kind === 'stack' ? areaOf(one, place) : lineOf(one, place)))}
          {marks.map(lineAt)}
          <Cursor onMove={onCursor} />
          {stretch && (
            <ReferenceArea
              x1={stretch.first}
              x2={stretch.second}
              fill="var(--color-accent)"
              fillOpacity={0.15}
            />
          )}
        </ComposedChart>
      </ResponsiveContainer>
      {stretch?.isByKeys === true && <Chosen {...stretch} clock={clock} />}
    </div>
  )
})

/** Tells where the cursor stands, inside of the chart that knows. */
function Cursor({ onMove }: { onMove: (at: number | undefined) => void }) {
  const label = useActiveTooltipLabel()
  useEffect(() => onMove(typeof label === 'number' ? label : undefined), [label, onMove])
  return null
}

interface ChosenProps {
  first: number
  second: number
  clock: Clock
}

/** What is chosen by keys, and which key says so: read out, too. */
function Chosen({ first, second, clock }: ChosenProps) {
  return (
    <output className="absolute top-0 left-16 rounded-md border border-line bg-raised px-2 py-1 text-xs shadow-pop">
      {m.charts_chosen({
        from: clock.moment(Math.min(first, second)),
        to: clock.moment(Math.max(first, second)),
      })}
    </output>
  )
}

type AxisProps = Pick<TimeChartProps, 'window' | 'clock'>

function TimeAxis({ window, clock }: AxisProps) {
  const ticks = clock.ticks(window, MOST_TICKS)
  return (
    <XAxis
      dataKey="at"
      type="number"
      scale="time"
      domain={[window.start, window.end]}
      ticks={ticks.map((tick) => tick.at)}
      tickFormatter={(at: number) => ticks.find((tick) => tick.at === at)?.text ?? ''}
      minTickGap={12}
      stroke="var(--color-edge)"
      tick={text}
      tickLine={false}
    />
  )
}

const areaOf = (one: ChartSeries, place: number) => (
  <Area
    key={one.id}
    dataKey={`s${place}`}
    stackId="all"
    name={one.label}
    stroke={one.colour}
    fill={one.colour}
    fillOpacity={0.45}
    strokeWidth={1.25}
    // The lower band on top: where the upper ones are zero, its line is the one that is seen.
    zIndex={MOST_SERIES - place}
    dot={hasLonePoint(one) && { r: 2 }}
    activeDot={false}
    isAnimationActive={false}
  />
)

const lineOf = (one: ChartSeries, place: number) => (
  <Line
    key={one.id}
    dataKey={`s${place}`}
    name={one.label}
    stroke={one.colour}
    strokeWidth={1.75}
    {...(one.dash !== undefined && { strokeDasharray: one.dash })}
    dot={hasLonePoint(one) && { r: 2 }}
    activeDot={{ r: 3 }}
    isAnimationActive={false}
  />
)

/** Upright and dashed: no series is. */
const lineAt = ({ id, at }: ChartMark) => (
  <ReferenceLine key={id} x={at} stroke="var(--color-muted)" strokeDasharray="2 3" />
)

type TooltipProps = Pick<TimeChartProps, 'times' | 'series' | 'unit' | 'clock'> & {
  marks: readonly ChartMark[]
  // recharts fills in these two.
  active?: boolean
  label?: string | number
}

function TooltipAt({ active = false, label, times, marks, ...shown }: TooltipProps) {
  if (!active || typeof label !== 'number') return null
  const index = times.indexOf(label)
  return <ChartTooltip at={label} index={index} marks={marksAt(marks, times, index)} {...shown} />
}
