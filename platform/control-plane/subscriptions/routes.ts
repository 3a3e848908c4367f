/** Which consumer may call which API, and with which key. */
import { sql } from 'kysely'

import { ownTenant } from '../core/access.ts'
import { created, ok } from '../core/answers.ts'
import type { Api, Call, QueryOf } from '../core/calls.ts'
import type { Database } from '../core/database/connect.ts'
import { futureInstant } from '../core/instants.ts'
import { containing, pageOf, sortTerms, startingWith } from '../core/listing.ts'
import type { Step } from './changes.ts'
import { endGrace, revokeSubscription, rotateKey, stepSubscription } from './changes.ts'
import { issueSubscription } from './issue.ts'
import { KEY_MARK, PREFIX_LENGTH } from './keys.ts'
import {
  findSubscription,
  selectSubscription,
  hasStatus,
  statusColumn,
  subscriptionOf,
  withNames,
} from './subscription-row.ts'

/** All operations under /v1/subscriptions. */
export function registerSubscriptions(api: Api): void {
  registerReads(api)
  registerSteps(api)
  api.implement('createSubscription', (call) => {
    const { consumer_id, api_id, tenant_id, plan_id, expires_at } = call.body
    const tenant = ownTenant(call.principal, tenant_id)
    return call.write(async (tx) => {
      const { subscription, secret } = await issueSubscription(tx, {
        tenant,
        consumerId: consumer_id,
        contractId: api_id,
        planId: plan_id,
        expiresAt:
          expires_at === undefined ? undefined : futureInstant(expires_at, '/expires_at', tx.now),
        by: call.principal.name,
      })
      return created(subscription, {
        etag: subscription.etag,
        location: `/v1/subscriptions/${subscription.id}`,
        ...(secret && { secret }),
      })
    })
  })
  api.implement('rotateSubscriptionKey', (call) =>
    call.write(async (tx) => {
      const target = { tenants: call.principal.tenants, id: call.path.id }
      const { rotation, secret } = await rotateKey(tx, target, call.body?.grace_period_hours)
      return ok(rotation, { secret })
    }),
  )
  api.implement('revokeOldSubscriptionKey', (call) =>
    call.write(async (tx) => {
      const target = { tenants: call.principal.tenants, id: call.path.id }
      const subscription = await endGrace(tx, target)
      return ok(subscription, { etag: subscription.etag })
    }),
  )
}

function registerReads(api: Api): void {
  api.implement('getSubscription', async (call) => {
    const row = await findSubscription(call.db, call.principal.tenants, call.path.id)
    const subscription = subscriptionOf(row, call.now)
    return ok(subscription, { etag: subscription.etag })
  })
  api.implement('listSubscriptions', async (call) => {
    const tenant = ownTenant(call.principal, call.path.tenant)
    return ok(await listSubscriptions(call.db, { tenant, now: call.now }, call.query))
  })
}

type StepCall = Call<
  'approveSubscription' | 'rejectSubscription' | 'suspendSubscription' | 'reactivateSubscription'
>

function registerSteps(api: Api): void {
  const take = (step: Step) => (call: Pick<StepCall, 'write' | 'principal' | 'path' | 'body'>) =>
    call.write(async (tx) => {
      const target = { tenants: call.principal.tenants, id: call.path.id }
      const subscription = await stepSubscription(tx, target, { step, reason: call.body?.reason })
      return ok(subscription, { etag: subscription.etag })
    })
  api.implement('approveSubscription', take('approve'))
  api.implement('rejectSubscription', take('reject'))
  api.implement('suspendSubscription', take('suspend'))
  api.implement('reactivateSubscription', take('reactivate'))
  api.implement('revokeSubscription', (call) =>
    call.write(async (tx) => {
      const target = { tenants: call.principal.tenants, id: call.path.id }
      const by = call.principal.name
      const subscription = await revokeSubscription(tx, target, { by, reason: call.body?.reason })
      return ok(subscription, { etag: subscription.etag })
    }),
  )
}

async function listSubscriptions(
  db: Database,
  { tenant, now }: { tenant: string; now: Date },
  query: QueryOf<'listSubscriptions'>,
) {
  const sort = {
    created_at: sql`subscriptions.created_at`,
    updated_at: sql`subscriptions.updated_at`,
    expires_at: sql`subscriptions.expires_at`,
    last_used_at: sql`subscriptions.last_used_at`,
    status: statusColumn(now),
    // Kept beside the subscription by the database (migration 0003): the count and the order never join.
    consumer_name: sql`subscriptions.consumer_order`,
    api_name: sql`subscriptions.api_order`,
  }
  const terms = sortTerms(query.sort, sort, '-created_at')
  let filtered = db.selectFrom('subscriptions').where('subscriptions.tenant_id', '=', tenant)
  if (query.status !== undefined) filtered = filtered.where(hasStatus(query.status, now))
  if (query.consumer_id !== undefined)
    filtered = filtered.where('subscriptions.consumer_id', '=', query.consumer_id)
  if (query.api_id !== undefined)
    filtered = filtered.where('subscriptions.contract_id', '=', query.api_id)
  if (query.api_key_prefix !== undefined)
    filtered = filtered.where(hasKeyPrefix(startingWith(query.api_key_prefix)))
  if (query.search !== undefined) filtered = filtered.where(foundBy(tenant, query.search))
  const tieBreaker = sql`subscriptions.id`
  const select = (rows: typeof filtered) => selectSubscription(withNames(rows))
  const page = await pageOf(filtered, select, { terms, tieBreaker, query })
  return { ...page, items: page.items.map((row) => subscriptionOf(row, now)) }
}

function hasKeyPrefix(prefix: string) {
  return sql<boolean>`(subscriptions.api_key_prefix like ${prefix} or subscriptions.old_key_prefix like ${prefix})`
}

/** By the texts of its consumer or API, or by the first characters of its key; each part has an index of its own. */
function foundBy(tenant: string, search: string) {
  const part = containing(search)
  const byKey = search.startsWith(KEY_MARK)
    ? sql`union all select s.id from subscriptions s where s.tenant_id = ${tenant}
        and s.api_key_prefix like ${startingWith(search.slice(0, PREFIX_LENGTH))}`
    : sql``
  return sql<boolean>`subscriptions.id in (
    select s.id from subscriptions s where s.consumer_id in (
      select c.id from consumers c where c.tenant_id = ${tenant} and c.search_text like ${part})
    union all
    select s.id from subscriptions s where s.contract_id in (
      select c.id from contracts c where c.tenant_id = ${tenant} and c.search_text like ${part})
    ${byKey}
  )`
}
