/** The checks whose evidence is what Prometheus has seen. */
import type { PrometheusClient } from '../metrics/prometheus-client.ts'
import type { Verdict } from './verdict.ts'

import { quoteLabelValue } from '../metrics/label-value.ts'
import { lastRestart } from './restart.ts'
import type { Series } from './series.ts'
import { fail, pass, unknown } from './verdict.ts'

const GATEWAY = '{job="stoa-gateway"}'
/** The runbook: 200 within 10 s of a restart. */
const RESTART_LIMIT_S = 10
const RULES = ['StoaGatewayDown', 'StoaHighErrorRate', 'StoaRateLimitStorm']

/** @throws PrometheusFailure; an answer that is no success gives null */
export async function querySeries(
  client: PrometheusClient,
  query: string,
): Promise<Series[] | null> {
  const { json } = await client.ask('query', [
    ['query', query],
    ['timeout', '5s'],
  ])
  const result = member(json['data'], 'result')
  if (json['status'] !== 'success' || !Array.isArray(result)) return null
  return result.map(seriesOf)
}

/** Is the gateway scraped, and was the last scrape good? */
export async function monitoringActive(client: PrometheusClient): Promise<Verdict> {
  const series = await querySeries(client, `up${GATEWAY}`)
  if (!series)
    return unknown('Prometheus refused the question up{job="stoa-gateway"}.', 'question_refused')
  if (series.length === 0)
    return fail(
      'Prometheus has no target of the job stoa-gateway: up{job="stoa-gateway"} is empty.',
      'up_none',
    )
  const down = series.filter(({ samples }) => samples.at(-1)?.value !== 1)
  const said = `up{job="stoa-gateway"} is ${series.map(({ samples }) => samples.at(-1)?.value).join(', ')}`
  return down.length === 0
    ? pass(`${said}: Prometheus scrapes the gateway.`, 'up_good')
    : fail(`${said}: the last scrape failed.`, 'up_bad')
}

/** Was the last scrape of every target good? */
export async function targetsUp(client: PrometheusClient): Promise<Verdict> {
  const series = await querySeries(client, 'up')
  if (!series) return unknown('Prometheus refused the question up.', 'question_refused')
  if (series.length === 0) return unknown('Prometheus has no target.', 'targets_none')
  const down = series.filter(({ samples }) => samples.at(-1)?.value !== 1)
  const names = down
    .map(({ labels }) => `${labels['job'] ?? '?'} (${labels['instance'] ?? '?'})`)
    .join(', ')
  return down.length === 0
    ? pass(`The last scrape of each of ${series.length} targets was good.`, 'targets_good', {
        count: series.length,
      })
    : fail(`The last scrape failed at ${names}.`, 'targets_bad', { names })
}

/** Are the three rules of Day 6 loaded and evaluated without a fault? */
export async function rulesLoaded(client: PrometheusClient): Promise<Verdict> {
  const { json } = await client.ask('rules', [['type', 'alert']])
  const groups = member(json['data'], 'groups')
  if (json['status'] !== 'success' || !Array.isArray(groups))
    return unknown('Prometheus did not list its rules.', 'rules_unlisted')
  const rules = groups.flatMap((group: unknown) => {
    const list = member(group, 'rules')
    return Array.isArray(list) ? (list as unknown[]) : []
  })
  const missing = RULES.filter((name) => !rules.some((rule) => member(rule, 'name') === name))
  const names = missing.join(', ')
  if (missing.length > 0)
    return fail(`Prometheus has not loaded ${names}.`, 'rules_missing', { names })
  const broken = rules.filter(
    (rule) => RULES.includes(String(member(rule, 'name'))) && member(rule, 'health') === 'err',
  )
  const faulty = broken.map((rule) => String(member(rule, 'name'))).join(', ')
  if (broken.length > 0)
    return fail(`Prometheus cannot evaluate ${faulty}.`, 'rules_broken', { names: faulty })
  const all = RULES.join(', ')
  return pass(`Prometheus has loaded ${all}.`, 'rules_loaded', { names: all })
}

/** How long was the gateway away when it last restarted? */
export async function gatewayRestart(client: PrometheusClient): Promise<Verdict> {
  const starts = await querySeries(client, `process_start_time_seconds${GATEWAY}[24h]`)
  const ups = await querySeries(client, `up${GATEWAY}[24h]`)
  if (!starts || !ups)
    return unknown(
      'Prometheus refused the question for up{job="stoa-gateway"}.',
      'question_refused',
    )
  const restart = lastRestart(starts, ups)
  if (!restart)
    return unknown(
      'Prometheus has seen no restart of the gateway in the last 24 hours. Restart it once and look again.',
      'restart_none',
    )
  const at = new Date(restart.backAt * 1000).toISOString()
  const between = `${restart.atMost.toFixed(1)} s passed between the last good scrape before the restart and the first after it (${at}; a scrape every ${restart.interval.toFixed(0)} s)`
  const facts = {
    at,
    seconds: rounded(restart.atMost),
    atLeast: rounded(restart.atLeast),
    interval: Math.round(restart.interval),
    limit: RESTART_LIMIT_S,
  }
  if (restart.atMost <= RESTART_LIMIT_S)
    return pass(`${between}: within ${RESTART_LIMIT_S} s.`, 'restart_within', facts)
  if (restart.atLeast > RESTART_LIMIT_S)
    return fail(
      `${between}, and scrapes failed for ${restart.atLeast.toFixed(1)} s of it: longer than ${RESTART_LIMIT_S} s.`,
      'restart_longer',
      facts,
    )
  return unknown(
    `${between}: the scrapes are too far apart to tell whether it was ${RESTART_LIMIT_S} s.`,
    'restart_unclear',
    facts,
  )
}

const rounded = (seconds: number): number => Math.round(seconds * 10) / 10

/** Requests that a limit has refused in these tenants, as far back as 7 days; null when the metric is not there. */
export async function limitedRequests(
  client: PrometheusClient,
  tenants: readonly string[],
): Promise<number | null> {
  const selector = `stoa_rate_limit_exceeded_total{tenant=~${quoteLabelValue(tenants.join('|'))}}`
  const series = await querySeries(client, `sum(max_over_time(${selector}[7d]))`)
  return series?.[0]?.samples.at(-1)?.value ?? null
}

function seriesOf(item: unknown): Series {
  const values = member(item, 'values')
  const points = Array.isArray(values) ? (values as unknown[]) : [member(item, 'value')]
  return {
    labels: labelsOf(member(item, 'metric')),
    samples: points.flatMap((point) =>
      Array.isArray(point) ? [{ time: Number(point[0]), value: Number(point[1]) }] : [],
    ),
  }
}

function labelsOf(metric: unknown): Record<string, string> {
  if (typeof metric !== 'object' || metric === null) return {}
  return Object.fromEntries(Object.entries(metric).map(([name, value]) => [name, String(value)]))
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined
}
