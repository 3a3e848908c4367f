/** Short expressions to begin with in Explore, in the names that the installation counts by; through the same escaper as promql.ts. */

import type { Family } from './metric-families'
import { quote } from './promql'

export interface Example {
  id: 'rates' | 'errors' | 'times' | 'limited'
  query: string
}

/** @returns those that the family can answer */
export function examplesIn(
  tenant: string,
  { requests, buckets, byConsumer, labels }: Family,
): Example[] {
  const { api, status } = labels
  const own = labels.tenant === undefined ? [] : [`${labels.tenant}=${quote(tenant)}`]
  const of = (metric: string, ...more: string[]) => `${metric}{${[...own, ...more].join(',')}}`
  return [
    { id: 'rates', query: `sum by (${status}) (rate(${of(requests)}[5m]))` },
    ...(api === undefined
      ? []
      : [
          {
            id: 'errors' as const,
            query: `sum by (${api}) (rate(${of(requests, `${status}=~"5.."`)}[5m]))\n  / sum by (${api}) (rate(${of(requests)}[5m]))`,
          },
        ]),
    ...(buckets === undefined
      ? []
      : [
          {
            id: 'times' as const,
            query: `histogram_quantile(0.95, sum by (le) (rate(${of(buckets)}[5m])))`,
          },
        ]),
    ...(byConsumer === undefined
      ? []
      : [
          {
            id: 'limited' as const,
            query: `topk(5, sum by (consumer) (increase(${of(byConsumer, 'status="429"')}[1h])))`,
          },
        ]),
  ]
}
