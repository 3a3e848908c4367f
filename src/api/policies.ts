/** Policies, what they are bound to, and what is in force: keys, queries and mutations. */

import { keepPreviousData, mutationOptions, queryOptions } from '@tanstack/react-query'

import { Failure } from '~/domain/failure'
import type { NewPolicy, NewPolicyBinding, Policy, PolicyPatch } from '~/domain/policy'
import { m } from '~/i18n/gen/messages'

import { controlPlane } from './control-plane/current'
import type { Once, PageFilter, PolicyFilter } from './control-plane/port'

// One key for the policies, their bindings and what follows from them, so that one invalidation reaches all three.
const all = (tenant: string) => ['policies', tenant] as const

interface Versioned {
  id: string
  etag: string
}

/** A page of one tenant shows nothing of another, although an administrator of all may read it. */
function ofTenant(tenant: string, found: Policy): Policy {
  if (found.tenant_id === tenant) return found
  throw new Failure({ kind: 'not-found', message: m.errors_no_such_address() })
}

/**
 * Until it is bound a policy covers the whole tenant: so it is made switched off, and only then on. Every step can be repeated: what
 * was done is found by its key.
 */
async function createFor(contract: string, policy: NewPolicy, key: string): Promise<Policy> {
  const made = await controlPlane.createPolicy(
    { ...policy, enabled: false },
    { idempotencyKey: key },
  )
  await controlPlane.createPolicyBinding(
    { policy_id: made.id, contract_id: contract },
    { idempotencyKey: `${key}-bind` },
  )
  const bound = await controlPlane.getPolicy(made.id)
  if (!policy.enabled || bound.enabled) return bound
  return controlPlane.updatePolicy(made.id, { enabled: true }, { etag: bound.etag })
}

export const policies = {
  list: (tenant: string, filter: PolicyFilter = {}) =>
    queryOptions({
      queryKey: [...all(tenant), 'list', filter],
      queryFn: ({ signal }) => controlPlane.listPolicies(tenant, filter, signal),
      placeholderData: keepPreviousData,
    }),
  detail: (tenant: string, id: string) =>
    queryOptions({
      queryKey: [...all(tenant), 'detail', id],
      queryFn: async ({ signal }) => ofTenant(tenant, await controlPlane.getPolicy(id, signal)),
    }),
  bindings: (tenant: string, id: string, page: PageFilter = {}) =>
    queryOptions({
      queryKey: [...all(tenant), 'bindings', id, page],
      queryFn: ({ signal }) => controlPlane.listPolicyBindings(id, page, signal),
    }),
  effective: (tenant: string, contract: string, consumer?: string) =>
    queryOptions({
      queryKey: [...all(tenant), 'effective', contract, consumer],
      queryFn: ({ signal }) => controlPlane.effectivePolicies(contract, consumer, signal),
    }),
  /** For an undo, which writes on the state that it has just read. */
  write: (id: string, patch: PolicyPatch, etag: string): Promise<Policy> =>
    controlPlane.updatePolicy(id, patch, { etag }),
  /** @param tenant where it is made; with `contract`, it holds for that API alone */
  create: (tenant: string) =>
    mutationOptions({
      mutationFn: ({ contract, ...made }: Once & { policy: NewPolicy; contract?: string }) =>
        contract === undefined
          ? controlPlane.createPolicy(made.policy, made)
          : createFor(contract, made.policy, made.idempotencyKey),
      meta: { invalidates: all(tenant) },
    }),
  update: (tenant: string) =>
    mutationOptions({
      /** Without a patch there is nothing to write, and the policy is only read. */
      mutationFn: ({ id, etag, patch }: Versioned & { patch: PolicyPatch | undefined }) =>
        patch ? controlPlane.updatePolicy(id, patch, { etag }) : controlPlane.getPolicy(id),
      meta: { invalidates: all(tenant) },
    }),
  remove: (tenant: string) =>
    mutationOptions({
      mutationFn: ({ id, etag }: Versioned) => controlPlane.deletePolicy(id, { etag }),
      // Only the lists: its own page is still there, and would ask for what is gone.
      meta: { invalidates: [...all(tenant), 'list'] },
    }),
  bind: (tenant: string) =>
    mutationOptions({
      mutationFn: ({ binding, ...once }: Once & { binding: NewPolicyBinding }) =>
        controlPlane.createPolicyBinding(binding, once),
      meta: { invalidates: all(tenant) },
    }),
  unbind: (tenant: string) =>
    mutationOptions({
      mutationFn: ({ id }: { id: string }) => controlPlane.deletePolicyBinding(id),
      meta: { invalidates: all(tenant) },
    }),
}
