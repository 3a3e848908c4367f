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
import { certificateLasts, tlsEnabled } from './certificate.ts'
import { alertTested, databaseDurable, enabledRateLimits, keysUnique } from './database-checks.ts'
import {
  gatewayRestart,
  limitedRequests,
  monitoringActive,
  rulesLoaded,
  targetsUp,
} from './prometheus-checks.ts'
import { apisLimited, corsWildcard, keysExpiring, keysUnused } from './tenant-checks.ts'
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
      prometheus ? check(prometheus) : notConfigured('Prometheus', 'PROMETHEUS_URL')
  return {
    default_credentials: async () =>
      credentials ? credentials.check(now) : notConfigured('Keycloak', 'KEYCLOAK_URL'),
    keys_unique: () => keysUnique(db, tenants),
    gateway_config_current: () => configCurrent(publisher),
    gateway_restart: fromPrometheus(gatewayRestart),
    monitoring_active: fromPrometheus(monitoringActive),
    rules_loaded: fromPrometheus(rulesLoaded),
    alert_tested: () => alertTested(db, tenants, now),
    rate_limit_in_force: async () =>
      rateLimit(await enabledRateLimits(db, tenants), prometheus, tenants),
    database_durable: () => databaseDurable(db, environment.databaseUrl !== undefined),
    tls: () => tlsEnabled(environment.publicGatewayUrl),
    certificate: () => certificateLasts(environment.publicGatewayUrl, now),
    admin_api_binding: async () =>
      pass(
        `This API listens on 127.0.0.1:${environment.port} alone: from another machine the connection is refused, unless a proxy passes it on.`,
        'admin_bound',
        { port: environment.port },
      ),
    targets_up: fromPrometheus(targetsUp),
    keys_expiring: () => keysExpiring({ db, tenants, now }),
    keys_unused: () => keysUnused({ db, tenants, now }),
    apis_limited: () => apisLimited({ db, tenants, now }),
    cors_wildcard: () => corsWildcard({ db, tenants, now }),
    backups: async () =>
      unknown(
        'A backup and its restore are attested by a person: nothing here can prove that they exist.',
        'backups',
      ),
  }
}

async function run(id: string, check: Check, now: Date): Promise<ReadinessCheck> {
  const { promise: late, resolve } = Promise.withResolvers<Verdict>()
  const timer = setTimeout(
    () =>
      resolve(
        unknown(`There was no answer within ${CHECK_LIMIT_MS / 1000} s.`, 'late', {
          seconds: CHECK_LIMIT_MS / 1000,
        }),
      ),
    CHECK_LIMIT_MS,
  )
  try {
    const verdict = await Promise.race([check().catch(unanswered), late])
    const { checkedAt = now, ...found } = verdict
    return { id, ...found, checked_at: checkedAt.toISOString() }
  } finally {
    clearTimeout(timer)
  }
}

/** A source that fails is not known; what exactly failed in our own database stays in the log's language, not in the answer. */
function unanswered(error: unknown): Verdict {
  return error instanceof PrometheusFailure
    ? unknown(error.message, 'prometheus_silent')
    : unknown('The source of this check did not answer.', 'source_silent')
}

/** A change of this moment is on its way: a gateway that is slow, or a busy machine, gets so many turns to take it. */
const TURNS = 3

async function settled(publisher: Publisher) {
  for (let turn = 1; ; turn++) {
    // Each turn waits for the one before it.
    // oxlint-disable-next-line no-await-in-loop
    await publisher.flush()
    const state = publisher.state()
    if (state.held === state.wanted || state.held === null || turn === TURNS) return state
  }
}

const notConfigured = (what: string, variable: string): Verdict =>
  unknown(`No ${what} is configured (${variable}).`, 'not_configured', { what, variable })

async function configCurrent(publisher: Publisher | null): Promise<Verdict> {
  if (!publisher) return notConfigured('gateway', 'GATEWAY_ADMIN_URL')
  const { wanted, held, failure } = await settled(publisher)
  if (held === null)
    return unknown(failure ?? 'The gateway has not been asked yet.', 'config_unasked')
  return held === wanted
    ? pass(
        `The gateway holds version ${held} of the configuration, which is the present one.`,
        'config_current',
        { held },
      )
    : fail(
        `The gateway holds version ${held} of the configuration; the present one is ${wanted}.`,
        'config_old',
        {
          held,
          wanted: wanted ?? '?',
        },
      )
}

async function rateLimit(
  policies: number,
  prometheus: PrometheusClient | null,
  tenants: readonly string[],
): Promise<Verdict> {
  if (policies === 0)
    return fail('There is no enabled policy of the type rate_limit.', 'limit_none')
  const said = `${policies} enabled ${policies === 1 ? 'policy' : 'policies'} of the type rate_limit`
  if (!prometheus)
    return unknown(
      `${said}; whether a limit was ever hit is not known without Prometheus.`,
      'limit_unmeasured',
      {
        count: policies,
      },
    )
  const refused = await limitedRequests(prometheus, tenants)
  return refused !== null && refused > 0
    ? pass(
        `${said}, and the gateway has answered 429 in the last 7 days (at least ${refused} calls).`,
        'limit_hit',
        { count: policies, calls: Math.round(refused) },
      )
    : unknown(
        `${said}, and no 429 was seen in the last 7 days. Send a burst (Day 3) to see the limit at work.`,
        'limit_unhit',
        { count: policies },
      )
}
