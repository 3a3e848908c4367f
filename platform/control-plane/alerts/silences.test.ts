import type { AddressInfo } from 'node:net'

import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

import type { TestControlPlane } from '../test/control-plane.ts'

import { startTestControlPlane } from '../test/control-plane.ts'

interface Matcher {
  name: string
  value: string
  isRegex: boolean
  isEqual: boolean
}
interface Held {
  id: string
  status: { state: string }
  matchers: Matcher[]
  startsAt: string
  endsAt: string
  createdBy: string
  comment: string
}

/** An Alertmanager that keeps silences as the real one does. */
const held = new Map<string, Held>()
let refuses = false
const alertmanager = createServer((request, response) => {
  const answer = (status: number, body?: unknown) =>
    response.writeHead(status).end(body === undefined ? '' : JSON.stringify(body))
  const id = /^\/api\/v2\/silence\/(.+)$/.exec(request.url ?? '')?.[1]
  const one = held.get(id ?? '')
  if (id !== undefined && request.method === 'DELETE') {
    if (one) one.status.state = 'expired'
    return answer(one ? 200 : 500)
  }
  if (id !== undefined) return answer(one ? 200 : 404, one)
  if (request.method === 'POST') {
    void text(request).then((body) => {
      if (refuses) return answer(400, 'silence invalid')
      const made = `5984f81d-ebaf-4d95-bfae-${String(held.size).padStart(12, '0')}`
      held.set(made, { ...JSON.parse(body), id: made, status: { state: 'active' } })
      return answer(200, { silenceID: made })
    })
    return undefined
  }
  return answer(200, request.url === '/api/v2/silences' ? [...held.values()] : undefined)
})

let controlPlane: TestControlPlane
let admin: TestControlPlane['call']
let platform: TestControlPlane['call']

beforeAll(async () => {
  await new Promise<void>((resolve) => alertmanager.listen(0, '127.0.0.1', resolve))
  const { port } = alertmanager.address() as AddressInfo
  controlPlane = await startTestControlPlane({ alertmanagerUrl: `http://127.0.0.1:${port}` })
  admin = await controlPlane.as({ roles: ['tenant-admin'], tenant: 'acme' })
  platform = await controlPlane.as({ roles: ['cpi-admin'] })
})
afterAll(async () => {
  await controlPlane.stop()
  alertmanager.closeAllConnections()
  alertmanager.close()
})
beforeEach(() => {
  held.clear()
  refuses = false
})

const is = (name: string, value: string) => ({ name, value, is_regex: false, is_equal: true })
const wanted = (changes: object = {}) => ({
  tenant_id: 'acme',
  matchers: [is('alertname', 'StoaTestAlert')],
  duration_minutes: 60,
  comment: 'Maintenance of the backend',
  ...changes,
})
const path = '/v1/admin/alerts/silences'
const create = (call: TestControlPlane['call'], changes: object = {}) =>
  call(path, { body: wanted(changes) })
const list = async (call: TestControlPlane['call'], tenant = 'acme') =>
  (await call(`${path}?tenant_id=${tenant}`)).body.items

test('a silence of a tenant is limited to it, carries who and why, and is in its audit trail', async () => {
  const made = await create(admin)
  expect(made.status).toBe(201)
  expect(made.body).toMatchObject({
    state: 'active',
    comment: 'Maintenance of the backend',
    matchers: [is('alertname', 'StoaTestAlert'), is('tenant', 'acme')],
    can_expire: true,
  })
  const kept = [...held.values()][0]
  expect(kept?.createdBy).toBe(made.body.created_by)
  expect(kept?.createdBy).not.toBe('')
  expect(Date.parse(kept?.endsAt ?? '') - Date.parse(kept?.startsAt ?? '')).toBe(3_600_000)
  expect(await list(admin)).toEqual([made.body])
  const { body } = await admin('/v1/audit/acme?resource_type=silence')
  expect(body.items).toMatchObject([
    {
      action: 'create',
      resource_id: made.body.id,
      resource_name: '{alertname="StoaTestAlert",tenant="acme"}',
      after: { comment: 'Maintenance of the backend' },
    },
  ])
})

