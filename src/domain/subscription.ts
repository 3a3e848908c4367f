/** Which consumer may call which API: what may be chosen, which step may follow which, and how long an old key may live. */

import type { NewSubscription, Subscription } from '#contract/contract.gen'

import * as z from 'zod/mini'

export type { NewSubscription, Subscription }

/** One sentence for each thing that can be wrong with what was chosen. */
export interface SubscriptionFaults {
  api: () => string
  expiry: () => string
}

/**
 * @param now the present, in milliseconds since 1970, asked when the form is checked
 */
export const subscriptionForm = (faults: SubscriptionFaults, now: () => number) =>
  z.object({
    api_id: z.string().check(z.minLength(1, { error: faults.api })),
    plan_id: z.string(),
    expires_at: z
      .string()
      .check(z.refine((text) => text === '' || Date.parse(text) > now(), { error: faults.expiry })),
  })

export type SubscriptionForm = z.infer<ReturnType<typeof subscriptionForm>>

export const newSubscriptionForm: SubscriptionForm = { api_id: '', plan_id: '', expires_at: '' }

/** What subscribing sends; the expiry is typed in local time and sent in UTC. */
export function newSubscription(
  tenant: string,
  consumer: string,
  form: SubscriptionForm,
): NewSubscription {
  return {
    consumer_id: consumer,
    api_id: form.api_id,
    tenant_id: tenant,
    ...(form.plan_id !== '' && { plan_id: form.plan_id }),
    ...(form.expires_at !== '' && { expires_at: new Date(form.expires_at).toISOString() }),
  }
}

/** How long the old key may still be used after a rotation, in hours (runbook: rotate-key; features.md D, "rotate"). */
export const graceHours = [0, 0.25, 1, 6, 24, 168] as const
export const defaultGraceHours = 24

export const rotationForm = z.object({ grace: z.enum(graceHours.map(String)) })

export type SubscriptionStep = 'approve' | 'reject' | 'rotate' | 'suspend' | 'reactivate' | 'revoke'

/** What can be done to a subscription in this status: pending -> active -> suspended / revoked / expired. */
export function subscriptionSteps(status: string): SubscriptionStep[] {
  switch (status) {
    case 'pending':
      return ['approve', 'reject']
    case 'active':
      return ['rotate', 'suspend', 'revoke']
    case 'suspended':
      return ['reactivate', 'revoke']
    default:
      return []
  }
}

/** How a status is to be taken, for the colour that repeats its word. */
export function subscriptionTone(status: string): 'ok' | 'warn' | 'bad' | 'info' | 'neutral' {
  if (status === 'active') return 'ok'
  if (status === 'pending') return 'info'
  if (status === 'suspended') return 'warn'
  return status === 'revoked' || status === 'rejected' ? 'bad' : 'neutral'
}

/** Why access is given or taken; empty where it is not required. */
export const reasonForm = ({ isRequired, fault }: { isRequired: boolean; fault: () => string }) =>
  z.object({
    reason: z.string().check(
      z.maxLength(1000, { error: fault }),
      z.refine((text) => (text === '' ? !isRequired : /\S/.test(text)), { error: fault }),
    ),
  })
