/** When APIs were called last, from Prometheus: keys and queries. */

import { queryOptions } from '@tanstack/react-query'

import { LOOKBACK_S, lastCallsOf } from '~/domain/promql-apis'
import type { RangeAnswer } from '~/domain/traffic'

import { askInstant, pace, scopeByApi } from './metrics'

/** A minute is how exactly a last call is known. */
const lastDay = { range: { from: `now-${LOOKBACK_S}s`, to: 'now' }, refresh: 60 }

export const apiMetrics = {
  /** The last calls of some APIs, in one question. */
  lastCalls: (tenant: string, apis: readonly string[]) =>
    queryOptions<RangeAnswer>({
      queryKey: ['metrics', tenant, 'last-calls', apis],
      queryFn: (asking) =>
        askInstant(lastDay, asking, (_, scrape, family) =>
          lastCallsOf(scopeByApi(tenant, family), apis, scrape),
        ),
      ...pace<RangeAnswer>(lastDay),
    }),
}
