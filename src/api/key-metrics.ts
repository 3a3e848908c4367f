/** The calls with a consumer's keys, from Prometheus: keys and queries. */

import { queryOptions } from '@tanstack/react-query'

import type { Family } from '~/domain/metric-families'
import { callsByKey, type KeyMatchers, keyRates } from '~/domain/promql-keys'
import type { GridAnswer, RangeAnswer } from '~/domain/traffic'

import { askInstant, askRange, pace, scopeByCaller } from './metrics'
import { serverNow } from './server-clock'

/** Below the interval of a scrape nothing new would come; the meter of a rotation is looked at while somebody waits. */
const REFRESH_S = 15

const lately = (seconds: number) => ({
  range: { from: `now-${seconds}s`, to: 'now' },
  refresh: REFRESH_S,
})
const about = ({ tenant, consumer, keys }: KeyMatchers, what: string, seconds: number) =>
  ['metrics', tenant, what, consumer, keys ?? null, seconds] as const

/** @throws a Failure when the family does not tell consumers and their keys apart */
const countedBy = (family: Family, matchers: KeyMatchers): KeyMatchers => ({
  ...matchers,
  ...scopeByCaller(matchers.tenant, family),
})

export const keyMetrics = {
  /** Calls of the last `seconds` by key and API. */
  calls: (matchers: KeyMatchers, seconds: number) =>
    queryOptions<RangeAnswer>({
      queryKey: about(matchers, 'key-calls', seconds),
      queryFn: (asking) =>
        askInstant(lately(seconds), asking, (range, scrape, family) =>
          callsByKey(countedBy(family, matchers), { seconds: range, scrape }),
        ),
      ...pace<RangeAnswer>(lately(seconds)),
    }),
  /** Calls since a moment (RFC 3339) by key and API. */
  callsSince: (matchers: KeyMatchers, moment: string) =>
    queryOptions<RangeAnswer>({
      queryKey: ['metrics', matchers.tenant, 'key-calls-since', matchers, moment],
      queryFn: (asking) => {
        const end = Math.floor(serverNow() / 1000)
        const start = Math.min(Math.floor(Date.parse(moment) / 1000), end - 1)
        return askInstant({ window: { start, end } }, asking, (seconds, scrape, family) =>
          callsByKey(countedBy(family, matchers), { seconds, scrape }),
        )
      },
      ...pace<RangeAnswer>(lately(REFRESH_S)),
    }),
  /** Calls per second by key over the last `seconds`. */
  rates: (matchers: KeyMatchers, seconds: number) =>
    queryOptions<GridAnswer>({
      queryKey: about(matchers, 'key-rates', seconds),
      queryFn: (asking) =>
        askRange(lately(seconds), asking, (window, family) =>
          keyRates(countedBy(family, matchers), window),
        ),
      ...pace<GridAnswer>({ ...lately(seconds), refresh: 60 }),
    }),
}
