import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

import type { TestPortal } from './test-portal.ts'
import { startTestPortal, subscribe } from './test-portal.ts'

let portal: TestPortal

beforeAll(async () => {
  portal = await startTestPortal()
})
afterAll(() => portal.stop())
beforeEach(() => {
  portal.series = []
  portal.asked.length = 0
})

async function withUsage() {
  const api = await portal.publish('default')
  const call = await portal.withProfile()
  const { id, api_key } = (await subscribe(call, { api_id: api.id })).body
  return { call, id, prefix: api_key.slice(0, 12) }
}

test('usage: own keys alone, added up, with errors and limits apart', async () => {
  const { call, id, prefix } = await withUsage()
  portal.series = [
    { key: prefix, status: '200', count: 40.4 },
    { key: prefix, status: '404', count: 3 },
    { key: prefix, status: '502', count: 2 },
    { key: prefix, status: '429', count: 5 },
    { key: 'stoa_sk_zzzz', status: '200', count: 999 },
  ]
  const { body } = await call('/v1/portal/usage')
  expect(body).toMatchObject({
    state: 'measured',
    apis: [{ subscription_id: id, calls: 50, errors: 5, limited: 5 }],
  })
  const { external_id } = (await call('/v1/portal/me')).body
  expect(portal.asked[0]).toContain(
    `stoa_consumer_requests_total{tenant="default",consumer="${external_id}"}`,
  )
})

test('usage: a key without a series was not measured, which is not 0', async () => {
  const { call } = await withUsage()
  expect((await call('/v1/portal/usage')).body).toMatchObject({
    state: 'measured',
    apis: [{ calls: null, errors: null, limited: null }],
  })
})

test('usage: without Prometheus there is no number at all', async () => {
  const { call } = await withUsage()
  portal.series = null
  const { body } = await call('/v1/portal/usage')
  expect(body).toMatchObject({
    state: 'unavailable',
    detail: expect.stringMatching(/cannot be read at the moment/),
  })
  expect(Object.values(body.apis[0]).filter((value) => typeof value === 'number')).toEqual([])
  expect(JSON.stringify(body)).not.toContain('127.0.0.1')
})

test('usage: the quota is what the gateway counted today, over all keys', async () => {
  const { call, id, prefix } = await withUsage()
  const today = new Date().toISOString()
  const item = {
    subscription_id: id,
    last_used_at: today,
    day: today.slice(0, 10),
    month: today.slice(0, 7),
  }
  portal.gateway.usage = {
    seq: 10,
    items: [
      { ...item, key_prefix: prefix, day_count: 4, month_count: 40 },
      { ...item, key_prefix: 'stoa_sk_old0', day: '2020-01-01', day_count: 100, month_count: 2 },
    ],
  }
  await expect
    .poll(async () => (await call('/v1/portal/usage')).body.apis[0], {
      timeout: 15_000,
      interval: 200,
    })
    .toMatchObject({ daily_used: 4, monthly_used: 42, daily_limit: null })
})

test.each([
  'from=2026-01-01T00:00:00Z&to=2025-01-01T00:00:00Z',
  'from=2025-01-01T00:00:00Z&to=2026-01-01T00:00:00Z',
  'from=yesterday',
])('usage of %s is refused', async (span) => {
  const call = await portal.developer()
  expect((await call(`/v1/portal/usage?${span}`)).status).toBe(422)
})
