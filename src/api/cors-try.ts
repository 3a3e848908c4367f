/** The preflight and the call of a page at another origin, through the gateway, with what was in force just before. */

import { mutationOptions, type QueryClient } from '@tanstack/react-query'

import { type CorsAsk, isPreflighted } from '~/domain/cors-check'
import { type CorsReport, corsReport } from '~/domain/cors-report'
import type { EffectivePolicies } from '~/domain/effective'
import { Failure } from '~/domain/failure'

import { callOnceKnown, type GatewayCall, type MeasuredAnswer, preflight } from './gateway'
import { policies } from './policies'

export interface CorsTry {
  ask: CorsAsk
  call: GatewayCall
  /** The contract whose path is called. */
  api: string
}

export interface CorsTried {
  ask: CorsAsk
  report: CorsReport
  /** Undefined when none came, for the reason beside it. */
  preflight?: MeasuredAnswer
  failure?: Failure
  /** Undefined when the call was not sent, because a browser would not, or when it got no answer. */
  call?: MeasuredAnswer
  callFailure?: Failure
  /** Undefined when the Control Plane did not say. */
  effective?: EffectivePolicies
  effectiveFailure?: Failure
}

export const corsTries = {
  /** Its variables hold a key, so nothing of it outlives its page. */
  run: (tenant: string) =>
    mutationOptions({
      mutationFn: (asked: CorsTry, { client }) => run(tenant, asked, client),
      gcTime: 0,
      meta: { invalidates: ['gateway'] },
    }),
}

async function run(
  tenant: string,
  { ask, call, api }: CorsTry,
  client: QueryClient,
): Promise<CorsTried> {
  // A preflight carries no key: what is bound to a consumer plays no part in it.
  const held = await orFailure(client.query({ ...policies.effective(tenant, api), staleTime: 0 }))
  const asked = await orFailure(preflight({ ...ask, path: call.path }))
  const report = corsReport(ask, asked.value, held.value)
  // What a browser would not send is not sent here either: a call may change something.
  const isSent = report.verdict === 'allowed' || (asked.value && !isPreflighted(ask))
  const called = isSent ? await orFailure(callOnceKnown(call)) : {}
  return {
    ask,
    report,
    ...(asked.value && { preflight: asked.value }),
    ...(asked.failure && { failure: asked.failure }),
    ...(called.value && { call: called.value }),
    ...(called.failure && { callFailure: called.failure }),
    ...(held.value && { effective: held.value }),
    ...(held.failure && { effectiveFailure: held.failure }),
  }
}

interface Outcome<Value> {
  value?: Value
  failure?: Failure
}

/** One part that fails says so, and the others are still worth reading. */
async function orFailure<Value>(promise: Promise<Value>): Promise<Outcome<Value>> {
  try {
    return { value: await promise }
  } catch (error) {
    if (error instanceof Failure) return { failure: error }
    throw error
  }
}
