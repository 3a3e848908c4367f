/** When Prometheus fails, no number is shown: one from before would be taken for one of now (features.md A 6). */

import type { PanelQuery } from '~/components/state/Panel'

/** The query without what it knew before it failed. */
export function measuredOnly<T>(query: PanelQuery<T>): PanelQuery<T> {
  const { data, error, isFetching, dataUpdatedAt, refetch } = query
  return { data: error ? undefined : data, error, isFetching, dataUpdatedAt, refetch }
}

/** Have all of them failed for one reason? Then it is said once. */
export function isOneOutage(queries: readonly PanelQuery<unknown>[]): boolean {
  const reasons = new Set(queries.map((query) => query.error?.message))
  return reasons.size === 1 && !reasons.has(undefined)
}
