/** The audit trail: who changed what. Rows are only ever read. */

import { keepPreviousData, mutationOptions, queryOptions } from '@tanstack/react-query'

import type { AuditChain, AuditEntry } from '#contract/contract.gen'

import { controlPlane } from './control-plane/current'
import type { AuditFilter } from './control-plane/port'

export type { AuditChain, AuditEntry, AuditFilter }

export const audit = {
  /** Newest first. */
  list: (tenant: string, filter: AuditFilter = {}) =>
    queryOptions({
      queryKey: ['audit', tenant, 'list', filter],
      queryFn: ({ signal }) => controlPlane.listAudit(tenant, filter, signal),
      placeholderData: keepPreviousData,
      // Every change elsewhere adds a row: what was read before is never taken for the newest.
      staleTime: 0,
    }),
  /** A file of all rows that the filter finds. */
  export: (tenant: string) =>
    mutationOptions({
      mutationFn: ({ format, filter }: { format: 'csv' | 'json'; filter: AuditFilter }) =>
        controlPlane.exportAudit(tenant, format, filter),
      // A read makes nothing out of date.
      meta: { invalidates: ['audit', 'nothing'] },
      gcTime: 0,
    }),
  /** Is every row as it was written? A read, but a long one: only on demand. */
  check: (tenant: string) =>
    mutationOptions({
      mutationFn: () => controlPlane.checkAudit(tenant),
      meta: { invalidates: ['audit', 'nothing'] },
    }),
}
