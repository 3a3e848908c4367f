/** The checks whose evidence is in the control plane's own database. */
import { sql } from 'kysely'

import type { Database } from '../core/database/connect.ts'
import type { Verdict } from './verdict.ts'

import { inTenants } from '../core/listing.ts'
import { fail, pass, unknown } from './verdict.ts'

const DAY_MS = 86_400_000
/** The runbook: the alert is there in less than 5 minutes. */
const ALERT_LIMIT_MS = 5 * 60_000
/** A test proves the way of alerts for so long. */
const ALERT_TEST_LIFE_DAYS = 30

/** The runbook's `SELECT count(DISTINCT api_key) FROM subscriptions`, over fingerprints: the keys themselves are not kept. */
export async function keysUnique(db: Database, tenants: readonly string[]): Promise<Verdict> {
  const live = await db
    .selectFrom('subscriptions')
    .select(sql<number>`count(*)`.as('count'))
    .where(inTenants('tenant_id', tenants))
    .where('status', 'in', ['active', 'suspended'])
    .where('api_key_prefix', 'is not', null)
    .executeTakeFirstOrThrow()
  const distinct = await db
    .selectFrom((from) =>
      from
        .selectFrom('keys')
        .innerJoin('subscriptions', 'subscriptions.id', 'keys.subscription_id')
        .distinctOn('keys.subscription_id')
        .select(['keys.subscription_id', 'keys.hash'])
        .where(inTenants('subscriptions.tenant_id', tenants))
        .where('subscriptions.status', 'in', ['active', 'suspended'])
        .where('keys.revoked', '=', false)
        .orderBy('keys.subscription_id')
        .orderBy('keys.created_at', 'desc')
        .as('present'),
    )
    .select(sql<number>`count(distinct hash)`.as('count'))
    .executeTakeFirstOrThrow()
  const said = `${live.count} live subscriptions with a key, ${distinct.count} different key fingerprints (SHA-256; the keys themselves are not kept)`
  const facts = { live: live.count, distinct: distinct.count }
  if (live.count === 0) return unknown(`${said}: there is nothing to compare yet.`, 'keys_none')
  return live.count === distinct.count
    ? pass(`${said}.`, 'keys_unique', facts)
    : fail(`${said}: these must be equal.`, 'keys_shared', facts)
}

/** Has a test alert gone the whole way lately? */
export async function alertTested(
  db: Database,
  tenants: readonly string[],
  now: Date,
): Promise<Verdict> {
  const last = await db
    .selectFrom('test_alerts')
    .select(['sent_at', 'received_at'])
    .where(inTenants('tenant_id', tenants))
    .where('sent_at', '>', new Date(now.getTime() - ALERT_TEST_LIFE_DAYS * DAY_MS))
    .orderBy('sent_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!last)
    return unknown(
      `No test alert was sent in the last ${ALERT_TEST_LIFE_DAYS} days.`,
      'alert_none',
      {
        days: ALERT_TEST_LIFE_DAYS,
      },
    )
  const sentAt = last.sent_at.toISOString()
  const latencyMs = (last.received_at ?? now).getTime() - last.sent_at.getTime()
  const took = `${(latencyMs / 1000).toFixed(1)} s`
  const facts = { at: sentAt, seconds: Math.round(latencyMs / 100) / 10 }
  if (!last.received_at)
    return latencyMs < ALERT_LIMIT_MS
      ? unknown(`The test alert of ${sentAt} is on its way for ${took}.`, 'alert_under_way', facts)
      : fail(
          `The test alert of ${sentAt} has not been received: ${took} so far.`,
          'alert_lost',
          facts,
        )
  return latencyMs < ALERT_LIMIT_MS
    ? pass(`The test alert of ${sentAt} was received after ${took}.`, 'alert_received', facts)
    : fail(
        `The test alert of ${sentAt} was received after ${took}, which is 5 minutes or more.`,
        'alert_late',
        facts,
      )
}

/** Enabled rate limits of the tenants. */
export async function enabledRateLimits(db: Database, tenants: readonly string[]): Promise<number> {
  const { count } = await db
    .selectFrom('policies')
    .select(sql<number>`count(*)`.as('count'))
    .where(inTenants('tenant_id', tenants))
    .where('policy_type', '=', 'rate_limit')
    .where('enabled', '=', true)
    .executeTakeFirstOrThrow()
  return count
}

/** Does an acknowledged write survive a power cut? */
export async function databaseDurable(db: Database, isPostgres: boolean): Promise<Verdict> {
  if (!isPostgres)
    return fail(
      'The embedded database (PGlite) is in use: an acknowledged write survives a killed process, not a power cut, because it is never flushed to the disk. Set DATABASE_URL to a PostgreSQL for anything that must be kept.',
      'database_embedded',
    )
  const { rows } = await sql<{ fsync: string; commit: string; version: string }>`
    select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit,
      current_setting('server_version') as version`.execute(db)
  const row = rows[0] ?? { fsync: '?', commit: '?', version: '?' }
  const said = `PostgreSQL ${row.version} with fsync ${row.fsync} and synchronous_commit ${row.commit}`
  return row.fsync === 'on' && row.commit !== 'off'
    ? pass(
        `${said}: an acknowledged write survives a power cut of the server.`,
        'database_durable',
        row,
      )
    : fail(`${said}: an acknowledged write may be lost in a power cut.`, 'database_lossy', row)
}
