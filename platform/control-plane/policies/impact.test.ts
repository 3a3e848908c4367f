import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { FakeGateway } from '../publish/fake-gateway.ts'
import { startFakeGateway } from '../publish/fake-gateway.ts'
import type { TestControlPlane } from '../test/control-plane.ts'
import { startTestControlPlane } from '../test/control-plane.ts'
import { consumerBody, contractBody, make, policyBody } from '../test/seed.ts'

let plane: TestControlPlane
let gateway: FakeGateway
let call: TestControlPlane['call']

beforeAll(async () => {
  gateway = await startFakeGateway()
  plane = await startTestControlPlane({
    gatewayAdminUrl: gateway.url,
    gatewayAdminToken: gateway.token,
  })
  call = await plane.as({ roles: ['tenant-admin'], tenant: 'acme' })
})
afterAll(async () => {
  await plane.stop()
  await gateway.close()
})

const PATH = '/v1/admin/policies'
const limit = (requests_per_minute: number) =>
  policyBody('acme', { config: { requests_per_minute, burst: requests_per_minute } })
const impact = async (id: string, query = '') => (await call(`${PATH}/${id}/impact?${query}`)).body

describe('the impact of a policy', () => {
  it('is counted over what the gateway serves, and says who takes over', async () => {
    const [orders, stock] = [
      await make(call, '/v1/contracts', contractBody('acme', { apiName: 'orders' })),
      await make(call, '/v1/contracts', contractBody('acme', { apiName: 'stock' })),
    ]
    await make(call, '/v1/contracts', contractBody('acme', { status: 'draft' }))
    const wide = await make(call, PATH, limit(100))
    const narrow = await make(call, PATH, limit(5))
    const binding = await make(call, `${PATH}/bindings`, {
      policy_id: narrow.id,
      contract_id: orders.id,
    })
    expect(await impact(narrow.id)).toMatchObject({
      change: 'delete',
      apis_total: 2,
      apis_covered: 1,
      apis_won: 1,
      changed: 1,
      unprotected: 0,
      taken_over_by: [{ policy_id: wide.id, apis: 1 }],
      items: [
        {
          api: 'orders 1.0.0',
          consumer: null,
          before: { requests_per_minute: 5 },
          after: { requests_per_minute: 100 },
        },
      ],
    })
    expect(await impact(wide.id)).toMatchObject({
      apis_covered: 2,
      apis_won: 1,
      overruled_by: [{ policy_id: narrow.id, apis: 1 }],
      unprotected: 1,
    })
    expect(await impact(narrow.id, `change=unbind&binding_id=${binding.id}`)).toMatchObject({
      change: 'unbind',
      changed: 1,
      items: [{ api: 'orders 1.0.0', after: { requests_per_minute: 100 } }],
    })
    expect(await impact(wide.id, `change=bind&contract_id=${stock.id}`)).toMatchObject({
      changed: 0,
    })
    const foreign = await call(`${PATH}/${wide.id}/impact?change=unbind&binding_id=${binding.id}`)
    expect(foreign.status).toBe(404)
  })

  it('follows the subscriptions of a consumer that it is bound to', async () => {
    const consumer = await make(call, '/v1/consumers/acme', consumerBody({ name: 'Ada' }))
    const api = await make(call, '/v1/contracts', contractBody('acme', { apiName: 'people' }))
    await make(call, '/v1/subscriptions', {
      consumer_id: consumer.id,
      api_id: api.id,
      tenant_id: 'acme',
    })
    const own = await make(call, PATH, limit(7))
    await make(call, `${PATH}/bindings`, { policy_id: own.id, consumer_id: consumer.id })
    expect(await impact(own.id, 'change=disable')).toMatchObject({
      consumers_covered: 1,
      apis_covered: 1,
      changed: 1,
      items: [{ api: 'people 1.0.0', consumer: 'Ada', before: { requests_per_minute: 7 } }],
    })
  })

  it.each(['change=unbind', 'change=bind', 'change=nonsense'])(
    'refuses %s alone',
    async (query) => {
      const { id } = await make(call, PATH, limit(1))
      expect((await call(`${PATH}/${id}/impact?${query}`)).status).toBe(422)
    },
  )
})

describe('what the gateway holds of a policy', () => {
  const ask = async (id: string) => (await call(`${PATH}/${id}/enforcement`)).body

  it('is its own answer, compared with the database', async () => {
    const { id } = await make(call, PATH, limit(50))
    expect(await ask(id)).toMatchObject({
      state: 'held',
      held_since: '2026-11-24T08:00:00.000Z',
      config_version: gateway.version,
      is_enforced_type: true,
    })
    gateway.entities.set(`policy ${id}`, {
      ...(gateway.entities.get(`policy ${id}`) as object),
      enabled: false,
    })
    expect(await ask(id)).toMatchObject({ state: 'differs' })
    gateway.entities.delete(`policy ${id}`)
    expect(await ask(id)).toMatchObject({ state: 'absent', held_since: null })
    gateway.failWith = 500
    expect(await ask(id)).toMatchObject({ state: 'unreachable', config_version: null })
    gateway.failWith = null
  })
})
