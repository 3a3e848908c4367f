/** The questions of the console about a month, put to real engines, against the calls that there were. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { busiestBy } from '../../src/domain/busiest.ts'
import { watchedShare } from '../../src/domain/comparison.ts'
import {
  earlierSummary,
  latencyQuantiles,
  rangeSummary,
  requestRates,
} from '../../src/domain/promql.ts'
import { busiest } from '../../src/domain/promql-busiest.ts'
import { gridFor, MOST_POINTS, rateWindow } from '../../src/domain/query-step.ts'
import type { Series } from '../../src/domain/series.ts'
import type { GridAnswer, RangeAnswer } from '../../src/domain/traffic.ts'
import { latencies, rangeQuantile, ratesByClass, requestTotals } from '../../src/domain/traffic.ts'
import type { Engine } from './engines.ts'
import { hasVictoriaMetrics, prometheus, victoriaMetrics } from './engines.ts'
import { AWAY, DAY_S, quantile, SCRAPE_S, TENANT, truth } from './month.ts'

/** Of the first sample: so that the month ends two days ago at an even hour. */
const start = Math.floor(Date.now() / 1000 / DAY_S) * DAY_S - 33 * DAY_S
const scope = { tenant: TENANT }
const SHARE = 0.01

interface Sampled {
  metric: Record<string, string>
  value?: [number, string]
  values?: [number, string][]
}

async function ask(
  url: string,
  path: string,
  parameters: Record<string, string>,
): Promise<Series[]> {
  const answer = await fetch(`${url}/api/v1/${path}?${new URLSearchParams(parameters)}`)
  const { status, error, data } = (await answer.json()) as {
    status: string
    error?: string
    data: { result: Sampled[] }
  }
  if (status !== 'success') throw new Error(error)
  return data.result.map(({ metric, value, values }) => ({
    labels: new Map(Object.entries(metric)),
    samples: (values ?? (value ? [value] : [])).map(([at, text]) => ({ at, value: Number(text) })),
  }))
}

/** Seconds of the month to seconds since 1970. */
const windowOf = (from: number, to: number) => ({ start: start + from, end: start + to })

async function instant(
  engine: Engine,
  query: string,
  from: number,
  to: number,
): Promise<RangeAnswer> {
  const window = windowOf(from, to)
  const series = await ask(engine.url, 'query', { query, time: String(window.end) })
  return { question: { query }, window, scrape: SCRAPE_S, isLive: false, series, warnings: [] }
}

async function overTime(
  engine: Engine,
  build: (window: number) => string,
  [from, to]: [number, number],
): Promise<GridAnswer> {
  const window = windowOf(from, to)
  const grid = gridFor(window, SCRAPE_S)
  const query = build(rateWindow(grid.step, SCRAPE_S))
  const parameters = { query, start: grid.start, end: grid.end, step: grid.step }
  const series = await ask(
    engine.url,
    'query_range',
    Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, String(value)])),
  )
  return {
    question: { query },
    window,
    grid,
    scrape: SCRAPE_S,
    isLive: false,
    series,
    warnings: [],
  }
}

/** How far a measured number is from the true one, as a share of that; NaN where nothing was measured. */
const off = (measured: number | undefined, wanted: number): number =>
  Math.abs((measured ?? Number.NaN) - wanted) / Math.max(wanted, 1)

/** The truth by class of status. */
function classesOf(from: number, to: number): Map<string, number> {
  const classes = new Map<string, number>()
  for (const byStatus of truth(from, to).values())
    for (const [status, count] of byStatus) {
      const id = status === '429' ? status : `${status[0]}xx`
      classes.set(id, (classes.get(id) ?? 0) + count)
    }
  return classes
}

const engines: [string, (start: number) => Promise<Engine>][] = [['Prometheus', prometheus]]
if (hasVictoriaMetrics()) engines.push(['VictoriaMetrics', victoriaMetrics])

