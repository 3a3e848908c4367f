/** Who is asking, health, metrics and the portal's catalog in the runbook's dialect. */

import type { ControlPlane } from '~/api/control-plane/port'
import { client, unwrap } from '~/api/http'
import { checked } from '~/api/shape'

import { given } from './given'
import * as shapes from './shapes'

type Platform = Pick<
  ControlPlane,
  | 'me'
  | 'readiness'
  | 'listPortalApis'
  | 'getPortalApi'
  | 'queryMetrics'
  | 'queryMetricsRange'
  | 'metricAlerts'
  | 'metricTargets'
>

export const platform: Platform = {
  me: async (signal) =>
    checked(shapes.me, await unwrap(client.GET('/v1/me', { ...(signal && { signal }) }))),
  readiness: async (signal) =>
    checked(
      shapes.healthReady,
      await unwrap(client.GET('/health/ready', { ...(signal && { signal }) })),
    ),

  listPortalApis: async (filter, signal) =>
    checked(
      shapes.portalApiList,
      await unwrap(
        client.GET('/v1/portal/apis', {
          params: { query: given(filter) },
          ...(signal && { signal }),
        }),
      ),
    ),
  getPortalApi: async (id, signal) =>
    checked(
      shapes.portalApiDetail,
      await unwrap(
        client.GET('/v1/portal/apis/{id}', { params: { path: { id } }, ...(signal && { signal }) }),
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
}
