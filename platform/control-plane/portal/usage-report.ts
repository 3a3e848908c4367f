/** `GET /v1/portal/usage`: calls as Prometheus measured them, quotas as the gateway counts them, limits as the plan says. */
import { sql } from 'kysely'

import type { PortalUsage } from '../../../contract/contract.gen.ts'
import type { Database } from '../core/database/connect.ts'
import type { PrometheusClient } from '../metrics/prometheus-client.ts'
import type { Counts, UsedKey } from './measured-usage.ts'

import { PrometheusFailure } from '../metrics/prometheus-client.ts'
import { NoMeasurement, measuredUsage, sumOf, usageKey } from './measured-usage.ts'
import { ownSubscriptions } from './own-subscriptions.ts'

export interface UsageSources {
  /** Null where no Prometheus is configured. */
  prometheus: PrometheusClient | null
  /** Whether the gateway's counts were read just now: only then is a missing count 0. */
  areQuotasKnown: boolean
}

export interface UsageQuestion {
  sub: string
  from: Date
  to: Date
  now: Date
}

type ApiUsage = PortalUsage['apis'][number]

/** More subscriptions than a developer has; the newest. */
const MAX_SUBSCRIPTIONS = 200

export async function usageReport(
  db: Database,
  sources: UsageSources,
  question: UsageQuestion,
): Promise<PortalUsage> {
  const rows = await subscriptionsWithLimits(db, question)
  const span = { from: question.from.toISOString(), to: question.to.toISOString() }
  const measured = await measure(db, sources.prometheus, { rows, question })
  if (typeof measured === 'string')
    return { ...span, state: 'unavailable', detail: measured, apis: rows.map(withoutNumbers) }
  return {
    ...span,
    state: 'measured',
    apis: rows.map((row) => ({
      ...withoutNumbers(row),
      ...measured.get(row.id),
      daily_used: sources.areQuotasKnown ? row.daily_used : null,
      monthly_used: sources.areQuotasKnown ? row.monthly_used : null,
    })),
  }
}

type Row = Awaited<ReturnType<typeof subscriptionsWithLimits>>[number]

function subscriptionsWithLimits(db: Database, { sub, now }: UsageQuestion) {
  const today = now.toISOString().slice(0, 10)
  const used = (column: 'day' | 'month', period: string) =>
    sql<number>`coalesce((select sum(${sql.ref(`key_usage.${column}_count`)}) from key_usage
      where key_usage.subscription_id = subscriptions.id and ${sql.ref(`key_usage.${column}`)} = ${period}), 0)::bigint`
  return ownSubscriptions(db, sub)
    .leftJoin('plans', 'plans.id', 'subscriptions.plan_id')
    .select(['subscriptions.id', 'subscriptions.tenant_id', 'subscriptions.contract_id'])
    .select(['contracts.api_name', 'consumers.external_id'])
    .select(['plans.daily_request_limit', 'plans.monthly_request_limit'])
    .select([
      used('day', today).as('daily_used'),
      used('month', today.slice(0, 7)).as('monthly_used'),
    ])
    .where('subscriptions.api_key_prefix', 'is not', null)
    .orderBy('subscriptions.created_at', 'desc')
    .limit(MAX_SUBSCRIPTIONS)
    .execute()
}

function withoutNumbers(row: Row): ApiUsage {
  return {
    subscription_id: row.id,
    api_id: row.contract_id,
    api_name: row.api_name,
    calls: null,
    errors: null,
    limited: null,
    by_status: [],
    daily_limit: row.daily_request_limit,
    daily_used: null,
    monthly_limit: row.monthly_request_limit,
    monthly_used: null,
  }
}

/** The counts by subscription, or the sentence that says why there are none. */
async function measure(
  db: Database,
  prometheus: PrometheusClient | null,
  { rows, question }: { rows: Row[]; question: UsageQuestion },
): Promise<Map<string, Counts> | string> {
  if (!prometheus) return 'Calls are not measured here.'
  try {
    const keys = await keysOf(db, rows)
    const counts = await measuredUsage(prometheus, keys, {
      from: question.from.getTime() / 1000,
      to: question.to.getTime() / 1000,
    })
    return bySubscription(keys, counts)
  } catch (error) {
    // The sentence for an operator names addresses; a developer can do nothing with them.
    if (error instanceof PrometheusFailure || error instanceof NoMeasurement)
      return 'The measurements cannot be read at the moment. Your keys work all the same.'
    throw error
  }
}

type OwnKey = UsedKey & { subscriptionId: string }

async function keysOf(db: Database, rows: Row[]): Promise<OwnKey[]> {
  if (rows.length === 0) return []
  const keys = await db
    .selectFrom('keys')
    .select(['subscription_id', 'prefix'])
    .where(
      'subscription_id',
      'in',
      rows.map(({ id }) => id),
    )
    .execute()
  const owners = new Map(rows.map((row) => [row.id, row]))
  return keys.flatMap(({ subscription_id: subscriptionId, prefix }) => {
    const row = owners.get(subscriptionId)
    return row ? [{ subscriptionId, prefix, tenant: row.tenant_id, consumer: row.external_id }] : []
  })
}

function bySubscription(keys: OwnKey[], counts: Map<string, Counts>): Map<string, Counts> {
  const sums = new Map<string, Counts>()
  for (const key of keys) {
    const found = counts.get(usageKey(key))
    if (!found) continue
    const held = sums.get(key.subscriptionId)
    sums.set(key.subscriptionId, held ? sumOf(held, found) : found)
  }
  return sums
}
