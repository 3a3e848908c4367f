/** Names, colours and units of what is drawn of traffic. The same thing looks the same in every chart. */

import type { ChartSeries, ChartUnit } from '~/components/chart/chart-series'
import type { Line, StatusClass } from '~/domain/series'
import { formatCompact, formatDuration, formatNumber, formatShare } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

export const PER_SECOND: ChartUnit = {
  exact: (value) =>
    m.traffic_per_second({ value: formatNumber(value, { maximumFractionDigits: 3 }) }),
  short: formatCompact,
}

export const SHARE: ChartUnit = { exact: formatShare, short: formatShare }

export const SECONDS: ChartUnit = {
  exact: (value) => formatDuration(value * 1000),
  short: (value) => formatDuration(value * 1000),
}

/** Told apart by people who see red and green alike: blue, teal, amber, purple and red differ in lightness and warmth. */
const CLASS_LOOKS: Record<StatusClass, { label: () => string; colour: string }> = {
  '1xx': { label: () => '1xx', colour: 'var(--color-series-6)' },
  '2xx': { label: m.traffic_class_2xx, colour: 'var(--color-series-2)' },
  '3xx': { label: () => '3xx', colour: 'var(--color-series-1)' },
  '4xx': { label: m.traffic_class_4xx, colour: 'var(--color-series-3)' },
  '429': { label: m.traffic_class_429, colour: 'var(--color-series-4)' },
  '5xx': { label: m.traffic_class_5xx, colour: 'var(--color-series-5)' },
  other: { label: m.traffic_class_other, colour: 'var(--color-series-8)' },
}

const isClass = (id: string): id is StatusClass => id in CLASS_LOOKS

/** The name of a status class. */
export const classLabel = (id: StatusClass): string => CLASS_LOOKS[id].label()

export function classSeries({ id, values }: Line): ChartSeries {
  const looks = CLASS_LOOKS[isClass(id) ? id : 'other']
  return { id, values, label: looks.label(), colour: looks.colour }
}

export function shareSeries(line: Line): ChartSeries {
  return line.id === '429' ? { ...classSeries(line), dash: '5 3' } : classSeries(line)
}

const QUANTILE_LOOKS: Record<string, { label: string; colour: string; dash?: string }> = {
  '0.5': { label: 'p50', colour: 'var(--color-series-2)' },
  '0.95': { label: 'p95', colour: 'var(--color-series-1)', dash: '6 3' },
  '0.99': { label: 'p99', colour: 'var(--color-series-4)', dash: '2 2' },
}

export function quantileSeries({ id, values }: Line): ChartSeries {
  const looks = QUANTILE_LOOKS[id] ?? { label: id, colour: 'var(--color-series-8)' }
  return { id, values, ...looks }
}
