import { afterAll, beforeAll, expect, it } from 'vitest'

import type { TestControlPlane } from '../test/control-plane.ts'
import { startTestControlPlane } from '../test/control-plane.ts'
import { consumerBody, contractBody, make, policyBody } from '../test/seed.ts'

let plane: TestControlPlane
let call: TestControlPlane['call']

beforeAll(async () => {
  plane = await startTestControlPlane()
  call = await plane.as({ roles: ['tenant-admin'], tenant: 'default' })
})
afterAll(() => plane.stop())

const PATH = '/v1/admin/policies'
const bound = async (...targets: object[]) => {
  const policy = await make(call, PATH, policyBody('default'))
  for (const target of targets)
    // oxlint-disable-next-line no-await-in-loop
    await make(call, `${PATH}/bindings`, { policy_id: policy.id, ...target })
  return policy.id
}
const actionsOn = async (id: string) => {
  const { body } = await call(`/v1/audit/default?resource_type=policy&resource_id=${id}`)
  return body.items.map(({ action }: { action: string }) => action)
}

it('a policy whose last API is deleted is disabled, and does not come to cover the whole tenant', async () => {
  const [gone, other] = [
    await make(call, '/v1/contracts', contractBody('default')),
    await make(call, '/v1/contracts', contractBody('default')),
  ]
  const consumer = await make(call, '/v1/consumers/default', consumerBody())
  const only = await bound({ contract_id: gone.id })
  const both = await bound({ contract_id: gone.id }, { contract_id: other.id })
  const mixed = await bound({ contract_id: gone.id }, { consumer_id: consumer.id })
  const tenantWide = await bound()
  expect((await call(`/v1/contracts/${gone.id}`, { method: 'DELETE' })).status).toBe(204)
  const states = await Promise.all(
    [only, both, mixed, tenantWide].map(async (id) => {
      const { enabled, binding_count } = (await call(`${PATH}/${id}`)).body
      return [enabled, binding_count]
    }),
  )
  expect(states).toEqual([
    [false, 0],
    [true, 1],
    [true, 1],
    [true, 0],
  ])
  expect(await actionsOn(only)).toEqual(['update', 'unbind', 'bind', 'create'])
  expect(await actionsOn(both)).toEqual(['unbind', 'bind', 'bind', 'create'])
})

it('two that are deleted at once leave no policy without a binding at work', async () => {
  const pairs = await Promise.all(
    Array.from({ length: 10 }, async () => {
      const apis = await Promise.all([
        make(call, '/v1/contracts', contractBody('default')),
        make(call, '/v1/contracts', contractBody('default')),
      ])
      return { apis, policy: await bound(...apis.map(({ id }) => ({ contract_id: id }))) }
    }),
  )
  await Promise.all(
    pairs
      .flatMap(({ apis }) => apis)
      .map(({ id }) => call(`/v1/contracts/${id}`, { method: 'DELETE' })),
  )
  const left = await Promise.all(pairs.map(({ policy }) => call(`${PATH}/${policy}`)))
  expect(left.map(({ body }) => [body.enabled, body.binding_count])).toEqual(
    pairs.map(() => [false, 0]),
  )
})

it('the same for the last consumer', async () => {
  const consumer = await make(call, '/v1/consumers/default', consumerBody())
  const only = await bound({ consumer_id: consumer.id })
  const gone = await call(`/v1/consumers/default/${consumer.id}`, { method: 'DELETE' })
  expect(gone.status).toBe(204)
  expect((await call(`${PATH}/${only}`)).body).toMatchObject({ enabled: false, binding_count: 0 })
})
