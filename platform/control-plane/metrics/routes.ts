/** `/v1/metrics/*`: Prometheus' HTTP API, limited to what the caller may see. */
import type { OperationId } from '../core/access.ts'
import type { Api, Call } from '../core/calls.ts'
import type { MetricsEndpoint, MetricsQuestion } from './ask-metrics.ts'
import type { PrometheusClient } from './prometheus-client.ts'

import { Refusal } from '../core/problems.ts'
import { askMetrics } from './ask-metrics.ts'
import { PrometheusFailure } from './prometheus-client.ts'
import { LimitExceeded } from './query-limits.ts'
import { NotConfinable } from './tenant-matcher.ts'

const ENDPOINTS = {
  queryMetrics: 'query',
  queryMetricsRange: 'query_range',
  listMetricSeries: 'series',
  listMetricLabels: 'labels',
  getMetricMetadata: 'metadata',
  listMetricRules: 'rules',
  listMetricAlerts: 'alerts',
  listMetricTargets: 'targets',
} as const satisfies Partial<Record<OperationId, MetricsEndpoint>>

/**
 * @param prometheus null where no Prometheus is configured: every answer is then a 502 that says so
 * @param stopping ends questions under way: an answer of ten seconds is too long for the end of the process
 */
export function registerMetrics(
  api: Api,
  prometheus: PrometheusClient | null,
  stopping: AbortSignal,
): void {
  for (const [operation, endpoint] of Object.entries(ENDPOINTS) as [
    keyof typeof ENDPOINTS,
    MetricsEndpoint,
  ][])
    api.implement(operation, (call) => answer(prometheus, call, { endpoint, stopping }))
  api.implement('listMetricLabelValues', (call) =>
    answer(prometheus, call, { endpoint: 'label_values', label: call.path.name, stopping }),
  )
}

async function answer(
  prometheus: PrometheusClient | null,
  call: Pick<Call, 'principal' | 'request' | 'requestId'>,
  { stopping, ...asked }: Pick<MetricsQuestion, 'endpoint' | 'label'> & { stopping: AbortSignal },
): Promise<Response> {
  if (!prometheus)
    throw new Refusal(502, 'No Prometheus is configured here. Set PROMETHEUS_URL and start again.')
  const { principal, request, requestId } = call
  try {
    const { status, body } = await askMetrics(prometheus, {
      ...asked,
      // As they were sent: the contract's check has turned some into numbers.
      parameters: [...new URL(request.url).searchParams],
      tenant: principal.isPlatformAdmin ? null : (principal.tenantId ?? ''),
      requestId,
      signal: AbortSignal.any([request.signal, stopping]),
    })
    return new Response(body, { status, headers: { 'Content-Type': 'application/json' } })
  } catch (error) {
    throw refusalOf(error)
  }
}

const FAILURE_STATUS = { unreachable: 502, unreadable: 502, slow: 504, too_large: 422 } as const

function refusalOf(error: unknown): unknown {
  if (error instanceof LimitExceeded) return new Refusal(422, error.message)
  if (error instanceof NotConfinable) return new Refusal(403, error.message)
  if (error instanceof PrometheusFailure)
    return new Refusal(FAILURE_STATUS[error.kind], error.message)
  return error
}
