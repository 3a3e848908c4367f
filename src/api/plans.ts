/** Plans (limits sold together): keys, queries and mutations. */

import { keepPreviousData, mutationOptions, queryOptions } from '@tanstack/react-query'

import type { NewPlan, PlanPatch } from '~/domain/plan'

import { controlPlane } from './control-plane/current'
import type { Once, PlanFilter } from './control-plane/port'

const all = (tenant: string) => ['plans', tenant] as const

interface Versioned {
  id: string
  etag: string
}

export const plans = {
  list: (tenant: string, filter: PlanFilter = {}) =>
    queryOptions({
      queryKey: [...all(tenant), 'list', filter],
      queryFn: ({ signal }) => controlPlane.listPlans(tenant, filter, signal),
      placeholderData: keepPreviousData,
    }),
  detail: (tenant: string, id: string) =>
    queryOptions({
      queryKey: [...all(tenant), 'detail', id],
      queryFn: ({ signal }) => controlPlane.getPlan(tenant, id, signal),
    }),
  create: (tenant: string) =>
    mutationOptions({
      mutationFn: ({ plan, ...once }: Once & { plan: NewPlan }) =>
        controlPlane.createPlan(tenant, plan, once),
      meta: { invalidates: all(tenant) },
    }),
  // Names nothing to refresh: subscriptions show the limits and the name of their plan.
  /** For an undo, which writes on the state that it has just read. */
  write: (tenant: string, { id, etag, patch }: Versioned & { patch: PlanPatch }) =>
    controlPlane.updatePlan(tenant, id, patch, { etag }),
  update: (tenant: string) =>
    mutationOptions({
      /** Without a patch there is nothing to write, and the plan is only read. */
      mutationFn: ({ id, etag, patch }: Versioned & { patch: PlanPatch | undefined }) =>
        patch
          ? controlPlane.updatePlan(tenant, id, patch, { etag })
          : controlPlane.getPlan(tenant, id),
    }),
  remove: (tenant: string) =>
    mutationOptions({
      mutationFn: ({ id, etag }: Versioned) => controlPlane.deletePlan(tenant, id, { etag }),
      // Only the lists: a form on it may still be open, and would ask for what is gone.
      meta: { invalidates: [...all(tenant), 'list'] },
    }),
}
