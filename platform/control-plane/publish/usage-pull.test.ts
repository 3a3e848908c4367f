import { afterAll, beforeAll, expect, test } from 'vitest'

import type { TestControlPlane } from '../test/control-plane.ts'
import type { Seeded } from '../test/seed.ts'
import type { FakeGateway } from './fake-gateway.ts'

import { startTestControlPlane } from '../test/control-plane.ts'
import { seedTenant } from '../test/seed.ts'
import { startFakeGateway } from './fake-gateway.ts'
import { gatewayClient } from './gateway-client.ts'
import { usagePull } from './usage-pull.ts'

let gateway: FakeGateway
let controlPlane: TestControlPlane
let admin: TestControlPlane['call']
let seeded: Seeded

beforeAll(async () => {
  gateway = await startFakeGateway()
  controlPlane = await startTestControlPlane()
  admin = await controlPlane.as({ roles: ['tenant-admin'], tenant: 'acme' })
  seeded = await seedTenant(admin, 'acme')
})
afterAll(async () => {
  await controlPlane.stop()
  await gateway.close()
})

function used(changes: object = {}) {
  return {
    subscription_id: seeded.subscription,
    key_prefix: 'stoa_sk_aaaa',
    last_used_at: '2026-11-24T10:00:00.000Z',
    day: '2026-11-24',
    day_count: 3,
    month: '2026-11',
    month_count: 30,
    ...changes,
  }
}

const shownUse = async () =>
  (await admin(`/v1/subscriptions/${seeded.subscription}`)).body.last_used_at
const counts = () =>
  controlPlane.services.db.selectFrom('key_usage').selectAll().orderBy('key_prefix').execute()

test('the last use over all keys is shown, and never goes back; the ETag stays', async () => {
  const pull = usagePull(controlPlane.services.db, gatewayClient(gateway.url, gateway.token))
  const { etag } = (await admin(`/v1/subscriptions/${seeded.subscription}`)).body
  expect(await shownUse()).toBeNull()
  gateway.usage = {
    seq: 1,
    items: [used(), used({ key_prefix: 'stoa_sk_bbbb', last_used_at: '2026-11-24T11:00:00Z' })],
  }
  await pull.pull()
  expect(await shownUse()).toBe('2026-11-24T11:00:00.000Z')
  gateway.usage = {
    seq: 2,
    items: [used({ last_used_at: '2026-11-24T10:30:00Z', day_count: 4, month_count: 31 })],
  }
  await pull.pull()
  const after = (await admin(`/v1/subscriptions/${seeded.subscription}`)).body
  expect(after).toMatchObject({ last_used_at: '2026-11-24T11:00:00.000Z', etag })
  expect(await counts()).toMatchObject([
    { key_prefix: 'stoa_sk_aaaa', day_count: 4, month_count: 31 },
    { key_prefix: 'stoa_sk_bbbb', day_count: 3, month_count: 30 },
  ])
  expect(pull.pulledAt()).not.toBeNull()
})

test('usage of subscriptions that are not ours, and rubbish, are left out', async () => {
  const pull = usagePull(controlPlane.services.db, gatewayClient(gateway.url, gateway.token))
  gateway.usage = {
    seq: 3,
    items: [
      used({ subscription_id: '00000000-0000-7000-8000-000000000000' }),
      used({ subscription_id: "x'; drop table keys" }),
      used({ key_prefix: 'stoa_sk_cccc', last_used_at: 'yesterday' }),
    ],
  }
  await pull.pull()
  expect((await counts()).map(({ key_prefix }) => key_prefix)).toEqual([
    'stoa_sk_aaaa',
    'stoa_sk_bbbb',
    'stoa_sk_cccc',
  ])
})

test('a gateway that does not answer leaves what was known', async () => {
  const pull = usagePull(controlPlane.services.db, gatewayClient('http://127.0.0.1:47001', 'x'), 5)
  await expect(pull.pull()).rejects.toThrow(/could not be asked \(ECONNREFUSED\)/)
  pull.start()
  await new Promise((resolve) => setTimeout(resolve, 50))
  await pull.stop()
  expect(pull.pulledAt()).toBeNull()
  expect(await shownUse()).toBe('2026-11-24T11:00:00.000Z')
})
