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
    named('prometheus', prometheusCheck(environment.prometheusUrl)),
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

/** No address is no fault: not every installation has every service. */
const OFF: Check = { state: 'off', detail: 'No address is configured.' }

async function addressCheck(base: string | undefined, path: string): Promise<Check> {
  if (base === undefined) return OFF
  return timed(async () => {
    const response = await asked(base + path)
    await response.body?.cancel()
  })
}

/** Asked a question: a web server in its place would say "ready" to any address, and so would one that answers nothing else. */
export async function prometheusCheck(base: string | undefined): Promise<Check> {
  if (base === undefined) return OFF
  return timed(async () => {
    const url = `${base.replace(/\/+$/, '')}/api/v1/query?query=vector(1)`
    const answer: unknown = await (await asked(url)).json().catch(() => undefined)
    const isAnswer =
      typeof answer === 'object' &&
      answer !== null &&
      'status' in answer &&
      answer.status === 'success'
    if (!isAnswer) throw new Error('it answers, but not as Prometheus does')
  })
}

/** @throws when it does not answer well in time */
async function asked(url: string): Promise<Response> {
  const signal = AbortSignal.timeout(PROBE_LIMIT_MS)
  const response = await fetch(url, { signal, redirect: 'error' })
  if (response.ok) return response
  await response.body?.cancel()
  throw new Error(`it answered ${response.status}`)
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

/** What the error codes of Node's network and TLS layers say; the console's connection doctor reads these sentences. */
const CAUSES: [RegExp, string][] = [
  [/^ECONNREFUSED$/, 'The connection is refused.'],
  [/^(ENOTFOUND|EAI_AGAIN)$/, 'Its name is not known.'],
  [/CERT|SSL|TLS|SELF_SIGNED|UNABLE_TO_VERIFY/, 'Its certificate is not valid.'],
]

/** In words, without addresses: this answer is public. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'It does not answer.'
  if (error.name === 'TimeoutError') return `It did not answer within ${PROBE_LIMIT_MS / 1000} s.`
  if (error.message.startsWith('it answer')) return `${error.message.replace('it', 'It')}.`
  const { cause } = error
  if (cause instanceof Error && cause.message === 'unexpected redirect')
    return 'It answers with a redirect.'
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  return CAUSES.find(([pattern]) => pattern.test(code))?.[1] ?? 'It does not answer.'
}