describe.each(engines)('%s', (_, begin) => {
  let engine: Engine
  beforeAll(async () => {
    engine = await begin(start)
  }, 300_000)
  afterAll(() => engine?.stop())

  test.each([
    ['thirty days, with two starts, a day away and a new API', 1 * DAY_S, 31 * DAY_S],
    ['a week in which the gateway started again', 14 * DAY_S, 21 * DAY_S],
    ['the day on which an API came', 11.5 * DAY_S, 12.5 * DAY_S],
    ['16 minutes', 25 * DAY_S + 960, 25 * DAY_S + 1920],
  ])('the totals of %s are the calls that there were', async (_name, from, to) => {
    const summary = await instant(engine, rangeSummary(scope, to - from, SCRAPE_S), from, to)
    const totals = requestTotals(summary)
    const classes = 'value' in totals ? totals.value.classes : []
    for (const [id, wanted] of classesOf(from, to))
      expect(off(classes.find((one) => one.id === id)?.count ?? 0, wanted)).toBeLessThan(SHARE)
    const p95 = rangeQuantile(summary, '0.95')
    expect(off('value' in p95 ? p95.value : undefined, quantile(0.95))).toBeLessThan(SHARE)
  })

  test('no interval of a month is skipped between its 120 points, and the day away is a gap', async () => {
    const span: [number, number] = [1 * DAY_S, 31 * DAY_S]
    const reading = ratesByClass(
      await overTime(engine, (window) => requestRates(scope, window), span),
    )
    if (!('value' in reading)) throw new Error(reading.state)
    const { grid, times, lines } = reading.value
    expect(times.length).toBeLessThanOrEqual(MOST_POINTS)
    const good = lines.find(({ id }) => id === '2xx')?.values ?? []
    expect(good.every((value) => value === undefined || value >= 0)).toBe(true)
    const away = times.flatMap((at, index) => {
      const second = at - start
      return second > AWAY.from + grid.step + 2 * SCRAPE_S && second < AWAY.to ? [good[index]] : []
    })
    expect(away.length).toBeGreaterThan(0)
    expect(away.filter((value) => value !== undefined)).toEqual([])
    const drawn = good.reduce<number>((sum, value) => sum + (value ?? 0) * grid.step, 0)
    expect(off(drawn, classesOf(span[0], span[1]).get('2xx') ?? 0)).toBeLessThan(2 * SHARE)
  })

  test('response times are the same at every point', async () => {
    const reading = latencies(
      await overTime(engine, (window) => latencyQuantiles(scope, window), [22 * DAY_S, 31 * DAY_S]),
    )
    const line =
      'value' in reading ? reading.value.lines.find(({ id }) => id === '0.95') : undefined
    expect(line?.values.length).toBeGreaterThan(50)
    for (const value of line?.values ?? []) expect(off(value, quantile(0.95))).toBeLessThan(SHARE)
  })

  test('the busiest APIs come in their order, each with its calls', async () => {
    const ranking = { seconds: 7 * DAY_S, count: 10 }
    const answer = await instant(engine, busiest(scope, ranking), 22 * DAY_S, 29 * DAY_S)
    const reading = busiestBy(answer, 'api')
    const rows = 'value' in reading ? reading.value.rows : []
    expect(rows.map(({ name }) => name)).toEqual(['orders', 'catalog'])
    for (const [api, byStatus] of truth(22 * DAY_S, 29 * DAY_S)) {
      const wanted = [...byStatus.values()].reduce((sum, count) => sum + count, 0)
      expect(off(rows.find(({ name }) => name === api)?.calls, wanted)).toBeLessThan(SHARE)
    }
  })

  test('a range of which half was before the first sample was measured by half', async () => {
    const answer = await instant(engine, earlierSummary(scope, 2 * DAY_S, SCRAPE_S), -DAY_S, DAY_S)
    expect(watchedShare(answer)).toBeCloseTo(0.5, 1)
    const whole = await instant(
      engine,
      earlierSummary(scope, 2 * DAY_S, SCRAPE_S),
      DAY_S,
      3 * DAY_S,
    )
    expect(watchedShare(whole)).toBeCloseTo(1, 1)
  })
})
