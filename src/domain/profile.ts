/** What a developer tells about themself, and what a subscription is for: the rules of the contract (PortalProfile, Purpose). */

import * as z from 'zod/mini'

export interface ProfileFaults {
  name: () => string
  company: () => string
}

export const profileForm = (faults: ProfileFaults) =>
  z.object({
    name: z
      .string()
      .check(
        z.trim(),
        z.minLength(1, { error: faults.name }),
        z.maxLength(100, { error: faults.name }),
      ),
    company: z.string().check(z.trim(), z.maxLength(100, { error: faults.company })),
  })

export interface OrderFaults {
  plan: () => string
  purpose: () => string
}

/** @param needsPlan where there are plans one is chosen */
export const orderForm = (faults: OrderFaults, needsPlan: boolean) =>
  z.object({
    plan: z.string().check(z.refine((id) => !needsPlan || id !== '', { error: faults.plan })),
    purpose: z.string().check(z.trim(), z.maxLength(200, { error: faults.purpose })),
  })

export type OrderForm = z.infer<ReturnType<typeof orderForm>>
