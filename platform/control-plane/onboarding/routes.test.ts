import { afterAll, beforeAll, expect, test } from 'vitest'

import type { TestControlPlane } from '../test/control-plane.ts'

import { startTestControlPlane } from '../test/control-plane.ts'

let controlPlane: TestControlPlane
let admin: TestControlPlane['call']
let viewer: TestControlPlane['call']

beforeAll(async () => {
  controlPlane = await startTestControlPlane()
  admin = await controlPlane.as({ roles: ['tenant-admin'], tenant: 'acme' })
  viewer = await controlPlane.as({ roles: ['viewer'], tenant: 'acme' })
})
afterAll(() => controlPlane.stop())

const put = (steps: object, ifMatch?: string) =>
  admin('/v1/onboarding/acme', {
    method: 'PUT',
    body: { steps },
    headers: ifMatch === undefined ? {} : { 'If-Match': ifMatch },
  })

test('what one admin keeps, everyone of the tenant reads, with who and when', async () => {
  expect((await viewer('/v1/onboarding/acme')).body).toEqual({
    tenant_id: 'acme',
    steps: {},
    etag: '"0"',
  })
  const kept = await put({
    'day-7.backup': {
      kind: 'attestation',
      evidence: { note: 'restored on Monday' },
      valid_until: '2027-01-01T01:00:00+01:00',
    },
    'day-1.health': { kind: 'evidence', evidence: { status: 200 } },
  })
  expect(kept.status).toBe(200)
  expect(kept.headers.get('etag')).toBe('"1"')
  const read = await viewer('/v1/onboarding/acme')
  expect(read.body).toMatchObject({
    etag: '"1"',
    steps: {
      'day-7.backup': {
        kind: 'attestation',
        evidence: { note: 'restored on Monday' },
        valid_until: '2027-01-01T00:00:00.000Z',
        by: 'tenant-admin',
      },
      'day-1.health': { kind: 'evidence', evidence: { status: 200 }, valid_until: null },
    },
  })
  expect(Date.parse(read.body.steps['day-1.health'].at)).toBeGreaterThan(Date.now() - 60_000)
})

test('only the named steps change; null forgets one', async () => {
  const { body } = await put({
    'day-1.health': null,
    'day-2.api': { kind: 'evidence', evidence: {} },
  })
  expect(Object.keys(body.steps).toSorted()).toEqual(['day-2.api', 'day-7.backup'])
})

test('a stale ETag is 412 and writes nothing; of two at once with the same ETag one wins', async () => {
  const { etag } = (await admin('/v1/onboarding/acme')).body
  expect((await put({ 'day-3.x': { kind: 'evidence', evidence: {} } }, '"0"')).status).toBe(412)
  const step = { kind: 'evidence', evidence: {} }
  const both = await Promise.all([put({ 'day-3.a': step }, etag), put({ 'day-3.b': step }, etag)])
  expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 412])
  const { steps } = (await admin('/v1/onboarding/acme')).body
  expect(Object.keys(steps)).not.toContain('day-3.x')
  expect(Object.keys(steps).filter((name) => name.startsWith('day-3'))).toHaveLength(1)
})

test('who may not, and what is not a step', async () => {
  const other = await controlPlane.as({ roles: ['tenant-admin'], tenant: 'default' })
  expect((await other('/v1/onboarding/acme')).status).toBe(404)
  expect(
    (await other('/v1/onboarding/acme', { method: 'PUT', body: { steps: { 'day-1': null } } }))
      .status,
  ).toBe(404)
  expect(
    (await viewer('/v1/onboarding/acme', { method: 'PUT', body: { steps: { 'day-1': null } } }))
      .status,
  ).toBe(403)
  expect((await put({ 'No Name': null })).status).toBe(422)
  expect((await put({ 'day-1': { kind: 'click', evidence: {} } })).status).toBe(422)
  expect((await put({ constructor: { kind: 'evidence', evidence: { a: 1 } } })).status).toBe(200)
})

test('the audit trail has the change, and no tenant keeps more than 200 steps', async () => {
  const { body } = await admin('/v1/audit/acme?resource_type=onboarding&page_size=100')
  expect(body.items.at(-1)).toMatchObject({
    action: 'update',
    resource_id: 'acme',
    before: {},
    after: { 'day-1.health': {} },
  })
  const many = (start: number) =>
    Object.fromEntries(
      Array.from({ length: 99 }, (_, n) => [
        `many.${start + n}`,
        { kind: 'evidence', evidence: {} },
      ]),
    )
  expect((await put(many(0))).status).toBe(200)
  expect((await put(many(99))).status).toBe(422)
})
