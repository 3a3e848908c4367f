/** What a policy is bound to: a form for one binding, and what it sends. */

import type { NewPolicyBinding } from '#contract/contract.gen'

import * as z from 'zod/mini'

/** A binding goes to an API or to a consumer. */
export const bindingForm = (faults: { target: () => string }) => {
  const error = faults.target
  return z.object({ kind: z.string(), contract_id: z.string(), consumer_id: z.string() }).check(
    z.refine((form) => form.kind !== 'api' || form.contract_id !== '', {
      path: ['contract_id'],
      error,
    }),
    z.refine((form) => form.kind !== 'consumer' || form.consumer_id !== '', {
      path: ['consumer_id'],
      error,
    }),
  )
}

export type BindingForm = z.infer<ReturnType<typeof bindingForm>>

/** What binding sends: one target, whatever else was looked at. */
export function newBinding(policy: string, form: BindingForm): NewPolicyBinding {
  return form.kind === 'api'
    ? { policy_id: policy, contract_id: form.contract_id }
    : { policy_id: policy, consumer_id: form.consumer_id }
}
