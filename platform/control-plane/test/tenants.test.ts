/** Every operation of the contract, called by the administrator of one tenant with the ids of another. */
import type { AddressInfo } from 'node:net'

import { createServer } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { OperationId } from '../core/access.ts'
import { ACCESS } from '../core/access.ts'
import { readContract } from '../core/contract-document.ts'
import type { TestControlPlane } from './control-plane.ts'
import { startTestControlPlane } from './control-plane.ts'
import type { Seeded } from './seed.ts'
import { consumerBody, contractBody, make, policyBody, seedTenant, unique } from './seed.ts'

const { operations } = readContract()
const NO_ID = '01890000-0000-7000-8000-000000000000'
/** Stands in names of the other tenant's objects: it must never be seen. */
const CANARY = 'acme-canary'

/** An Alertmanager that holds a silence of the other tenant, whatever it is asked for. */
const alertmanager = createServer((_, response) => {
  const matchers = [{ name: 'tenant', value: 'acme', isRegex: false, isEqual: true }]
  response.end(JSON.stringify({ id: NO_ID, status: { state: 'active' }, matchers }))
})

let plane: TestControlPlane
let stranger: TestControlPlane['call']
let owner: TestControlPlane['call']
let foreign: Seeded
let own: Seeded

beforeAll(async () => {
  await new Promise<void>((resolve) => alertmanager.listen(0, '127.0.0.1', resolve))
  const { port } = alertmanager.address() as AddressInfo
  plane = await startTestControlPlane({ alertmanagerUrl: `http://127.0.0.1:${port}` })
  stranger = await plane.as({ roles: ['tenant-admin'], tenant: 'default' })
  owner = await plane.as({ roles: ['tenant-admin'], tenant: 'acme' })
  foreign = await seedTenant(owner, 'acme')
  own = await seedTenant(stranger, 'default')
  await make(owner, '/v1/consumers/acme', consumerBody({ name: CANARY, email: `${CANARY}@x.y` }))
  await make(owner, '/v1/contracts', contractBody('acme', { displayName: CANARY, portal: {} }))
  await make(owner, '/v1/admin/policies', policyBody('acme', { name: CANARY }))
  await make(owner, '/v1/plans/acme', { slug: unique('slug'), name: CANARY })
})
afterAll(async () => {
  await plane.stop()
  alertmanager.closeAllConnections()
  alertmanager.close()
})

function foreignId(path: string): string {
  if (path.startsWith('/v1/contracts')) return foreign.contract
  if (path.startsWith('/v1/admin/policies/bindings')) return foreign.binding
  if (path.startsWith('/v1/admin/policies')) return foreign.policy
  if (path.startsWith('/v1/consumers')) return foreign.consumer
  if (path.startsWith('/v1/plans')) return foreign.plan
  if (path.includes('subscriptions')) return foreign.subscription
  return NO_ID
}

/** A valid body for every operation that takes one, so that nothing but the tenant can be the reason of a refusal. */
const BODIES: Partial<Record<OperationId, () => unknown>> = {
  updateContract: () => ({ description: 'stolen' }),
  deprecateContract: () => ({ reason: 'stolen' }),
  putContractOpenapi: () => ({ openapi: '3.1.0' }),
  updatePolicy: () => ({ description: 'stolen' }),
  createConsumer: () => consumerBody(),
  importConsumers: () => 'external_id,name,email\na,b,c@d\n',
  updateConsumer: () => ({ description: 'stolen' }),
  rejectSubscription: () => ({ reason: 'stolen' }),
  lookUpAccess: () => ({ email: `${CANARY}@x.y` }),
  createPlan: () => ({ slug: unique('slug'), name: 'stolen' }),
  updatePlan: () => ({ name: 'stolen' }),
  putOnboarding: () => ({ steps: { a: { kind: 'attestation', evidence: {} } } }),
}

/** What has to stand in the address besides. */
const QUERIES: Partial<Record<OperationId, string>> = { listAccess: `?api_id=${NO_ID}` }

const byPath = operations.filter(
  ({ id, path }) => /\{(tenant|id)\}/.test(path) && ACCESS[id] !== 'public',
)
const tenantAndId = byPath.filter(({ path }) => path.includes('{tenant}/{id}'))

function send(operation: (typeof operations)[number], tenant: string, id: string) {
  const named = operation.path.replace('{tenant}', tenant).replace('{id}', id)
  const path = named + (QUERIES[operation.id] ?? '')
  const body = BODIES[operation.id]?.()
  const csv = operation.id === 'importConsumers' ? { 'Content-Type': 'text/csv' } : undefined
  return stranger(path, {
    method: operation.method,
    ...(body !== undefined && { body }),
    ...(csv && { headers: csv }),
  })
}

