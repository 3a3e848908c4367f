/** Liveness, readiness by dependency, and the contract itself. */
import type { HealthReady } from '../../../contract/contract.gen.ts'
import type { Answer } from '../core/answers.ts'
import { ok } from '../core/answers.ts'
import type { Api } from '../core/calls.ts'
import type { Services } from '../core/services.ts'
import { dependencyChecks } from './dependencies.ts'

/** One probe of all dependencies serves everybody who asks within this time: the endpoint is public. */
const SHARED_MS = 1_000

/** GET /health, /health/ready, /openapi.json. */
export function registerHealth(api: Api, services: Services): void {
  let shared: { at: number; answer: Promise<Answer> } | undefined
  api.implement('getHealth', () => Promise.resolve(ok({ status: 'ok' })))
  api.implement('getReadiness', () => {
    const at = services.now().getTime()
    if (!shared || Math.abs(at - shared.at) > SHARED_MS)
      shared = { at, answer: readiness(services) }
    return shared.answer
  })
  api.implement('getContractDocument', () => Promise.resolve(ok(services.contract.document)))
}

/** Ready when the database works: the rest degrades what can be done, and says so. */
async function readiness(services: Services): Promise<Answer> {
  const checks = await dependencyChecks(services)
  const isDown = checks['database']?.state !== 'ok'
  const isWhole = Object.values(checks).every(({ state }) => state !== 'down')
  const body: HealthReady = {
    status: isDown ? 'down' : isWhole ? 'ok' : 'degraded',
    version: services.contract.version,
    checks,
  }
  return { status: isDown ? 503 : 200, body }
}
