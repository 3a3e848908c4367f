/** `/v1/admin/readiness`: the production checks that only a server can make. One source that is silent costs its own checks only. */
import type { ReadinessCheck } from '../../../contract/contract.gen.ts'
import type { Api } from '../core/calls.ts'
import type { Services } from '../core/services.ts'
import type { PrometheusClient } from '../metrics/prometheus-client.ts'
import type { Publisher } from '../publish/publisher.ts'
import type { CredentialsProbe } from './default-credentials.ts'
import type { Verdict } from './verdict.ts'

import { tenantsOf } from '../core/access.ts'
import { ok } from '../core/answers.ts'
import { PrometheusFailure } from '../metrics/prometheus-client.ts'
import { alertTested, databaseDurable, enabledRateLimits, keysUnique } from './database-checks.ts'
import {
  gatewayRestart,
  limitedRequests,
  monitoringActive,
  rulesLoaded,
} from './prometheus-checks.ts'
import { fail, pass, unknown } from './verdict.ts'

/** Null where the source is not configured. */
export interface ReadinessSources {
  prometheus: PrometheusClient | null
  publisher: Publisher | null
  credentials: CredentialsProbe | null
}

type Check = () => Promise<Verdict>

/** Below the console's own 10 s. */
const CHECK_LIMIT_MS = 8_000

export function registerReadiness(api: Api, services: Services, sources: ReadinessSources): void {
  api.implement('getReadinessChecks', async ({ principal, query, now }) => {
    const checks = checksFor(services, sources, {
      tenants: tenantsOf(principal, query.tenant_id),
      now,
    })
    return ok({
      checks: await Promise.all(Object.entries(checks).map(([id, check]) => run(id, check, now))),
    })
  })
}

function checksFor(
  { db, environment }: Services,
  { prometheus, publisher, credentials }: ReadinessSources,
  { tenants, now }: { tenants: readonly string[]; now: Date },
): Record<string, Check> {
  const fromPrometheus =
    (check: (client: PrometheusClient) => Promise<Verdict>): Check =>
    async () =>
      prometheus ? check(prometheus) : unknown('No Prometheus is configured (PROMETHEUS_URL).')
  return {
    default_credentials: async () =>
      credentials ? credentials.check(now) : unknown('No Keycloak is configured (KEYCLOAK_URL).'),
    keys_unique: () => keysUnique(db, tenants),
    gateway_config_current: () => configCurrent(publisher),
    gateway_restart: fromPrometheus(gatewayRestart),
    monitoring_active: fromPrometheus(monitoringActive),
    rules_loaded: fromPrometheus(rulesLoaded),
    alert_tested: () => alertTested(db, tenants, now),
    rate_limit_in_force: async () =>
      rateLimit(await enabledRateLimits(db, tenants), prometheus, tenants),
    database_durable: () => databaseDurable(db, environment.databaseUrl !== undefined),
    tls: async () =>
      unknown(
        'Only a caller from outside sees whether the gateway is reached by TLS: the control plane asks it on this machine.',
      ),
    backups: async () =>
      unknown(
        'A backup and its restore are attested by a person: nothing here can prove that they exist.',
      ),
  }
}

async function run(id: string, check: Check, now: Date): Promise<ReadinessCheck> {
  const { promise: late, resolve } = Promise.withResolvers<Verdict>()
  const timer = setTimeout(
    () => resolve(unknown(`There was no answer within ${CHECK_LIMIT_MS / 1000} s.`)),
    CHECK_LIMIT_MS,
  )
  try {
    const verdict = await Promise.race([check().catch(unanswered), late])
    const { state, evidence, checkedAt = now } = verdict
    return { id, state, evidence, checked_at: checkedAt.toISOString() }
  } finally {
    clearTimeout(timer)
  }
}

/** A source that fails is not known; what exactly failed in our own database stays in the log's language, not in the answer. */
function unanswered(error: unknown): Verdict {
  return unknown(
    error instanceof PrometheusFailure ? error.message : 'The source of this check did not answer.',
  )
}

async function configCurrent(publisher: Publisher | null): Promise<Verdict> {
  if (!publisher) return unknown('No gateway is configured (GATEWAY_ADMIN_URL).')
  await publisher.flush()
  const { wanted, held, failure } = publisher.state()
  if (held === null) return unknown(failure ?? 'The gateway has not been asked yet.')
  return held === wanted
    ? pass(`The gateway holds version ${held} of the configuration, which is the present one.`)
    : fail(`The gateway holds version ${held} of the configuration; the present one is ${wanted}.`)
}

async function rateLimit(
  policies: number,
  prometheus: PrometheusClient | null,
  tenants: readonly string[],
): Promise<Verdict> {
  if (policies === 0) return fail('There is no enabled policy of the type rate_limit.')
  const said = `${policies} enabled ${policies === 1 ? 'policy' : 'policies'} of the type rate_limit`
  if (!prometheus)
    return unknown(`${said}; whether a limit was ever hit is not known without Prometheus.`)
  const refused = await limitedRequests(prometheus, tenants)
  return refused !== null && refused > 0
    ? pass(
        `${said}, and the gateway has answered 429 in the last 7 days (at least ${refused} calls).`,
      )
    : unknown(
        `${said}, and no 429 was seen in the last 7 days. Send a burst (Day 3) to see the limit at work.`,
      )
}