describe('what belongs to another tenant', () => {
  it.each(byPath)('$id: 404', async (operation) => {
    const reply = await send(operation, 'acme', foreignId(operation.path))
    expect([reply.status, reply.text]).toEqual([404, expect.any(String)])
    expect(reply.text).not.toContain('acme')
  })

  it.each(tenantAndId)('$id with the own tenant and a foreign id: 404', async (operation) => {
    const reply = await send(operation, 'default', foreignId(operation.path))
    expect([reply.status, reply.text]).toEqual([404, expect.any(String)])
  })

  it.each([
    ['/v1/contracts', () => contractBody('acme')],
    ['/v1/admin/policies', () => policyBody('acme')],
    ['/v1/subscriptions', () => ({ consumer_id: NO_ID, api_id: NO_ID, tenant_id: 'acme' })],
  ])('named in the body of POST %s: 404', async (path, body) => {
    expect((await stranger(path, { body: body() })).status).toBe(404)
  })

  it.each([
    ['consumer_id', () => ({ consumer_id: foreign.consumer, api_id: own.contract })],
    ['api_id', () => ({ consumer_id: own.consumer, api_id: foreign.contract })],
    ['plan_id', () => ({ consumer_id: own.consumer, api_id: own.contract, plan_id: foreign.plan })],
  ])("as %s of a subscription: the same as an id that is nobody's", async (field, body) => {
    const given = { ...body(), tenant_id: 'default' }
    const foreignReply = await stranger('/v1/subscriptions', { body: given })
    const absentReply = await stranger('/v1/subscriptions', { body: { ...given, [field]: NO_ID } })
    expect(foreignReply.status).toBe(422)
    expect(foreignReply.body.errors).toEqual(absentReply.body.errors)
    expect(foreignReply.body.errors[0].pointer).toBe(`/${field}`)
  })

  it('cannot be bound to an own policy, nor an own thing to its policy', async () => {
    const path = '/v1/admin/policies/bindings'
    const bodies = [
      { policy_id: own.policy, contract_id: foreign.contract },
      { policy_id: own.policy, consumer_id: foreign.consumer },
      { policy_id: foreign.policy, contract_id: own.contract },
    ]
    for (const body of bodies) expect((await stranger(path, { body })).status).toBe(422)
  })

  it('cannot be explained', async () => {
    const path = '/v1/admin/policies/effective'
    expect((await stranger(`${path}?contract_id=${foreign.contract}`)).status).toBe(404)
    const mixed = `${path}?contract_id=${own.contract}&consumer_id=${foreign.consumer}`
    expect((await stranger(mixed)).status).toBe(404)
  })

  it('is in no list, search or filter', async () => {
    const lists = [
      '/v1/contracts',
      '/v1/admin/policies',
      '/v1/consumers/default',
      '/v1/plans/default',
    ]
    for (const path of lists) {
      for (const query of ['?page_size=100', `?search=${CANARY}`]) {
        const reply = await stranger(path + query)
        expect(reply.status).toBe(200)
        expect([path, reply.text.includes(CANARY)]).toEqual([path, false])
      }
    }
    expect((await stranger('/v1/contracts?tenant=acme')).status).toBe(404)
    expect((await stranger('/v1/admin/policies?tenant_id=acme')).status).toBe(404)
    const subscriptions = `/v1/subscriptions/tenant/default?consumer_id=${foreign.consumer}`
    expect((await stranger(subscriptions)).body.total).toBe(0)
  })

  it('is unchanged after all of this', async () => {
    const paths = [
      `/v1/contracts/${foreign.contract}`,
      `/v1/admin/policies/${foreign.policy}`,
      `/v1/consumers/acme/${foreign.consumer}`,
      `/v1/plans/acme/${foreign.plan}`,
      `/v1/subscriptions/${foreign.subscription}`,
    ]
    for (const path of paths) {
      const reply = await owner(path)
      expect([path, reply.status, reply.body.etag]).toEqual([path, 200, '"1"'])
    }
    expect((await owner(`/v1/admin/policies/${foreign.policy}/bindings`)).body.total).toBe(1)
  })

  it('is seen by a platform administrator, in one tenant or in all', async () => {
    const admin = await plane.as({ roles: ['cpi-admin'] })
    const all = await admin('/v1/contracts?page_size=100')
    const tenants = new Set(all.body.items.map(({ tenant }: { tenant: string }) => tenant))
    expect(tenants).toEqual(new Set(['acme', 'default']))
    const one = await admin('/v1/contracts?tenant=acme')
    expect(one.body.total).toBeLessThan(all.body.total)
    expect((await admin('/v1/contracts?tenant=ghost')).status).toBe(404)
  })
})
