/**
 * Why the runbook's ratios misfire, on numbers: PromQL divides series by series, and only those whose labels are the same. A small
 * copy of that rule, so that the example is computed and not told.
 */

export interface RateSeries {
  labels: Readonly<Record<string, string>>
  /** Per second. */
  rate: number
}

const keyOf = ({ labels }: RateSeries): string =>
  JSON.stringify(Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1)))

/** `part / whole` as the runbook writes it: each series by the one with the same labels, those without a partner fall away. */
export function dividedPerSeries(
  part: readonly RateSeries[],
  whole: readonly RateSeries[],
): RateSeries[] {
  const partners = new Map(whole.map((series) => [keyOf(series), series.rate]))
  return part.flatMap((series) => {
    const partner = partners.get(keyOf(series))
    return partner === undefined ? [] : [{ ...series, rate: series.rate / partner }]
  })
}

/** `sum(part) / sum(whole)`; undefined where nothing is on one side, or where nothing is called. */
export function dividedInSum(
  part: readonly RateSeries[],
  whole: readonly RateSeries[],
): number | undefined {
  const sum = (series: readonly RateSeries[]) => series.reduce((all, { rate }) => all + rate, 0)
  if (part.length === 0 || whole.length === 0 || sum(whole) === 0) return undefined
  return sum(part) / sum(whole)
}

const answered = (status: string, rate: number): RateSeries => ({
  labels: { api: 'orders', method: 'GET', status },
  rate,
})

/** 1 request in 100 fails: nothing to be woken for. */
export const ONE_PERCENT: readonly RateSeries[] = [answered('200', 99), answered('500', 1)]
/** 9 of 10 requests are refused: a storm. The counter of refusals has neither method nor status. */
export const STORM: readonly RateSeries[] = [answered('200', 10), answered('429', 90)]
export const STORM_REFUSALS: readonly RateSeries[] = [{ labels: { api: 'orders' }, rate: 90 }]

export const failed = (series: readonly RateSeries[]): RateSeries[] =>
  series.filter(({ labels }) => labels['status']?.startsWith('5'))
export const limited = (series: readonly RateSeries[]): RateSeries[] =>
  series.filter(({ labels }) => labels['status'] === '429')
