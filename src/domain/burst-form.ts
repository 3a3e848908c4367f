/** The form of a burst: its rules, and what is sent. */

import * as z from 'zod/mini'

import { BROWSER_CONNECTIONS, type BurstPlan, MOST_CALLS } from './burst'
import { keySources } from './call'

export interface BurstFaults {
  calls: () => string
  concurrency: () => string
  pace: () => string
  path: () => string
  /** A key is to be pasted, and none is. */
  key: () => string
}

const whole = (most: number, error: () => string) =>
  z
    .nullable(z.number())
    .check(
      z.refine(
        (value) => value !== null && Number.isInteger(value) && value >= 1 && value <= most,
        { error },
      ),
    )

/**
 * The form's rules, in the page's words.
 * @param wantsKey whether the API takes one
 */
export const burstForm = (faults: BurstFaults, wantsKey: boolean) =>
  z
    .object({
      method: z.string(),
      path: z.string().check(z.regex(/^[^\s#]*$/, { error: faults.path })),
      calls: whole(MOST_CALLS, faults.calls),
      perSecond: z.nullable(z.number()).check(
        z.refine((value) => value === null || (value > 0 && value <= 1000), {
          error: faults.pace,
        }),
      ),
      concurrency: whole(BROWSER_CONNECTIONS, faults.concurrency),
      keySource: z.enum(keySources),
      apiKey: z.string(),
    })
    .check(
      z.refine(
        ({ keySource, apiKey }) => !wantsKey || keySource !== 'pasted' || apiKey.trim() !== '',
        { error: faults.key, path: ['apiKey'] },
      ),
    )
export type BurstForm = z.infer<ReturnType<typeof burstForm>>

/** Methods that a burst is offered: a body is never sent. */
export const burstMethods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

/** @param form as its rules let it through */
export const planOf = ({ calls, perSecond, concurrency }: BurstForm): BurstPlan => ({
  calls: calls ?? 1,
  perSecond,
  concurrency: concurrency ?? 1,
})
