/** Who may call: consumers of a tenant. */
import { sql } from 'kysely'

import { ownTenant } from '../core/access.ts'
import { created, noContent, ok } from '../core/answers.ts'
import type { Api, Call, QueryOf } from '../core/calls.ts'
import type { Database } from '../core/database/connect.ts'
import { pageOf, sortTerms } from '../core/listing.ts'
import { checkOf } from '../core/schema-check.ts'
import type { Services } from '../core/services.ts'
import { registerAccess } from './access.ts'
import type { Step } from './changes.ts'
import { createConsumer, deleteConsumer, stepConsumer, updateConsumer } from './changes.ts'
import { consumerOf, findConsumer, selectConsumer } from './consumer-row.ts'
import { exportConsumers } from './export.ts'
import { filteredConsumers } from './filter.ts'
import { importConsumers } from './import.ts'

const SORT = {
  name: sql`lower(name)`,
  email: sql`lower(email)`,
  external_id: sql`external_id`,
  company: sql`lower(company)`,
  status: sql`status`,
  created_at: sql`created_at`,
  updated_at: sql`updated_at`,
}

/** All operations under /v1/consumers. */
export function registerConsumers(api: Api, { contract }: Services): void {
  registerReads(api)
  registerSteps(api)
  registerAccess(api)
  const checkConsumer = checkOf(contract.schema('NewConsumer'), 'body')
  api.implement('createConsumer', (call) => {
    const tenant = ownTenant(call.principal, call.path.tenant)
    return call.write(async (tx) => {
      const consumer = await createConsumer(tx, { tenant, body: call.body })
      const location = `/v1/consumers/${tenant}/${consumer.id}`
      return created(consumer, { etag: consumer.etag, location })
    })
  })
  api.implement('importConsumers', (call) => {
    const tenant = ownTenant(call.principal, call.path.tenant)
    return call.write(async (tx) =>
      ok(await importConsumers(tx, { tenant, csv: call.body, check: checkConsumer })),
    )
  })
  api.implement('updateConsumer', (call) =>
    call.write(async (tx) => {
      const change = { patch: call.body, ifMatch: call.headers['If-Match'] }
      const consumer = await updateConsumer(tx, targetOf(call), change)
      return ok(consumer, { etag: consumer.etag })
    }),
  )
  api.implement('deleteConsumer', (call) =>
    call.write(async (tx) => {
      const change = { ifMatch: call.headers['If-Match'], by: call.principal.name }
      await deleteConsumer(tx, targetOf(call), change)
      return noContent()
    }),
  )
}

function registerReads(api: Api): void {
  api.implement('listConsumers', async (call) => {
    const tenant = ownTenant(call.principal, call.path.tenant)
    return ok(await listConsumers(call.db, tenant, call.query))
  })
  api.implement('exportConsumers', (call) => Promise.resolve(exportConsumers(call)))
  api.implement('getConsumer', async (call) => {
    const { tenant, id } = targetOf(call)
    const consumer = consumerOf(await findConsumer(call.db, tenant, id))
    return ok(consumer, { etag: consumer.etag })
  })
}

type StepCall = Call<'suspendConsumer' | 'activateConsumer' | 'blockConsumer'>

function registerSteps(api: Api): void {
  const take = (step: Step) => (call: Pick<StepCall, 'write' | 'principal' | 'path' | 'body'>) =>
    call.write(async (tx) => {
      const consumer = await stepConsumer(tx, targetOf(call), { step, reason: call.body?.reason })
      return ok(consumer, { etag: consumer.etag })
    })
  api.implement('suspendConsumer', take('suspend'))
  api.implement('activateConsumer', take('activate'))
  api.implement('blockConsumer', take('block'))
}

function targetOf({ principal, path }: Pick<Call<'getConsumer'>, 'principal' | 'path'>) {
  return { tenant: ownTenant(principal, path.tenant), id: path.id }
}

async function listConsumers(db: Database, tenant: string, query: QueryOf<'listConsumers'>) {
  const terms = sortTerms(query.sort, SORT, '-created_at')
  const filtered = filteredConsumers(db, tenant, query)
  const page = await pageOf(filtered, selectConsumer, { terms, tieBreaker: sql`id`, query })
  return { ...page, items: page.items.map(consumerOf) }
}
