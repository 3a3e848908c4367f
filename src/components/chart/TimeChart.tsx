import { memo, useMemo, useState } from 'react'
import type { MouseHandlerDataParam } from 'recharts'
import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceArea,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts'
import type { Clock } from '~/domain/clock'
import type { TimeWindow } from '~/domain/time-range'
import { ChartTooltip } from './ChartTooltip'
import type { ChartSeries, ChartUnit } from './chart-series'

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
  /** A stretch was drawn with the mouse. */
  onZoom?: ((first: number, second: number) => void) | undefined
}

const MOST_TICKS = 8
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
  const { times, series, kind, window, unit, clock, label, onZoom } = props
  const rows = useMemo(() => rowsOf(times, series), [times, series])
  const drag = useDrag(onZoom)
  const isFlat = rows.every((row) => series.every((_, place) => (row[`s${place}`] ?? 0) === 0))
  return (
    <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 480, height: 224 }}>
      <ComposedChart
        data={rows}
        margin={{ top: 8, right: 12, bottom: 0, left: 0 }}
        title={label}
        {...drag.handlers}
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
          content={<TooltipAt times={times} series={series} unit={unit} clock={clock} />}
        />
        {series.map((one, place) => (kind === 'stack' ? areaOf(one, place) : lineOf(one, place)))}
        {drag.stretch && (
          <ReferenceArea
            x1={drag.stretch.first}
            x2={drag.stretch.second}
            fill="var(--color-accent)"
            fillOpacity={0.15}
          />
        )}
      </ComposedChart>
    </ResponsiveContainer>
  )
})

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

type TooltipProps = Pick<TimeChartProps, 'times' | 'series' | 'unit' | 'clock'> & {
  // recharts fills in these two.
  active?: boolean
  label?: string | number
}

function TooltipAt({ active = false, label, times, ...shown }: TooltipProps) {
  if (!active || typeof label !== 'number') return null
  return <ChartTooltip at={label} index={times.indexOf(label)} {...shown} />
}

interface Stretch {
  first: number
  second: number
}

/** Drawing a stretch with the mouse: press, move, release. A press without a move is none. */
function useDrag(onZoom: TimeChartProps['onZoom']) {
  const [stretch, setStretch] = useState<Stretch>()
  if (!onZoom) return { stretch: undefined, handlers: {} }
  const placeOf = ({ activeLabel }: MouseHandlerDataParam) =>
    typeof activeLabel === 'number' ? activeLabel : undefined
  return {
    stretch,
    handlers: {
      onMouseDown: (state: MouseHandlerDataParam) => {
        const at = placeOf(state)
        setStretch(at === undefined ? undefined : { first: at, second: at })
      },
      onMouseMove: (state: MouseHandlerDataParam) => {
        const at = placeOf(state)
        if (stretch && at !== undefined && at !== stretch.second)
          setStretch({ ...stretch, second: at })
      },
      onMouseUp: () => {
        if (stretch && stretch.first !== stretch.second) onZoom(stretch.first, stretch.second)
        setStretch(undefined)
      },
      onMouseLeave: () => setStretch(undefined),
    },
  }
}
