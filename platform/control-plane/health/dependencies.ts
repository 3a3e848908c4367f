/** Asks each thing that the control plane stands on whether it answers. */
import { sql } from 'kysely'

import type { HealthReady } from '../../../contract/contract.gen.ts'
import type { Services } from '../core/services.ts'

export type Check = HealthReady['checks'][string]

const PROBE_LIMIT_MS = 2_000

/** The state of every dependency by name; one that is not configured is `off`. Never throws. */
export async function dependencyChecks(services: Services): Promise<Record<string, Check>> {
  const { environment } = services
  const entries = await Promise.all([
    named('database', databaseCheck(services)),
    named('keycloak', addressCheck(environment.oidcJwksUrl, '')),
    named('prometheus', addressCheck(environment.prometheusUrl, '/-/ready')),
    named('alertmanager', addressCheck(environment.alertmanagerUrl, '/-/ready')),
    named('gateway', addressCheck(environment.gatewayUrl, '/health')),
  ])
  return Object.fromEntries(entries)
}

async function named(name: string, check: Promise<Check>): Promise<[string, Check]> {
  return [name, await check]
}

async function databaseCheck({ db }: Services): Promise<Check> {
  return timed(async () => {
    await sql`select 1`.execute(db)
  })
}

async function addressCheck(base: string | undefined, path: string): Promise<Check> {
  if (base === undefined) return { state: 'off', detail: 'No address is configured.' }
  return timed(async () => {
    const response = await fetch(base + path, {
      signal: AbortSignal.timeout(PROBE_LIMIT_MS),
      redirect: 'error',
    })
    await response.body?.cancel()
    if (!response.ok) throw new Error(`it answered ${response.status}`)
  })
}

async function timed(probe: () => Promise<void>): Promise<Check> {
  const started = performance.now()
  try {
    await probe()
    return { state: 'ok', latency_ms: Math.round(performance.now() - started) }
  } catch (error) {
    return { state: 'down', detail: reasonOf(error) }
  }
}

/** In words, without addresses: this answer is public. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'It does not answer.'
  if (error.name === 'TimeoutError') return `It did not answer within ${PROBE_LIMIT_MS / 1000} s.`
  if (error.message.startsWith('it answered')) return `${error.message.replace('it', 'It')}.`
  return 'It does not answer.'
}
