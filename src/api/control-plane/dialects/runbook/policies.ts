/** Policies and their bindings in the runbook's dialect. */

import type { ControlPlane } from '~/api/control-plane/port'
import { client, unwrap } from '~/api/http'
import { checked } from '~/api/shape'

import { given, ifMatch, keyed } from './given'
import * as shapes from './policy-shapes'

type Policies = Pick<
  ControlPlane,
  | 'listPolicies'
  | 'getPolicy'
  | 'createPolicy'
  | 'updatePolicy'
  | 'deletePolicy'
  | 'listPolicyBindings'
  | 'policyImpact'
  | 'policyEnforcement'
  | 'createPolicyBinding'
  | 'deletePolicyBinding'
  | 'effectivePolicies'
>

export const policies: Policies = {
  listPolicies: async (tenant, filter, signal) =>
    checked(
      shapes.policyList,
      await unwrap(
        client.GET('/v1/admin/policies', {
          params: { query: { ...given(filter), tenant_id: tenant } },
          ...(signal && { signal }),
        }),
      ),
    ),
  getPolicy: async (id, signal) =>
    checked(
      shapes.policy,
      await unwrap(
        client.GET('/v1/admin/policies/{id}', {
          params: { path: { id } },
          ...(signal && { signal }),
        }),
      ),
    ),
  createPolicy: async (policy, once) =>
    checked(
      shapes.policy,
      await unwrap(
        client.POST('/v1/admin/policies', { params: { header: keyed(once) }, body: policy }),
      ),
    ),
  updatePolicy: async (id, patch, based) =>
    checked(
      shapes.policy,
      await unwrap(
        client.PATCH('/v1/admin/policies/{id}', {
          params: { path: { id }, header: ifMatch(based) },
          body: patch,
        }),
      ),
    ),
  deletePolicy: (id, based) =>
    unwrap(
      client.DELETE('/v1/admin/policies/{id}', {
        params: { path: { id }, header: ifMatch(based) },
      }),
    ),
  listPolicyBindings: async (id, page, signal) =>
    checked(
      shapes.policyBindingList,
      await unwrap(
        client.GET('/v1/admin/policies/{id}/bindings', {
          params: { path: { id }, query: given(page) },
          ...(signal && { signal }),
        }),
      ),
    ),
  policyImpact: async (id, question, signal) =>
    checked(
      shapes.policyImpact,
      await unwrap(
        client.GET('/v1/admin/policies/{id}/impact', {
          params: { path: { id }, query: given(question) },
          ...(signal && { signal }),
        }),
      ),
    ),
  policyEnforcement: async (id, signal) =>
    checked(
      shapes.policyEnforcement,
      await unwrap(
        client.GET('/v1/admin/policies/{id}/enforcement', {
          params: { path: { id } },
          ...(signal && { signal }),
        }),
      ),
    ),
  createPolicyBinding: async (binding, once) =>
    checked(
      shapes.policyBinding,
      await unwrap(
        client.POST('/v1/admin/policies/bindings', {
          params: { header: keyed(once) },
          body: binding,
        }),
      ),
    ),
  deletePolicyBinding: (id) =>
    unwrap(client.DELETE('/v1/admin/policies/bindings/{id}', { params: { path: { id } } })),
  effectivePolicies: async (contractId, consumerId, signal) =>
    checked(
      shapes.effectivePolicies,
      await unwrap(
        client.GET('/v1/admin/policies/effective', {
          params: {
            query: { contract_id: contractId, ...(consumerId && { consumer_id: consumerId }) },
          },
          ...(signal && { signal }),
        }),
      ),
    ),
}
