/** The checks of what a tenant has configured: keys at the end of their life, APIs that nothing limits, CORS for everybody. */
import { sql } from 'kysely'

import type { Database } from '../core/database/connect.ts'
import type { Verdict } from './verdict.ts'

import { inTenants } from '../core/listing.ts'
import { fail, pass, unknown } from './verdict.ts'

const DAY_MS = 86_400_000
/** A key that ends sooner wants a rotation to be planned. */
const EXPIRES_SOON_DAYS = 14
/** A key that nobody has used for so long opens a door for nobody's good. */
const UNUSED_DAYS = 90
/** As many are named. */
const NAMED = 5

interface Of {
  db: Database
  tenants: readonly string[]
  now: Date
}

/** Live subscriptions with a key; none is no evidence of good order. */
async function liveKeys({ db, tenants, now }: Of) {
  return db
    .selectFrom('subscriptions')
    .innerJoin('consumers', 'consumers.id', 'subscriptions.consumer_id')
    .select([
      'subscriptions.api_key_prefix as prefix',
      'consumers.name as consumer',
      'subscriptions.expires_at',
      'subscriptions.last_used_at',
      'subscriptions.created_at',
    ])
    .where(inTenants('subscriptions.tenant_id', tenants))
    .where('subscriptions.status', '=', 'active')
    .where('subscriptions.api_key_prefix', 'is not', null)
    .where((where) =>
      where.or([
        where('subscriptions.expires_at', 'is', null),
        where('subscriptions.expires_at', '>', now),
      ]),
    )
}

const named = (names: readonly string[]): string =>
  names.slice(0, NAMED).join(', ') +
  (names.length > NAMED ? ` and ${names.length - NAMED} more` : '')

/** The same without words. */
const shortList = (names: readonly string[]): string =>
  names.slice(0, NAMED).join(', ') + (names.length > NAMED ? `, +${names.length - NAMED}` : '')

/** Does a key end within two weeks? */
export async function keysExpiring(of: Of): Promise<Verdict> {
  const until = new Date(of.now.getTime() + EXPIRES_SOON_DAYS * DAY_MS)
  const live = await (await liveKeys(of)).execute()
  if (live.length === 0) return unknown('There is no live key yet.', 'keys_none')
  const soon = live.filter(({ expires_at: at }) => at !== null && at <= until)
  return soon.length === 0
    ? pass(
        `None of ${live.length} live keys ends within ${EXPIRES_SOON_DAYS} days.`,
        'expiring_none',
        {
          count: live.length,
          days: EXPIRES_SOON_DAYS,
        },
      )
    : fail(
        `${soon.length} of ${live.length} live keys end within ${EXPIRES_SOON_DAYS} days: ${named(soon.map(({ prefix, consumer }) => `${prefix}… of ${consumer}`))}.`,
        'expiring_some',
        {
          count: soon.length,
          total: live.length,
          days: EXPIRES_SOON_DAYS,
          names: shortList(soon.map(({ prefix, consumer }) => `${prefix}… (${consumer})`)),
        },
      )
}

/** Is there a live key that nobody has used for three months? */
export async function keysUnused(of: Of): Promise<Verdict> {
  const since = new Date(of.now.getTime() - UNUSED_DAYS * DAY_MS)
  const live = await (await liveKeys(of)).execute()
  if (live.length === 0) return unknown('There is no live key yet.', 'keys_none')
  const idle = live.filter(({ last_used_at: at, created_at: made }) => (at ?? made) < since)
  return idle.length === 0
    ? pass(
        `Each of ${live.length} live keys was made or used within ${UNUSED_DAYS} days.`,
        'unused_none',
        {
          count: live.length,
          days: UNUSED_DAYS,
        },
      )
    : fail(
        `${idle.length} of ${live.length} live keys have not been used for ${UNUSED_DAYS} days: ${named(idle.map(({ prefix, consumer }) => `${prefix}… of ${consumer}`))}.`,
        'unused_some',
        {
          count: idle.length,
          total: live.length,
          days: UNUSED_DAYS,
          names: shortList(idle.map(({ prefix, consumer }) => `${prefix}… (${consumer})`)),
        },
      )
}

/** Is there an API that the gateway serves and no enabled rate limit reaches? A limit without a binding reaches all of its tenant. */
export async function apisLimited({ db, tenants }: Of): Promise<Verdict> {
  const served = await db
    .selectFrom('contracts')
    .select(['api_name', 'api_version'])
    .select(
      sql<boolean>`exists (select 1 from policies p
        where p.tenant_id = contracts.tenant_id and p.policy_type = 'rate_limit' and p.enabled
          and (exists (select 1 from policy_bindings b where b.policy_id = p.id and b.contract_id = contracts.id)
            or not exists (select 1 from policy_bindings b where b.policy_id = p.id)))`.as(
        'limited',
      ),
    )
    .where(inTenants('tenant_id', tenants))
    .where('deleted_at', 'is', null)
    .where('status', 'in', ['published', 'deprecated'])
    .orderBy('api_name')
    .execute()
  if (served.length === 0) return unknown('The gateway serves no API yet.', 'apis_none')
  const open = served.filter(({ limited }) => !limited)
  return open.length === 0
    ? pass(`An enabled rate limit reaches each of ${served.length} served APIs.`, 'apis_limited', {
        total: served.length,
      })
    : fail(
        `No rate limit reaches ${open.length} of ${served.length} served APIs: ${named(open.map((one) => `${one.api_name} ${one.api_version}`))}.`,
        'apis_open',
        {
          count: open.length,
          total: served.length,
          names: shortList(open.map((one) => `${one.api_name} ${one.api_version}`)),
        },
      )
}

/** Does an enabled CORS policy let in pages of every origin? */
export async function corsWildcard({ db, tenants }: Of): Promise<Verdict> {
  const policies = await db
    .selectFrom('policies')
    .select(['name', 'config'])
    .where(inTenants('tenant_id', tenants))
    .where('policy_type', '=', 'cors')
    .where('enabled', '=', true)
    .execute()
  const open = policies.filter(({ config }) => {
    const origins = config['origins']
    return Array.isArray(origins) && origins.includes('*')
  })
  if (open.length > 0)
    return fail(
      `Pages of every origin are let in by ${named(open.map(({ name }) => name))}.`,
      'cors_open',
      { names: shortList(open.map(({ name }) => name)) },
    )
  return policies.length === 0
    ? pass('No CORS policy is enabled: the gateway lets in no page of another origin.', 'cors_none')
    : pass(`Each of ${policies.length} enabled CORS policies lists its origins.`, 'cors_listed', {
        count: policies.length,
      })
}
