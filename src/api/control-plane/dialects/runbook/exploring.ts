/** Names, values and meaning of metrics in the runbook's dialect: what an editor of expressions offers. */

import type { ControlPlane } from '~/api/control-plane/port'
import { client, unwrap } from '~/api/http'
import { checked } from '~/api/shape'

import * as shapes from './shapes'

type Exploring = Pick<
  ControlPlane,
  'metricLabels' | 'metricLabelValues' | 'metricSeries' | 'metricMetadata'
>

const fitting = (match: string | undefined) => (match === undefined ? {} : { 'match[]': [match] })

export const exploring: Exploring = {
  metricLabels: async (match, signal) =>
    checked(
      shapes.prometheusAnswer,
      await unwrap(
        client.GET('/v1/metrics/labels', {
          params: { query: fitting(match) },
          ...(signal && { signal }),
        }),
      ),
    ),
  metricLabelValues: async (name, match, signal) =>
    checked(
      shapes.prometheusAnswer,
      await unwrap(
        client.GET('/v1/metrics/label/{name}/values', {
          params: { path: { name }, query: fitting(match) },
          ...(signal && { signal }),
        }),
      ),
    ),
  metricSeries: async (match, signal) =>
    checked(
      shapes.prometheusAnswer,
      await unwrap(
        client.GET('/v1/metrics/series', {
          params: { query: { ...fitting(match), limit: 500 } },
          ...(signal && { signal }),
        }),
      ),
    ),
  metricMetadata: async (signal) =>
    checked(
      shapes.prometheusAnswer,
      await unwrap(client.GET('/v1/metrics/metadata', { ...(signal && { signal }) })),
    ),
}
