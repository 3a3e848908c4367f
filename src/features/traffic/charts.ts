/** The charts of traffic: what each shows of which answer, and how it looks. */

import type { ChartSeries, ChartUnit } from '~/components/chart/chart-series'
import type { Reading } from '~/domain/reading'
import type { Line } from '~/domain/series'
import type { GridAnswer, Lines } from '~/domain/traffic'
import { latencies, ratesByClass, shares } from '~/domain/traffic'
import { m } from '~/i18n/gen/messages'

import {
  classSeries,
  PER_SECOND,
  quantileSeries,
  SECONDS,
  SHARE,
  shareSeries,
} from './series-looks'

export interface Chart {
  title: () => string
  kind: 'stack' | 'lines'
  /** What the chart shows of the answer. */
  measure: (answer: GridAnswer) => Reading<Lines>
  /** Name and colour of a line. */
  looks: (line: Line) => ChartSeries
  unit: ChartUnit
}

export const RATES: Chart = {
  title: m.traffic_rates,
  kind: 'stack',
  measure: ratesByClass,
  looks: classSeries,
  unit: PER_SECOND,
}

export const LATENCIES: Chart = {
  title: m.traffic_times,
  kind: 'lines',
  measure: latencies,
  looks: quantileSeries,
  unit: SECONDS,
}

export const SHARES: Chart = {
  title: m.traffic_shares,
  kind: 'lines',
  measure: shares,
  looks: shareSeries,
  unit: SHARE,
}
