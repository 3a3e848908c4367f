/** What a team has vouched for and what it has seen, by step of the runbook, shared by all its admins: keys, queries and mutations. */

import { mutationOptions, type QueryClient, queryOptions } from '@tanstack/react-query'

import { Failure } from '~/domain/failure'

import type { Onboarding, OnboardingUpdate } from '#contract/contract.gen'

import { controlPlane } from './control-plane/current'

export type { Onboarding, OnboardingUpdate }

type Steps = OnboardingUpdate['steps']

const all = (tenant: string) => ['onboarding', tenant] as const

/** Others may have attested something meanwhile. */
const PERIOD_MS = 30_000

export const onboarding = {
  current: (tenant: string) =>
    queryOptions({
      queryKey: all(tenant),
      queryFn: ({ signal }) => controlPlane.getOnboarding(tenant, signal),
      refetchInterval: PERIOD_MS,
      refetchIntervalInBackground: false,
    }),
  /** Only the steps that are named are written; `etag` is the one that the change is based on. */
  keep: (tenant: string) =>
    mutationOptions({
      mutationFn: ({ steps, etag }: Pick<Onboarding, 'etag'> & Pick<OnboardingUpdate, 'steps'>) =>
        controlPlane.putOnboarding(tenant, { steps }, { etag }),
      meta: { invalidates: all(tenant) },
    }),
  /** {@link keepNow} for what a person has just done. */
  add: (tenant: string) =>
    mutationOptions({
      mutationFn: (steps: Steps, { client }) => keepNow(client, tenant, steps),
      meta: { invalidates: all(tenant) },
    }),
}

/**
 * Keeps steps on the newest state, whatever else is kept at the same time: each names its own and replaces no other.
 */
export async function keepNow(
  client: QueryClient,
  tenant: string,
  steps: Steps,
): Promise<Onboarding> {
  const write = async () => {
    const { etag } = await client.query({ ...onboarding.current(tenant), staleTime: 0 })
    return controlPlane.putOnboarding(tenant, { steps }, { etag })
  }
  try {
    return await write()
  } catch (error) {
    if (error instanceof Failure && error.kind === 'stale') return write()
    throw error
  }
}
