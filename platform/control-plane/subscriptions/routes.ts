/** Which consumer may call which API, and with which key. */
import { sql } from 'kysely'

import { ownTenant } from '../core/access.ts'
import { created, ok } from '../core/answers.ts'
import type { Api, Call, QueryOf } from '../core/calls.ts'
import type { Database } from '../core/database/connect.ts'
import { futureInstant } from '../core/instants.ts'
import { containing, pageOf, sortTerms, startingWith } from '../core/listing.ts'
import type { Step } from './changes.ts'
import { revokeSubscription, rotateKey, stepSubscription } from './changes.ts'
import { issueSubscription } from './issue.ts'
import {
  findSubscription,
  selectSubscription,
  statusColumn,
  subscriptionOf,
  subscriptionsWithNames,
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
  const status = statusColumn(now)
  const sort = {
    created_at: sql`subscriptions.created_at`,
    updated_at: sql`subscriptions.updated_at`,
    expires_at: sql`subscriptions.expires_at`,
    last_used_at: sql`subscriptions.last_used_at`,
    status,
    consumer_name: sql`lower(consumers.name)`,
    api_name: sql`contracts.api_name`,
  }
  const terms = sortTerms(query.sort, sort, '-created_at')
  let filtered = subscriptionsWithNames(db).where('subscriptions.tenant_id', '=', tenant)
  if (query.status !== undefined) filtered = filtered.where(status, '=', query.status)
  if (query.consumer_id !== undefined)
    filtered = filtered.where('subscriptions.consumer_id', '=', query.consumer_id)
  if (query.api_id !== undefined)
    filtered = filtered.where('subscriptions.contract_id', '=', query.api_id)
  if (query.api_key_prefix !== undefined) {
    const prefix = startingWith(query.api_key_prefix)
    filtered = filtered.where((is) =>
      is.or([
        is('subscriptions.api_key_prefix', 'like', prefix),
        is('subscriptions.old_key_prefix', 'like', prefix),
      ]),
    )
  }
  if (query.search !== undefined) {
    const part = containing(query.search)
    filtered = filtered.where((is) =>
      is.or([
        is('consumers.search_text', 'like', part),
        is('contracts.search_text', 'like', part),
        is('subscriptions.api_key_prefix', 'like', part),
      ]),
    )
  }
  const tieBreaker = sql`subscriptions.id`
  const page = await pageOf(filtered, selectSubscription, { terms, tieBreaker, query })
  return { ...page, items: page.items.map((row) => subscriptionOf(row, now)) }
}
