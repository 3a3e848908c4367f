import type { IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'

import type { TestControlPlane } from '../test/control-plane.ts'

import { startTestControlPlane } from '../test/control-plane.ts'

interface PostedAlert {
  labels: Record<string, string>
  startsAt: string
  endsAt: string
}

const TOKEN = 'webhook-token-of-the-test'
const posted: PostedAlert[] = []
let alertmanagerStatus = 200
/** An Alertmanager that keeps what it is posted. */
const alertmanager = createServer((request, response) => {
  void take(request).then(() => response.writeHead(alertmanagerStatus).end())
})

async function take(request: IncomingMessage): Promise<void> {
  const body = await text(request)
  if (request.method === 'POST' && alertmanagerStatus === 200)
    posted.push(...(JSON.parse(body) as PostedAlert[]))
}

let controlPlane: TestControlPlane
let admin: TestControlPlane['call']

beforeAll(async () => {
  await new Promise<void>((resolve) => alertmanager.listen(0, '127.0.0.1', resolve))
  const { port } = alertmanager.address() as AddressInfo
  controlPlane = await startTestControlPlane({
    alertmanagerUrl: `http://127.0.0.1:${port}`,
    webhookToken: TOKEN,
  })
  admin = await controlPlane.as({ roles: ['tenant-admin'], tenant: 'acme' })
})
afterAll(async () => {
  await controlPlane.stop()
  alertmanager.closeAllConnections()
  alertmanager.close()
})
afterEach(() => {
  alertmanagerStatus = 200
})

const fire = (headers: Record<string, string> = {}) =>
  admin('/v1/admin/alerts/test', { method: 'POST', headers })
const read = async (id: string) => (await admin(`/v1/admin/alerts/test/${id}`)).body
const deliver = (alerts: object[], token = TOKEN) =>
  controlPlane.call('/internal/alerts', { body: { version: '4', status: 'firing', alerts }, token })
const delivered = (id: string, changes: object = {}) => ({
  status: 'firing',
  startsAt: new Date().toISOString(),
  labels: { alertname: 'StoaTestAlert', test_id: id, tenant: 'acme' },
  ...changes,
})

test('the alert goes out with its id and tenant, and is received only when the receiver says so', async () => {
  const sent = await fire()
  expect(sent.status).toBe(201)
  expect(sent.headers.get('location')).toBe(`/v1/admin/alerts/test/${sent.body.id}`)
  expect(sent.body).toMatchObject({ state: 'sent', received_at: null, latency_ms: null })
  expect(posted.at(-1)?.labels).toEqual({
    alertname: 'StoaTestAlert',
    severity: 'info',
    tenant: 'acme',
    test_id: sent.body.id,
  })
  expect(Date.parse(posted.at(-1)?.endsAt ?? '')).toBeGreaterThan(Date.now() + 60_000)
  expect(await read(sent.body.id)).toMatchObject({ state: 'sent' })

  expect((await deliver([delivered(sent.body.id)])).status).toBe(200)
  const received = await read(sent.body.id)
  expect(received).toMatchObject({ state: 'received' })
  expect(received.latency_ms).toBe(Date.parse(received.received_at) - Date.parse(received.sent_at))
  expect(received.latency_ms).toBeGreaterThanOrEqual(0)
})

test('the alert is of the tenant that was asked for, within those of the caller', async () => {
  const platform = await controlPlane.as({ roles: ['cpi-admin'] })
  const at = (call: TestControlPlane['call'], tenant: string) =>
    call(`/v1/admin/alerts/test?tenant_id=${tenant}`, { method: 'POST' })
  expect((await at(platform, 'acme')).status).toBe(201)
  expect(posted.at(-1)?.labels['tenant']).toBe('acme')
  const before = posted.length
  expect((await at(admin, 'default')).status).toBe(404)
  expect(posted).toHaveLength(before)
})

test('a second delivery does not change when it was received; a resolved one is none', async () => {
  const { id } = (await fire()).body
  await deliver([delivered(id, { status: 'resolved' })])
  expect(await read(id)).toMatchObject({ state: 'sent' })
  await deliver([delivered(id)])
  const first = await read(id)
  await new Promise((resolve) => setTimeout(resolve, 20))
  await deliver([delivered(id)])
  expect(await read(id)).toEqual(first)
})

test.each(['', 'wrong', `${TOKEN}x`, TOKEN.slice(0, -1)])(
  'the receiver refuses the token %j',
  async (token) => {
    const { id } = (await fire()).body
    expect((await deliver([delivered(id)], token)).status).toBe(401)
    expect(
      (await controlPlane.call('/internal/alerts', { body: { alerts: [delivered(id)] } })).status,
    ).toBe(401)
    expect(await read(id)).toMatchObject({ state: 'sent' })
  },
)

test('an alert that is not committed yet is asked for again, an old unknown one and other alerts are not', async () => {
  const unknown = '00000000-0000-7000-8000-000000000000'
  expect((await deliver([delivered(unknown)])).status).toBe(503)
  expect((await deliver([delivered(unknown, { startsAt: '2026-01-01T00:00:00Z' })])).status).toBe(
    200,
  )
  const others = [
    { status: 'firing', labels: { alertname: 'StoaGatewayDown' } },
    { labels: null },
    null,
    delivered('not-an-id'),
  ]
  const answer = await controlPlane.call('/internal/alerts', {
    body: { alerts: others },
    token: TOKEN,
  })
  expect(answer.status).toBe(200)
  expect(answer.body).toEqual({ received: 0 })
  expect((await controlPlane.call('/internal/alerts', { body: '{', token: TOKEN })).status).toBe(
    400,
  )
})

test('an Alertmanager that refuses or is gone is a 502 that says what to look at, and no test is kept', async () => {
  const count = async () =>
    (await controlPlane.services.db.selectFrom('test_alerts').selectAll().execute()).length
  const before = await count()
  alertmanagerStatus = 503
  const refused = await fire()
  expect(refused.status).toBe(502)
  expect(refused.body.detail).toMatch(/answered 503, so no test alert was sent/)
  const gone = await startTestControlPlane({ alertmanagerUrl: 'http://127.0.0.1:47001' })
  const there = await gone.as({ roles: ['tenant-admin'], tenant: 'acme' })
  const answer = await there('/v1/admin/alerts/test', { method: 'POST' })
  await gone.stop()
  expect(answer.status).toBe(502)
  expect(answer.body.detail).toMatch(
    /127\.0\.0\.1:47001 could not be reached \(ECONNREFUSED\).*ALERTMANAGER_URL/,
  )
  expect(await count()).toBe(before)
})

test('a double click sends one alert', async () => {
  const before = posted.length
  const headers = { 'Idempotency-Key': 'test-alert-1' }
  const [one, two] = [await fire(headers), await fire(headers)]
  expect(two.body).toEqual(one.body)
  expect(posted.length - before).toBe(1)
})

test('another tenant does not see it, a viewer may not send one', async () => {
  const { id } = (await fire()).body
  const other = await controlPlane.as({ roles: ['tenant-admin'], tenant: 'default' })
  expect((await other(`/v1/admin/alerts/test/${id}`)).status).toBe(404)
  const viewer = await controlPlane.as({ roles: ['viewer'], tenant: 'acme' })
  expect((await viewer('/v1/admin/alerts/test', { method: 'POST' })).status).toBe(403)
})
