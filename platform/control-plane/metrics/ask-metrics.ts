/**
 * One question of a caller to Prometheus: limited in cost, confined to the caller's tenant, and answered with Prometheus' own answer
 * and status. Errors that are ours before Prometheus is asked, and that Prometheus would have too, have its shape.
 */
import type { Parameter, PrometheusClient, PrometheusReply } from './prometheus-client.ts'

import {
  BadParameter,
  LimitExceeded,
  checkInstant,
  checkRange,
  checkSelectors,
  queryTimeout,
} from './query-limits.ts'
import { PromqlSyntaxError, confineQuery, confineSelector } from './tenant-matcher.ts'
import { quoteLabelValue } from './label-value.ts'
import { visibleAlerts, visibleRules, visibleTargets } from './visible-operations.ts'

export type MetricsEndpoint =
  | 'query'
  | 'query_range'
  | 'series'
  | 'labels'
  | 'label_values'
  | 'metadata'
  | 'rules'
  | 'alerts'
  | 'targets'

export interface MetricsQuestion {
  endpoint: MetricsEndpoint
  /** Query parameters, once each but for `match[]`. */
  parameters: readonly Parameter[]
  /** The label of `label_values`. */
  label?: string
  /** The tenant the answer must stay within; null for an operator of all tenants. */
  tenant: string | null
  requestId: string
  signal?: AbortSignal
}

export interface MetricsAnswer {
  status: number
  /** JSON. */
  body: string
}

/** Series that one answer may hold for a caller who is no operator. */
const MAX_SERIES = 500

/**
 * @throws LimitExceeded (422), NotConfinable (403), PrometheusFailure (502, 504)
 */
export async function askMetrics(
  client: PrometheusClient,
  question: MetricsQuestion,
): Promise<MetricsAnswer> {
  let parameters: Parameter[]
  try {
    parameters = PREPARE[question.endpoint](question)
  } catch (error) {
    if (error instanceof BadParameter || error instanceof PromqlSyntaxError) return badData(error)
    throw error
  }
  const reply = await client.ask(pathOf(question), parameters, {
    requestId: question.requestId,
    ...(question.signal && { signal: question.signal }),
  })
  return question.tenant === null ? asIs(reply) : limited(reply, question.endpoint, question.tenant)
}

/** The shape and status of Prometheus' own answer to a bad question. */
function badData(error: Error): MetricsAnswer {
  const body = { status: 'error', errorType: 'bad_data', error: error.message }
  return { status: 400, body: JSON.stringify(body) }
}

function pathOf(question: MetricsQuestion): string {
  if (question.endpoint !== 'label_values') return question.endpoint
  return `label/${encodeURIComponent(question.label ?? '')}/values`
}

const PREPARE: Record<MetricsEndpoint, (question: MetricsQuestion) => Parameter[]> = {
  query: prepareQuery,
  query_range: prepareRange,
  series: prepareMatchers,
  labels: prepareMatchers,
  label_values: prepareMatchers,
  metadata: pass('metric', 'limit'),
  rules: pass('type'),
  alerts: pass(),
  targets: pass('state'),
}

function prepareQuery(question: MetricsQuestion): Parameter[] {
  checkInstant('time', value(question, 'time'))
  return [...queryParameters(question), ...pass('time')(question)]
}

function prepareRange(question: MetricsQuestion): Parameter[] {
  const [start, end, step] = ['start', 'end', 'step'].map((name) => value(question, name) ?? '')
  checkRange(start ?? '', end ?? '', step ?? '')
  return [...queryParameters(question), ...pass('start', 'end', 'step')(question)]
}

function queryParameters(question: MetricsQuestion): Parameter[] {
  const query = value(question, 'query') ?? ''
  // First the syntax, so that a query that is none is answered as such.
  const confined = question.tenant === null ? query : confineQuery(query, question.tenant)
  checkSelectors(query)
  return [
    ['query', confined],
    ['timeout', queryTimeout(value(question, 'timeout'))],
  ]
}

function prepareMatchers(question: MetricsQuestion): Parameter[] {
  for (const name of ['start', 'end']) checkInstant(name, value(question, name))
  return [...selectorsOf(question), ...pass('start', 'end', 'limit')(question)]
}

function selectorsOf(question: MetricsQuestion): Parameter[] {
  const { tenant } = question
  const asked = question.parameters.filter(([name]) => name === 'match[]')
  if (tenant === null) return asked
  if (asked.length > 0)
    return asked.map(([name, selector]) => [name, confineSelector(selector, tenant)] as const)
  return [['match[]', `{tenant=${quoteLabelValue(tenant)}}`]]
}

function pass(...names: string[]): (question: MetricsQuestion) => Parameter[] {
  return (question) => question.parameters.filter(([name]) => names.includes(name))
}

function value(question: MetricsQuestion, wanted: string): string | undefined {
  return question.parameters.find(([name]) => name === wanted)?.[1]
}

function asIs(reply: PrometheusReply): MetricsAnswer {
  return { status: reply.status, body: reply.text }
}

function limited(reply: PrometheusReply, endpoint: MetricsEndpoint, tenant: string): MetricsAnswer {
  const rebuild = REBUILD[endpoint]
  if (rebuild && reply.json['status'] === 'success')
    return {
      status: reply.status,
      body: JSON.stringify({ status: 'success', data: rebuild(reply.json['data'], tenant) }),
    }
  const series = seriesIn(reply.json['data'])
  if (endpoint !== 'metadata' && series > MAX_SERIES)
    throw new LimitExceeded(
      `The answer holds ${series} series; ${MAX_SERIES} are the most. Aggregate (sum by (api) …) or select fewer`,
    )
  return asIs(reply)
}

const REBUILD: Partial<Record<MetricsEndpoint, (data: unknown, tenant: string) => unknown>> = {
  rules: visibleRules,
  alerts: visibleAlerts,
  targets: visibleTargets,
}

function seriesIn(data: unknown): number {
  if (Array.isArray(data)) return data.length
  if (typeof data !== 'object' || data === null || !('result' in data)) return 0
  // A scalar's result is [time, value], which are no series.
  const isScalar = 'resultType' in data && data.resultType === 'scalar'
  return Array.isArray(data.result) && !isScalar ? data.result.length : 0
}
