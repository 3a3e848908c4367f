/** The rows that a key, a prefix or an e-mail leads to. */
import { sql } from 'kysely'

import type { Lookup, LookupApi, LookupKey } from '../../../contract/contract.gen.ts'
import { consumerOf, selectConsumer } from '../consumers/consumer-row.ts'
import type { Database } from '../core/database/connect.ts'
import { textOf } from '../core/instants.ts'
import { startingWith } from '../core/listing.ts'
import {
  selectSubscription,
  subscriptionOf,
  subscriptionsWithNames,
} from '../subscriptions/subscription-row.ts'

export interface Place {
  db: Database
  tenant: string
  now: Date
}

/** Ids of what was found; a consumer may be found without a subscription. */
export interface Found {
  key: LookupKey | null
  consumers: string[]
  subscriptions: string[]
}

const MOST_CONSUMERS = 20
const MOST_SUBSCRIPTIONS = 50

const NOTHING: Found = { key: null, consumers: [], subscriptions: [] }

/** By the SHA-256 of a whole key, also of one that no longer works. */
export async function byHash({ db, tenant, now }: Place, hash: string): Promise<Found> {
  const key = await db
    .selectFrom('keys')
    .selectAll()
    .where('hash', '=', hash)
    .where('tenant_id', '=', tenant)
    .executeTakeFirst()
  if (!key) return NOTHING
  const { prefix, subscription_id } = key
  return {
    key: {
      prefix,
      subscription_id,
      state: stateOf(key, now),
      expires_at: textOf(key.expires_at),
      created_at: textOf(key.created_at),
    },
    consumers: [],
    subscriptions: [subscription_id],
  }
}

function stateOf(
  { revoked, expires_at }: { revoked: boolean; expires_at: Date | null },
  now: Date,
): LookupKey['state'] {
  if (revoked) return 'revoked'
  if (expires_at === null) return 'current'
  return expires_at > now ? 'grace' : 'over'
}

/**
 * By the first characters of a key, present or former.
 * @param externalId of the one consumer that is meant, where the log has told it
 */
export async function byPrefix(
  { db, tenant }: Place,
  prefix: string | null,
  externalId?: string,
): Promise<Found> {
  const consumers = await consumersCalled({ db, tenant }, externalId)
  if (prefix === null) return { ...NOTHING, consumers }
  // The log remembers callers that have been deleted since. Others may have keys that begin alike.
  if (externalId !== undefined && consumers.length === 0) return NOTHING
  const part = startingWith(prefix)
  let query = db
    .selectFrom('subscriptions')
    .select('id')
    .where('tenant_id', '=', tenant)
    // Former keys are told by the table of keys alone.
    .where(
      sql<boolean>`(api_key_prefix like ${part} or old_key_prefix like ${part}
        or id in (select subscription_id from keys where tenant_id = ${tenant} and prefix like ${part}))`,
    )
  if (externalId !== undefined) query = query.where('consumer_id', 'in', consumers)
  const rows = await query.orderBy('id', 'desc').limit(MOST_SUBSCRIPTIONS).execute()
  return { key: null, consumers, subscriptions: rows.map(({ id }) => id) }
}

async function consumersCalled(
  { db, tenant }: Pick<Place, 'db' | 'tenant'>,
  externalId: string | undefined,
): Promise<string[]> {
  if (externalId === undefined) return []
  const rows = await db
    .selectFrom('consumers')
    .select('id')
    .where('tenant_id', '=', tenant)
    .where('external_id', '=', externalId)
    .where('deleted_at', 'is', null)
    .execute()
  return rows.map(({ id }) => id)
}

/** By the whole e-mail, in any case. */
export async function byEmail({ db, tenant }: Place, email: string): Promise<Found> {
  const rows = await db
    .selectFrom('consumers')
    .select('id')
    .where('tenant_id', '=', tenant)
    .where('deleted_at', 'is', null)
    .where(sql<boolean>`lower(email) = ${email.toLowerCase()}`)
    .orderBy('id', 'desc')
    .limit(MOST_CONSUMERS)
    .execute()
  const consumers = rows.map(({ id }) => id)
  if (consumers.length === 0) return NOTHING
  const held = await db
    .selectFrom('subscriptions')
    .select('id')
    .where('tenant_id', '=', tenant)
    .where('consumer_id', 'in', consumers)
    .orderBy('id', 'desc')
    .limit(MOST_SUBSCRIPTIONS)
    .execute()
  return { key: null, consumers, subscriptions: held.map(({ id }) => id) }
}

/** The found rows as the API shows them, with the APIs that they lead to. */
export async function factsOf(
  { db, tenant, now }: Place,
  found: Found,
): Promise<Pick<Lookup, 'consumers' | 'subscriptions' | 'apis'>> {
  const rows =
    found.subscriptions.length === 0
      ? []
      : await selectSubscription(subscriptionsWithNames(db))
          .where('subscriptions.tenant_id', '=', tenant)
          .where('subscriptions.id', 'in', found.subscriptions)
          .orderBy('subscriptions.id', 'desc')
          .execute()
  const ids = new Set([...found.consumers, ...rows.map((row) => row.consumer_id)])
  return {
    consumers: await consumersOf({ db, tenant }, [...ids].slice(0, MOST_CONSUMERS)),
    subscriptions: rows.map((row) => subscriptionOf(row, now)),
    apis: await apisOf(
      { db, tenant },
      rows.map((row) => row.contract_id),
    ),
  }
}

async function consumersOf({ db, tenant }: Pick<Place, 'db' | 'tenant'>, ids: string[]) {
  if (ids.length === 0) return []
  const rows = await selectConsumer(db.selectFrom('consumers'))
    .where('tenant_id', '=', tenant)
    .where('deleted_at', 'is', null)
    .where('id', 'in', ids)
    .orderBy('id', 'desc')
    .execute()
  return rows.map(consumerOf)
}

async function apisOf(
  { db, tenant }: Pick<Place, 'db' | 'tenant'>,
  ids: string[],
): Promise<LookupApi[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('contracts')
    .select(['id', 'api_name', 'api_version', 'status', 'deleted_at'])
    .where('tenant_id', '=', tenant)
    .where('id', 'in', ids)
    .execute()
  return rows.map(({ id, api_name, api_version, status, deleted_at }) => ({
    id,
    api_name,
    api_version,
    // The column's check constraint holds exactly the statuses of the contract.
    status: deleted_at === null ? (status as LookupApi['status']) : 'deleted',
  }))
}
