/** How many there are of each thing: what the dashboard says first. */

import { queryOptions } from '@tanstack/react-query'

import { firstPage } from './control-plane/first-page'
import type { Counted } from './control-plane/port'

/** The total of one kind. Its key lies below that kind's own, so that every change of one asks anew. */
export const countOf = (tenant: string, counted: Counted) =>
  queryOptions({
    queryKey: [counted, tenant, 'total'],
    queryFn: ({ signal }) => firstPage.total(counted, tenant, signal),
  })
