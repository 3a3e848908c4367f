import type { TestControlPlane } from '../test/control-plane.ts'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { startTestControlPlane } from '../test/control-plane.ts'
import { make, policyBody, seedTenant } from '../test/seed.ts'

let controlPlane: TestControlPlane
let admin: TestControlPlane['call']
let now = new Date()

beforeAll(async () => {
  controlPlane = await startTestControlPlane(
    { publicGatewayUrl: 'http://gateway.example' },
    { now: () => now },
  )
  admin = await controlPlane.as({
    roles: ['tenant-admin'],
    tenant: 'acme',
    expiresIn: 400 * 86_400,
  })
  await seedTenant(admin, 'acme')
})
afterAll(() => controlPlane.stop())

async function check(id: string): Promise<{ state: string; evidence: string }> {
  const { body } = await admin('/v1/admin/readiness')
  return (body.checks as { id: string; state: string; evidence: string }[]).find(
    (one) => one.id === id,
  ) as { state: string; evidence: string }
}

const later = (days: number) => {
  now = new Date(now.getTime() + days * 86_400_000)
}

const policiesOf = async (type: string) =>
  (await admin(`/v1/admin/policies?policy_type=${type}`)).body.items as { id: string }[]
const enable = async (type: string, enabled: boolean) => {
  for (const { id } of await policiesOf(type))
    await admin(`/v1/admin/policies/${id}`, { method: 'PATCH', body: { enabled } })
}

test('an API that no enabled limit reaches fails by its name, and passes once one does', async () => {
  if ((await policiesOf('rate_limit')).length === 0)
    await make(admin, '/v1/admin/policies', policyBody('acme'))
  await enable('rate_limit', false)
  const open = await check('apis_limited')
  expect(open).toMatchObject({ state: 'fail' })
  expect(open.evidence).toMatch(/No rate limit reaches \d+ of \d+ served APIs: \S+/)
  await enable('rate_limit', true)
  await make(admin, '/v1/admin/policies', policyBody('acme'))
  expect(await check('apis_limited')).toMatchObject({ state: 'pass' })
})

test('a CORS policy for every origin fails by its name while it is enabled', async () => {
  const { id } = await make(admin, '/v1/admin/policies', {
    ...policyBody('acme'),
    name: 'open-door',
    policy_type: 'cors',
    config: { origins: ['*'], methods: ['GET'], headers: [], max_age: 60 },
  })
  expect(await check('cors_wildcard')).toMatchObject({
    state: 'fail',
    evidence: expect.stringMatching(/open-door/),
  })
  await admin(`/v1/admin/policies/${id}`, { method: 'PATCH', body: { enabled: false } })
  expect(await check('cors_wildcard')).toMatchObject({ state: 'pass' })
})

test('keys that nobody uses, and keys that end soon, fail by prefix and consumer', async () => {
  expect(await check('keys_unused')).toMatchObject({ state: 'pass' })
  expect(await check('keys_expiring')).toMatchObject({ state: 'pass' })
  const { body } = await admin('/v1/subscriptions/tenant/acme?status=active')
  await controlPlane.services.db
    .updateTable('subscriptions')
    .set({ expires_at: new Date(now.getTime() + 100 * 86_400_000) })
    .where('id', '=', body.items[0].id)
    .execute()
  later(95)
  const unused = await check('keys_unused')
  expect(unused).toMatchObject({ state: 'fail' })
  expect(unused.evidence).toMatch(/stoa_sk_\w{4}… of /)
  expect(await check('keys_expiring')).toMatchObject({
    state: 'fail',
    evidence: expect.stringMatching(/^1 of \d+ live keys end within 14 days: stoa_sk_/),
  })
})

test('a public address without TLS fails, and has no certificate to judge', async () => {
  expect(await check('tls')).toMatchObject({
    state: 'fail',
    evidence: expect.stringMatching(/http:\/\/gateway\.example: keys go over the line in clear/),
  })
  expect(await check('certificate')).toMatchObject({ state: 'unknown' })
})
