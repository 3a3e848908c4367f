import { afterAll, beforeAll, expect, test } from 'vitest'

import type { TestControlPlane } from '../test/control-plane.ts'
import type { FakeGateway } from './fake-gateway.ts'

import { startTestControlPlane } from '../test/control-plane.ts'
import { consumerBody, make } from '../test/seed.ts'
import { startFakeGateway } from './fake-gateway.ts'

let gateway: FakeGateway
let plane: TestControlPlane
let admin: TestControlPlane['call']

beforeAll(async () => {
  gateway = await startFakeGateway()
  plane = await startTestControlPlane({
    gatewayAdminUrl: gateway.url,
    gatewayAdminToken: gateway.token,
  })
  admin = await plane.as({ roles: ['tenant-admin'], tenant: 'default' })
})
afterAll(async () => {
  await plane.stop()
  await gateway.close()
})

test('the version that holds a change is named once the gateway has it', async () => {
  const consumer = await make(admin, '/v1/consumers/default', consumerBody())
  const { body } = await admin('/v1/admin/gateway')
  expect(body).toMatchObject({ configured: true, failure: null, held_version: gateway.version })
  expect(body.wanted_version).toBe(body.held_version)
  expect(gateway.entities.has(`consumer ${consumer.id}`)).toBe(true)
})

test('a gateway that does not answer holds nothing that is known', async () => {
  gateway.failWith = 500
  // What it was last seen to hold is asked again after half a second.
  await expect
    .poll(async () => (await admin('/v1/admin/gateway')).body.held_version, { timeout: 5_000 })
    .toBeNull()
  const { body } = await admin('/v1/admin/gateway')
  expect(body.failure).toMatch(/answered 500/)
  gateway.failWith = null
})

test('without a gateway nothing is known, and it is said', async () => {
  const lone = await startTestControlPlane()
  const viewer = await lone.as({ roles: ['viewer'], tenant: 'default' })
  expect((await viewer('/v1/admin/gateway')).body).toMatchObject({
    configured: false,
    held_version: null,
    usage_read_at: null,
  })
  await lone.stop()
})
