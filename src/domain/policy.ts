/** Rate limits, CORS and security rules: what they are called, what the console knows, and what is sent for one. */

import type {
  NewPolicy,
  NewPolicyBinding,
  Policy,
  PolicyBinding,
  PolicyPatch,
} from '#contract/contract.gen'

import { mergePatch } from './merge-patch'
import { configOf, isReadable, type PolicyForm } from './policy-form'

export type { NewPolicy, NewPolicyBinding, Policy, PolicyBinding, PolicyPatch }

/** What the type is called: chosen, or typed where it is none of those known here. */
export const typeOf = (form: Pick<PolicyForm, 'policy_type' | 'other_type'>): string =>
  form.policy_type === '' ? form.other_type : form.policy_type

/** What creating would send, while it is typed; undefined as long as its JSON is none. */
export const draftPolicy = (tenant: string, form: PolicyForm): NewPolicy | undefined =>
  isReadable(form) ? newPolicy(tenant, form) : undefined

/** What creating sends. */
export function newPolicy(tenant: string, form: PolicyForm): NewPolicy {
  return {
    name: form.name,
    policy_type: typeOf(form),
    tenant_id: tenant,
    scope: form.scope as NonNullable<NewPolicy['scope']>, // offered from policyScopes only
    config: configOf(form),
    priority: form.priority ?? 100,
    enabled: form.enabled,
    ...(form.description !== '' && { description: form.description }),
  }
}

/** What of a form can be changed later, as the contract's patch knows it. */
export const editable = (form: PolicyForm) => ({
  name: form.name,
  description: form.description,
  priority: form.priority,
  enabled: form.enabled,
  config: configOf(form),
})

/**
 * Only what was changed since the form was opened, or undefined. The server merges the patch into the present config: a member
 * that was emptied or taken out of the JSON is written as null.
 */
export const policyPatch = (before: PolicyForm, after: PolicyForm): PolicyPatch | undefined =>
  mergePatch(editable(before), editable(after))
