/** Plans (limits sold together): keys and queries. */

import { queryOptions } from '@tanstack/react-query'

import { controlPlane } from './control-plane/current'
import type { PlanFilter } from './control-plane/port'

const all = (tenant: string) => ['plans', tenant] as const

export const plans = {
  list: (tenant: string, filter: PlanFilter = {}) =>
    queryOptions({
      queryKey: [...all(tenant), 'list', filter],
      queryFn: ({ signal }) => controlPlane.listPlans(tenant, filter, signal),
    }),
}
