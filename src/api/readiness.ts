/** What only a server can check before production, and the test alert: keys, queries and mutations. */

import { mutationOptions, type QueryClient, queryOptions } from '@tanstack/react-query'

import { randomId } from '~/domain/random-id'
import { RECEIPT_LIMIT_MS } from '~/domain/runbook/day-6'
import { keepAlert } from '~/domain/runbook/kept'

import type { TestAlert } from '#contract/contract.gen'

import { controlPlane } from './control-plane/current'
import { keepNow, onboarding } from './onboarding'

export type { TestAlert }

/** The server tries credentials and asks Prometheus each time. */
const PERIOD_MS = 60_000
const UNTIL_RECEIVED_MS = 1_000

export const readiness = {
  checks: (tenant: string) =>
    queryOptions({
      queryKey: ['readiness', tenant],
      queryFn: ({ signal }) => controlPlane.readinessChecks(tenant, signal),
      refetchInterval: PERIOD_MS,
      refetchIntervalInBackground: false,
    }),
}

export const testAlerts = {
  /** Sends one, waits until the receiver has it, and keeps both for the team: a lost one stays written down, too. */
  prove: (tenant: string) =>
    mutationOptions({
      mutationFn: (_: undefined, { client }) => prove(client, tenant),
      meta: { invalidates: ['readiness', tenant] },
    }),
}

async function prove(client: QueryClient, tenant: string): Promise<TestAlert> {
  let alert = await controlPlane.createTestAlert(tenant, { idempotencyKey: randomId() })
  await keepNow(client, tenant, keepAlert(keptOf(alert)))
  const patience = performance.now() + RECEIPT_LIMIT_MS
  while (alert.state !== 'received' && performance.now() < patience) {
    await new Promise((resolve) => setTimeout(resolve, UNTIL_RECEIVED_MS))
    alert = await controlPlane.getTestAlert(alert.id)
  }
  await keepNow(client, tenant, keepAlert(keptOf(alert)))
  await client.invalidateQueries(onboarding.current(tenant))
  return alert
}

const keptOf = (alert: TestAlert) => ({
  id: alert.id,
  sentAt: alert.sent_at,
  receivedAt: alert.received_at,
  latencyMs: alert.latency_ms,
})
