import { afterAll, beforeAll, expect, test, vi } from 'vitest'

import type { TestControlPlane } from '../test/control-plane.ts'
import type { FakeGateway } from './fake-gateway.ts'

import { startTestControlPlane } from '../test/control-plane.ts'
import { contractBody, make, policyBody, seedTenant } from '../test/seed.ts'
import { startFakeGateway } from './fake-gateway.ts'
import { publishedSource } from './published-source.ts'

let gateway: FakeGateway
let controlPlane: TestControlPlane
let admin: TestControlPlane['call']

beforeAll(async () => {
  gateway = await startFakeGateway()
  controlPlane = await startTestControlPlane({
    gatewayAdminUrl: gateway.url,
    gatewayAdminToken: gateway.token,
  })
  admin = await controlPlane.as({ roles: ['tenant-admin'], tenant: 'acme' })
})
afterAll(async () => {
  await controlPlane.stop()
  await gateway.close()
})

const held = (kind: string, id: string) => gateway.entities.get(`${kind} ${id}`)
const until = (check: () => void) => vi.waitFor(check, { timeout: 8_000, interval: 20 })

test('with the answer to a write the gateway holds everything that it made', async () => {
  const seeded = await seedTenant(admin, 'acme')
  expect(held('route', seeded.contract)).toMatchObject({
    tenant: 'acme',
    version: '1.0.0',
    url: 'http://my-backend:8080/api',
    timeout_ms: 15_000,
    auth: 'api_key',
    status: 'published',
    deprecated: null,
  })
  expect(held('consumer', seeded.consumer)).toMatchObject({ tenant: 'acme', status: 'active' })
  expect(held('plan', seeded.plan)).toMatchObject({ name: 'Gold' })
  expect(held('policy', seeded.policy)).toMatchObject({
    config: { requests_per_minute: 100, burst: 10 },
    bindings: [{ contract_id: seeded.contract, consumer_id: null }],
  })
  expect(held('subscription', seeded.subscription)).toMatchObject({
    consumer_id: seeded.consumer,
    contract_id: seeded.contract,
    plan_id: seeded.plan,
    status: 'active',
  })
  const keys = [...gateway.entities].filter(([name]) => name.startsWith('key '))
  expect(keys).toHaveLength(1)
  expect(keys[0]?.[1]).toMatchObject({
    subscription_id: seeded.subscription,
    revoked: false,
    prefix: seeded.key.slice(0, 12),
  })
  expect(JSON.stringify([...gateway.entities])).not.toContain(seeded.key)
})

test('a draft is no route until it is published, a deprecated one says so, a retired one goes', async () => {
  const draft = await make(admin, '/v1/contracts', contractBody('acme', { status: 'draft' }))
  expect(held('route', draft.id)).toBeUndefined()
  await admin(`/v1/contracts/${draft.id}/publish`, { method: 'POST' })
  expect(held('route', draft.id)).toMatchObject({ status: 'published' })
  await admin(`/v1/contracts/${draft.id}/deprecate`, {
    body: { reason: 'old', sunset_at: '2099-01-01T00:00:00Z' },
  })
  expect(held('route', draft.id)).toMatchObject({
    status: 'deprecated',
    deprecated: { reason: 'old', sunset_at: '2099-01-01T00:00:00.000Z' },
  })
  await admin(`/v1/contracts/${draft.id}/retire`, { method: 'POST' })
  expect(held('route', draft.id)).toBeUndefined()
})

test('a changed limit is there with the answer, a deleted policy goes', async () => {
  const policy = await make(admin, '/v1/admin/policies', policyBody('acme'))
  await admin(`/v1/admin/policies/${policy.id}`, {
    method: 'PATCH',
    body: { config: { requests_per_minute: 7 } },
  })
  expect(held('policy', policy.id)).toMatchObject({ config: { requests_per_minute: 7, burst: 10 } })
  await admin(`/v1/admin/policies/${policy.id}`, { method: 'DELETE' })
  expect(held('policy', policy.id)).toBeUndefined()
})

test('a revoked key stays, marked; the old key of a rotation has an end', async () => {
  const seeded = await seedTenant(admin, 'acme')
  const keysOf = () =>
    [...gateway.entities.values()].filter(
      (value): value is { subscription_id: string; revoked: boolean; expires_at: string | null } =>
        typeof value === 'object' &&
        value !== null &&
        'subscription_id' in value &&
        value.subscription_id === seeded.subscription,
    )
  await admin(`/v1/subscriptions/${seeded.subscription}/rotate-key`, {
    body: { grace_period_hours: 1 },
  })
  expect(
    keysOf()
      .map(({ expires_at }) => (expires_at === null ? 'present' : 'ending'))
      .toSorted(),
  ).toEqual(['ending', 'present'])
  await admin(`/v1/subscriptions/${seeded.subscription}/revoke`, { method: 'POST' })
  expect(keysOf().map(({ revoked }) => revoked)).toEqual([true, true])
  expect(held('subscription', seeded.subscription)).toMatchObject({ status: 'revoked' })
})

test('a gateway that lost everything gets the same again as a snapshot, line by line what the deltas had made', async () => {
  const before = new Map(gateway.entities)
  const { version } = gateway
  gateway.forget()
  await until(() => expect(gateway.version).toBe(version))
  expect(gateway.entities).toEqual(before)
})

test('two databases never share a version', async () => {
  const other = await startTestControlPlane()
  const versions = await Promise.all(
    [controlPlane, other].map(({ services }) => publishedSource(services.db).version()),
  )
  await other.stop()
  expect(new Set(versions).size).toBe(2)
  expect(Number.isSafeInteger(versions[0])).toBe(true)
})

test('a version from before the outbox was pruned, or from nowhere, has no delta', async () => {
  const source = publishedSource(controlPlane.services.db)
  const version = await source.version()
  expect(await source.changes(version, version)).toEqual([])
  expect(await source.changes(version + 1, version)).toBeNull()
  expect(await source.changes(5, version)).toBeNull()
  await controlPlane.services.db
    .updateTable('gateway_publication')
    .set({ pruned_through: 10 })
    .execute()
  const { base } = await controlPlane.services.db
    .selectFrom('gateway_publication')
    .select('base')
    .executeTakeFirstOrThrow()
  expect(await source.changes(base + 9, version)).toBeNull()
  expect(await source.changes(base + 10, version)).not.toBeNull()
})
