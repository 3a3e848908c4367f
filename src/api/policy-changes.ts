/** When policies were changed, and the traffic around one change: keys and queries. */

import { queryOptions } from '@tanstack/react-query'

import { rangeSummary } from '~/domain/promql'
import type { TimeRange, TimeWindow } from '~/domain/time-range'
import { absolute, isLive, windowOf } from '~/domain/time-range'
import type { RangeAnswer } from '~/domain/traffic'

import { controlPlane } from './control-plane/current'
import { askInstant, scopeOf, type TrafficQuestion } from './metrics'
import { serverNow } from './server-clock'

/** So many marks make a chart unreadable already. */
const MOST_CHANGES = 100

/** Whose traffic: of one API by its name, of one consumer by its external id, or of the whole tenant. */
export type TrafficScope = { api: string } | { consumer: string } | { tenant: string }

export const policyChanges = {
  /**
   * The newest changes in a range.
   * @param policy of this one only; of all of the tenant's without one
   */
  inRange: (
    { tenant, range, refresh }: Pick<TrafficQuestion, 'tenant' | 'range' | 'refresh'>,
    policy?: string,
  ) =>
    queryOptions({
      queryKey: ['audit', tenant, 'policy-changes', range, policy],
      queryFn: async ({ signal }) => {
        const { items } = await controlPlane.listAudit(
          tenant,
          {
            ...instantsOf(range),
            resource_type: 'policy',
            ...(policy !== undefined && { resource_id: policy }),
            page_size: MOST_CHANGES,
          },
          signal,
        )
        return items
      },
      staleTime: 0,
      refetchInterval: refresh > 0 && isLive(range) ? Math.max(refresh, 15) * 1000 : false,
    }),
  /** The totals of a window that lies in the past. */
  traffic: (tenant: string, scope: TrafficScope, window: TimeWindow) =>
    queryOptions<RangeAnswer>({
      queryKey: ['metrics', tenant, 'around', scope, window],
      queryFn: (asking) =>
        askInstant({ range: absolute(window) }, asking, (seconds, scrape, family) =>
          rangeSummary(scopeOf({ tenant, ...scope }, family), seconds, scrape),
        ),
      structuralSharing: false,
      staleTime: 60_000,
    }),
}

function instantsOf(range: TimeRange): { from?: string; to?: string } {
  const window = windowOf(range, Math.floor(serverNow() / 1000))
  if (typeof window === 'string') return {}
  const { from, to } = absolute(window)
  // What was changed a moment ago belongs to a range that ends now.
  return isLive(range) ? { from } : { from, to }
}