test('it can be ended, once written down and the second time without a word', async () => {
  const { id } = (await create(admin)).body
  expect((await admin(`${path}/${id}`, { method: 'DELETE' })).status).toBe(204)
  expect(await list(admin)).toMatchObject([{ id, state: 'expired', can_expire: false }])
  expect((await admin(`${path}/${id}`, { method: 'DELETE' })).status).toBe(204)
  const { body } = await admin(`/v1/audit/acme?resource_id=${id}&action=expire`)
  expect(body.total).toBe(1)
})

test.each([
  ['another tenant', [is('tenant', 'default')]],
  ['a pattern of tenants', [{ ...is('tenant', '.*'), is_regex: true }]],
  ['all but its own', [{ ...is('tenant', 'acme'), is_equal: false }]],
  ['its own, and another', [is('tenant', 'acme'), is('tenant', 'default')]],
])('nobody silences %s', async (_, matchers) => {
  expect(await create(admin, { matchers })).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: `/matchers/${matchers.length - 1}` }] },
  })
  expect((await create(platform, { matchers })).status).toBe(422)
  expect(held.size).toBe(0)
})

test('a silence of another tenant is neither seen nor ended, and cannot be made there', async () => {
  const { id } = (
    await create(platform, { tenant_id: 'default', matchers: [is('tenant', 'default')] })
  ).body
  expect(await list(admin)).toEqual([])
  expect((await admin(`${path}/${id}`, { method: 'DELETE' })).status).toBe(404)
  expect((await admin(`${path}?tenant_id=default`)).status).toBe(404)
  expect((await create(admin, { tenant_id: 'default' })).status).toBe(404)
  expect(held.get(id)?.status.state).toBe('active')
})

test('one of the platform needs a job, is seen by all, and only the platform ends it', async () => {
  expect(await create(platform)).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: '/matchers' }] },
  })
  const matchers = [is('alertname', 'StoaGatewayDown'), is('job', 'stoa-gateway')]
  const { id } = (await create(platform, { matchers })).body
  expect(await list(admin)).toMatchObject([{ id, matchers, can_expire: false }])
  const refused = await admin(`${path}/${id}`, { method: 'DELETE' })
  expect(refused).toMatchObject({ status: 403, body: { required_roles: ['cpi-admin'] } })
  expect((await platform(`${path}/${id}`, { method: 'DELETE' })).status).toBe(204)
})

test('what names something else than the platform is shown to its administrator only', async () => {
  await create(platform, { matchers: [is('job', 'stoa-gateway'), is('consumer', 'a-customer')] })
  expect(await list(admin)).toEqual([])
  expect(await list(platform)).toHaveLength(1)
})

test('a viewer reads silences and makes none', async () => {
  await create(admin)
  const viewer = await controlPlane.as({ roles: ['viewer'], tenant: 'acme' })
  expect(await list(viewer)).toMatchObject([{ can_expire: false }])
  expect((await create(viewer)).status).toBe(403)
})

test('a double click silences once', async () => {
  const headers = { 'Idempotency-Key': 'silence-1-of-the-test' }
  const once = () => admin(path, { body: wanted(), headers })
  const [one, two] = [await once(), await once()]
  expect(two.body).toEqual(one.body)
  expect(held.size).toBe(1)
})

test('an Alertmanager that refuses, is gone or is not configured says so, and nothing is written down', async () => {
  refuses = true
  expect(await create(admin)).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: '/matchers' }] },
  })
  const gone = await startTestControlPlane({ alertmanagerUrl: 'http://127.0.0.1:47001' })
  const there = await gone.as({ roles: ['tenant-admin'], tenant: 'acme' })
  const [read, written] = [await there(path), await create(there)]
  const { body } = await there('/v1/audit/acme')
  await gone.stop()
  expect(read).toMatchObject({ status: 502 })
  expect(read.body.detail).toMatch(/127\.0\.0\.1:47001 could not be reached.*not known/)
  expect(written.body.detail).toMatch(/so nothing was silenced/)
  expect(body.total).toBe(0)
})
