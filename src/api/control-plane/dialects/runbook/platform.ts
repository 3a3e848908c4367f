/** Metrics, the audit trail and the state of the gateway in the runbook's dialect. */

import type { ControlPlane } from '~/api/control-plane/port'
import { client, CSV, unwrap } from '~/api/http'
import { checked } from '~/api/shape'

import { given } from './given'
import * as shapes from './shapes'

type Platform = Pick<
  ControlPlane,
  | 'listAudit'
  | 'exportAudit'
  | 'checkAudit'
  | 'queryMetrics'
  | 'queryMetricsRange'
  | 'metricAlerts'
  | 'metricTargets'
  | 'metricRules'
  | 'metricNames'
  | 'gatewayState'
>

const asCsv = { headers: { accept: CSV }, parseAs: 'text' } as const

export const platform: Platform = {
  exportAudit: (tenant, format, filter) => {
    const params = { path: { tenant }, query: given(filter) }
    return format === 'csv'
      ? unwrap(client.GET('/v1/audit/{tenant}/export.csv', { params, ...asCsv }))
      : // As it came: what is saved is the server's own text.
        unwrap(client.GET('/v1/audit/{tenant}/export.json', { params, parseAs: 'text' }))
  },
  checkAudit: async (tenant, signal) =>
    checked(
      shapes.auditChain,
      await unwrap(
        client.GET('/v1/audit/{tenant}/chain', {
          params: { path: { tenant } },
          ...(signal && { signal }),
        }),
      ),
    ),
  listAudit: async (tenant, filter, signal) =>
    checked(
      shapes.auditList,
      await unwrap(
        client.GET('/v1/audit/{tenant}', {
          params: { path: { tenant }, query: given(filter) },
          ...(signal && { signal }),
        }),
      ),
    ),

  queryMetrics: async (question, signal) =>
    checked(
      shapes.prometheusAnswer,
      await unwrap(
        client.GET('/v1/metrics/query', {
          params: { query: given(question) },
          ...(signal && { signal }),
        }),
      ),
    ),
  queryMetricsRange: async (question, signal) =>
    checked(
      shapes.prometheusAnswer,
      await unwrap(
        client.GET('/v1/metrics/query_range', {
          params: { query: question },
          ...(signal && { signal }),
        }),
      ),
    ),
  metricAlerts: async (signal) =>
    checked(
      shapes.prometheusAnswer,
      await unwrap(client.GET('/v1/metrics/alerts', { ...(signal && { signal }) })),
    ),
  metricTargets: async (signal) =>
    checked(
      shapes.prometheusAnswer,
      await unwrap(
        client.GET('/v1/metrics/targets', {
          params: { query: { state: 'active' } },
          ...(signal && { signal }),
        }),
      ),
    ),

  metricRules: async (signal) =>
    checked(
      shapes.prometheusAnswer,
      await unwrap(
        client.GET('/v1/metrics/rules', {
          params: { query: { type: 'alert' } },
          ...(signal && { signal }),
        }),
      ),
    ),

  metricNames: async (match, start, signal) =>
    checked(
      shapes.prometheusAnswer,
      await unwrap(
        client.GET('/v1/metrics/label/{name}/values', {
          params: {
            path: { name: '__name__' },
            query: { 'match[]': [match], start: String(start) },
          },
          ...(signal && { signal }),
        }),
      ),
    ),

  gatewayState: async (signal) =>
    checked(
      shapes.gatewayState,
      await unwrap(client.GET('/v1/admin/gateway', { ...(signal && { signal }) })),
    ),
}
