/** How a change in the audit trail is undone, whichever resource it was: of those that have a patch, and a state that can be read. */

import { consumers } from '~/api/consumers'
import { contracts } from '~/api/contracts'
import { plans } from '~/api/plans'
import { policies } from '~/api/policies'
import { queryClient } from '~/api/query-client'
import { contractMembers } from '~/domain/contract-document'
import type { Permission } from '~/auth/permissions'

import type { Undoing } from './use-undo'

/** A way back, and what it takes to go it. */
export type WayBack = Omit<Undoing, 'disabledBecause'> & { needs: Permission }

// The members that a patch may name: ConsumerPatch, PolicyPatch and PlanPatch of the contract.
const consumerMembers = ['name', 'email', 'company', 'description', 'consumer_metadata']
const policyMembers = ['name', 'description', 'config', 'priority', 'enabled']
const planMembers = [
  'name',
  'description',
  'status',
  'requires_approval',
  'rate_limit_per_minute',
  'burst_limit',
  'daily_request_limit',
  'monthly_request_limit',
]

const ways: Record<string, (tenant: string, id: string) => WayBack> = {
  contract: (tenant, id) => ({
    writable: contractMembers,
    present: () => queryClient.query({ ...contracts.detail(tenant, id), staleTime: 0 }),
    write: (patch, etag) => contracts.write(id, patch, etag),
    path: ['v1', 'contracts', id],
    needs: 'contracts:write',
  }),
  policy: (tenant, id) => ({
    writable: policyMembers,
    present: () => queryClient.query({ ...policies.detail(tenant, id), staleTime: 0 }),
    write: (patch, etag) => policies.write(id, patch, etag),
    path: ['v1', 'admin', 'policies', id],
    needs: 'policies:write',
  }),
  consumer: (tenant, id) => ({
    writable: consumerMembers,
    present: () => queryClient.query({ ...consumers.detail(tenant, id), staleTime: 0 }),
    write: (patch, etag) => consumers.write(tenant, { id, etag, patch }),
    path: ['v1', 'consumers', tenant, id],
    needs: 'consumers:write',
  }),
  plan: (tenant, id) => ({
    writable: planMembers,
    present: () => queryClient.query({ ...plans.detail(tenant, id), staleTime: 0 }),
    write: (patch, etag) => plans.write(tenant, { id, etag, patch }),
    path: ['v1', 'plans', tenant, id],
    needs: 'plans:write',
  }),
}

/** @returns undefined for a resource whose changes cannot be taken back by a write */
export const wayBackOf = (type: string, tenant: string, id: string): WayBack | undefined =>
  Object.hasOwn(ways, type) ? ways[type]?.(tenant, id) : undefined
