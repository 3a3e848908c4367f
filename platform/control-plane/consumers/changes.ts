/** Creates, changes and deletes consumers; every function runs inside a write transaction. */
import { v7 as uuid } from 'uuid'

import type { Consumer, ConsumerPatch, NewConsumer } from '../../../contract/contract.gen.ts'
import { namingDuplicates } from '../core/duplicates.ts'
import { requireMatch } from '../core/etag.ts'
import { mergePatch } from '../core/merge-patch.ts'
import { conflict } from '../core/problems.ts'
import type { WriteTransaction } from '../core/write.ts'
import { releaseBindings } from '../policies/release.ts'
import { revokeAll } from '../subscriptions/revocation.ts'
import type { ConsumerRow } from './consumer-row.ts'
import { consumerOf, consumerSearchText, findConsumer } from './consumer-row.ts'

export interface Target {
  tenant: string
  id: string
}

const DUPLICATES = {
  consumers_external_id: {
    pointer: '/external_id',
    detail: 'This tenant already has a consumer with this external id.',
  },
}

/** A row of the table for a new consumer. */
export function newConsumerRow(tx: WriteTransaction, tenant: string, body: NewConsumer) {
  const named = {
    external_id: body.external_id,
    name: body.name,
    email: body.email,
    company: body.company ?? '',
  }
  return {
    ...named,
    id: uuid(),
    tenant_id: tenant,
    description: body.description ?? '',
    consumer_metadata: JSON.stringify(body.consumer_metadata ?? {}),
    status: 'active',
    search_text: consumerSearchText(named),
    created_at: tx.now,
    updated_at: tx.now,
  }
}

/**
 * @param ownerSub subject of the developer who owns it through the portal
 * @throws 409 for an external id that exists
 */
export async function createConsumer(
  tx: WriteTransaction,
  {
    tenant,
    body,
    ownerSub = null,
  }: { tenant: string; body: NewConsumer; ownerSub?: string | null },
): Promise<Consumer> {
  const row = { ...newConsumerRow(tx, tenant, body), owner_sub: ownerSub }
  await namingDuplicates(DUPLICATES, () => tx.db.insertInto('consumers').values(row).execute())
  const consumer = consumerOf(await findConsumer(tx.db, tenant, row.id))
  recordConsumer(tx, 'create', null, consumer)
  return consumer
}

/** @throws 404, 412 */
export async function updateConsumer(
  tx: WriteTransaction,
  target: Target,
  { patch, ifMatch }: { patch: ConsumerPatch; ifMatch: string | undefined },
): Promise<Consumer> {
  const before = await findConsumer(tx.db, target.tenant, target.id, true)
  requireMatch(ifMatch, before.version)
  const named = {
    external_id: before.external_id,
    name: patch.name ?? before.name,
    email: patch.email ?? before.email,
    company: patch.company ?? before.company,
  }
  const metadata = patch.consumer_metadata
    ? mergePatch(before.consumer_metadata, patch.consumer_metadata)
    : before.consumer_metadata
  return save(tx, 'update', before, {
    ...named,
    description: patch.description ?? before.description,
    consumer_metadata: JSON.stringify(metadata),
    search_text: consumerSearchText(named),
  })
}

/** Its subscriptions are revoked and its policy bindings removed. @throws 404, 412 */
export async function deleteConsumer(
  tx: WriteTransaction,
  target: Target,
  { ifMatch, by }: { ifMatch: string | undefined; by: string },
): Promise<void> {
  const before = await findConsumer(tx.db, target.tenant, target.id, true)
  requireMatch(ifMatch, before.version)
  await revokeAll(tx, { consumer_id: before.id }, { by, reason: 'The consumer was deleted.' })
  await releaseBindings(tx, target.tenant, { column: 'consumer_id', id: before.id })
  await tx.db
    .updateTable('consumers')
    .set({ deleted_at: tx.now })
    .where('id', '=', before.id)
    .where('tenant_id', '=', target.tenant)
    .execute()
  recordConsumer(tx, 'delete', consumerOf(before), null)
}

export type Step = 'suspend' | 'activate' | 'block'

const STEPS: Record<Step, { from: string[]; to: string; done: string }> = {
  suspend: { from: ['active'], to: 'suspended', done: 'suspended' },
  activate: { from: ['suspended', 'blocked'], to: 'active', done: 'activated' },
  block: { from: ['active', 'suspended'], to: 'blocked', done: 'blocked' },
}

/** @throws 404, 409 for an illegal step */
export async function stepConsumer(
  tx: WriteTransaction,
  target: Target,
  { step, reason }: { step: Step; reason: string | undefined },
): Promise<Consumer> {
  const before = await findConsumer(tx.db, target.tenant, target.id, true)
  const { from, to, done } = STEPS[step]
  if (!from.includes(before.status))
    throw conflict(
      `Only a consumer that is ${from.join(' or ')} can be ${done}; this one is ${before.status}.`,
    )
  return save(tx, step, before, { status: to, status_reason: reason ?? null })
}

async function save(
  tx: WriteTransaction,
  action: string,
  before: ConsumerRow,
  change: Record<string, unknown>,
): Promise<Consumer> {
  await tx.db
    .updateTable('consumers')
    .set({ ...change, version: before.version + 1, updated_at: tx.now })
    .where('id', '=', before.id)
    .where('tenant_id', '=', before.tenant_id)
    .execute()
  const after = consumerOf(await findConsumer(tx.db, before.tenant_id, before.id))
  recordConsumer(tx, action, consumerOf(before), after)
  return after
}

/** One change of a consumer for the audit trail and the gateway. */
export function recordConsumer(
  tx: WriteTransaction,
  action: string,
  before: Consumer | null,
  after: Consumer | null,
): void {
  const consumer = after ?? before
  if (!consumer) return
  tx.touch('consumer', consumer.id)
  tx.audit({
    tenant_id: consumer.tenant_id,
    action,
    resource_type: 'consumer',
    resource_id: consumer.id,
    resource_name: consumer.name,
    before,
    after,
  })
}
