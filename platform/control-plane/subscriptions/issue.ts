/** Subscribes a consumer to an API and issues its key; also behind the portal. */
import { v7 as uuid } from 'uuid'

import type { IssuedSubscription } from '../../../contract/contract.gen.ts'
import type { Secret } from '../core/answers.ts'
import { namingDuplicates } from '../core/duplicates.ts'
import { conflict, invalid } from '../core/problems.ts'
import type { WriteTransaction } from '../core/write.ts'
import { newKey, storeKey } from './keys.ts'
import { recordSubscription } from './revocation.ts'
import { LIVE_STATUSES, findSubscription, subscriptionOf } from './subscription-row.ts'

export interface Order {
  tenant: string
  consumerId: string
  contractId: string
  planId?: string | undefined
  expiresAt?: Date | undefined
  /** What it is for, in the words of who asked. */
  purpose?: string | undefined
  /** Name of who subscribes. */
  by: string
}

export interface Issued {
  /** With `api_key: null`; the key is in `secret`, when one was issued. */
  subscription: IssuedSubscription
  secret?: Secret
}

const DUPLICATES = {
  subscriptions_live: {
    pointer: '/api_id',
    detail: 'The consumer already has a subscription to this API.',
  },
}

/**
 * A new subscription: active with a key, or pending where the plan asks for approval.
 * @throws 422 naming the id that is none of the tenant's, 409 for a state that does not allow it or a second subscription
 */
export async function issueSubscription(tx: WriteTransaction, order: Order): Promise<Issued> {
  await requireConsumer(tx, order)
  await requireContract(tx, order)
  const isApproved = !(await planWantsApproval(tx, order))
  await settleExpired(tx, order)
  const key = isApproved ? newKey() : undefined
  const id = uuid()
  await namingDuplicates(DUPLICATES, () =>
    tx.db
      .insertInto('subscriptions')
      .values({
        id,
        tenant_id: order.tenant,
        consumer_id: order.consumerId,
        contract_id: order.contractId,
        plan_id: order.planId ?? null,
        status: isApproved ? 'active' : 'pending',
        api_key_prefix: key?.prefix ?? null,
        expires_at: order.expiresAt ?? null,
        purpose: order.purpose ?? '',
        created_at: tx.now,
        created_by: order.by,
        updated_at: tx.now,
      })
      .execute(),
  )
  if (key) await storeKey(tx, key, { id, tenant_id: order.tenant })
  const subscription = subscriptionOf(await findSubscription(tx.db, [order.tenant], id), tx.now)
  recordSubscription(tx, 'create', null, subscription)
  return {
    subscription: { ...subscription, api_key: null },
    ...(key && { secret: { member: 'api_key', value: key.value } as const }),
  }
}

async function requireConsumer(tx: WriteTransaction, { tenant, consumerId }: Order): Promise<void> {
  const consumer = await tx.db
    .selectFrom('consumers')
    .select('status')
    .where('id', '=', consumerId)
    .where('tenant_id', '=', tenant)
    .where('deleted_at', 'is', null)
    .forShare()
    .executeTakeFirst()
  if (!consumer)
    throw invalid({ pointer: '/consumer_id', detail: 'The tenant has no such consumer.' })
  if (consumer.status !== 'active')
    throw conflict(`The consumer is ${consumer.status}. Activate it first.`, '/consumer_id')
}

async function requireContract(tx: WriteTransaction, { tenant, contractId }: Order): Promise<void> {
  const contract = await tx.db
    .selectFrom('contracts')
    .select('status')
    .where('id', '=', contractId)
    .where('tenant_id', '=', tenant)
    .where('deleted_at', 'is', null)
    .forShare()
    .executeTakeFirst()
  if (!contract) throw invalid({ pointer: '/api_id', detail: 'The tenant has no such API.' })
  if (contract.status !== 'published')
    throw conflict(
      `The API is ${contract.status}: only a published one takes subscriptions.`,
      '/api_id',
    )
}

async function planWantsApproval(
  tx: WriteTransaction,
  { tenant, planId }: Order,
): Promise<boolean> {
  if (planId === undefined) return false
  const plan = await tx.db
    .selectFrom('plans')
    .select(['status', 'requires_approval'])
    .where('id', '=', planId)
    .where('tenant_id', '=', tenant)
    .where('deleted_at', 'is', null)
    .forShare()
    .executeTakeFirst()
  if (!plan) throw invalid({ pointer: '/plan_id', detail: 'The tenant has no such plan.' })
  if (plan.status !== 'active')
    throw conflict('The plan is archived: it takes no new subscriptions.', '/plan_id')
  return plan.requires_approval
}

/** An earlier subscription whose time is over gives its place free. */
async function settleExpired(tx: WriteTransaction, order: Order): Promise<void> {
  const expired = await tx.db
    .updateTable('subscriptions')
    .set({ status: 'expired' })
    .where('tenant_id', '=', order.tenant)
    .where('consumer_id', '=', order.consumerId)
    .where('contract_id', '=', order.contractId)
    .where('status', 'in', LIVE_STATUSES)
    .where('expires_at', '<=', tx.now)
    .returning('id')
    .execute()
  for (const { id } of expired) tx.touch('subscription', id)
}
