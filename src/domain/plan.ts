/** Plans, the limits that are sold together: what may be typed, and what of it is sent. */

import type { NewPlan, Plan, PlanPatch } from '#contract/contract.gen'

import * as z from 'zod/mini'

import { mergePatch } from './merge-patch'

export type { NewPlan, Plan, PlanPatch }

/** One sentence for each thing that can be wrong with what was typed. */
export interface PlanFaults {
  slug: () => string
  name: () => string
  description: () => string
  limit: () => string
}

export const limitNames = [
  'rate_limit_per_minute',
  'burst_limit',
  'daily_request_limit',
  'monthly_request_limit',
] as const

const MOST = 1_000_000_000

// Mirrors NewPlan of contract/openapi.yaml (PlanSlug, DisplayName, Limit).
export const planForm = (faults: PlanFaults) => {
  const limit = z.nullable(
    z.number({ error: faults.limit }).check(
      z.refine((value) => Number.isInteger(value) && value >= 1 && value <= MOST, {
        error: faults.limit,
      }),
    ),
  )
  return z.object({
    slug: z
      .string()
      .check(
        z.maxLength(63, { error: faults.slug }),
        z.regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/, { error: faults.slug }),
      ),
    name: z
      .string()
      .check(z.maxLength(255, { error: faults.name }), z.regex(/\S/, { error: faults.name })),
    description: z.string().check(z.maxLength(4000, { error: faults.description })),
    rate_limit_per_minute: limit,
    burst_limit: limit,
    daily_request_limit: limit,
    monthly_request_limit: limit,
    requires_approval: z.boolean(),
  })
}

export type PlanForm = z.infer<ReturnType<typeof planForm>>

export const newPlanForm: PlanForm = {
  slug: '',
  name: '',
  description: '',
  rate_limit_per_minute: null,
  burst_limit: null,
  daily_request_limit: null,
  monthly_request_limit: null,
  requires_approval: false,
}

/** What creating sends; limits left empty are left out. */
export function newPlan({ description, ...form }: PlanForm): NewPlan {
  const limits = limitNames.flatMap((name) => (form[name] === null ? [] : [[name, form[name]]]))
  return {
    slug: form.slug,
    name: form.name,
    requires_approval: form.requires_approval,
    ...(description !== '' && { description }),
    ...(Object.fromEntries(limits) as Pick<NewPlan, (typeof limitNames)[number]>),
  }
}

/** What the edit form is opened on. */
export function planFormOf(plan: Plan): PlanForm {
  const { slug, name, description, requires_approval } = plan
  const { rate_limit_per_minute, burst_limit, daily_request_limit, monthly_request_limit } = plan
  const limits = { rate_limit_per_minute, burst_limit, daily_request_limit, monthly_request_limit }
  return { slug, name, description, requires_approval, ...limits }
}

/** Only what was changed, or undefined; a limit that was emptied is taken away (null). The slug is chosen once. */
export function planPatch(before: Plan, { slug: _slug, ...form }: PlanForm): PlanPatch | undefined {
  const { slug: _before, ...known } = planFormOf(before)
  const patch = mergePatch(known, form)
  return patch && Object.keys(patch).length > 0 ? patch : undefined
}
