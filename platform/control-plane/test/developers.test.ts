/** Every operation of the contract, called by a developer who signed up at the portal and has no role. */
import { afterAll, beforeAll, expect, it } from 'vitest'

import { ACCESS } from '../core/access.ts'
import { readContract } from '../core/contract-document.ts'
import type { TestPortal } from '../portal/test-portal.ts'
import { startTestPortal, subscribe } from '../portal/test-portal.ts'

const { operations } = readContract()
const guarded = operations.filter(({ id }) => ACCESS[id] !== 'public' && ACCESS[id] !== 'signed-in')
const ownThings = operations.filter(
  ({ id, path }) => ACCESS[id] === 'signed-in' && path.includes('{id}'),
)

let portal: TestPortal
let developer: TestPortal['admin']
/** Of another developer. */
let foreign: { id: string; consumer: string; api: string }

beforeAll(async () => {
  portal = await startTestPortal()
  const api = await portal.publish('default')
  const other = await portal.withProfile('Other Developer')
  const { id, consumer_id } = (await subscribe(other, { api_id: api.id })).body
  foreign = { id, consumer: consumer_id, api: api.id }
  developer = await portal.withProfile('Curious Developer')
})
afterAll(() => portal.stop())

function idFor(path: string): string {
  if (path.startsWith('/v1/contracts')) return foreign.api
  return path.startsWith('/v1/consumers') ? foreign.consumer : foreign.id
}

const call = ({ path, method }: (typeof operations)[number]) =>
  developer(path.replace('{tenant}', 'default').replaceAll(/\{\w+\}/g, idFor(path)), {
    method,
    ...(method !== 'GET' && method !== 'DELETE' && { body: {} }),
  })

it('the administrators have operations, and developers have some of their own', () => {
  expect(guarded.length).toBeGreaterThan(50)
  expect(ownThings.length).toBeGreaterThan(1)
})

it.each(guarded.map((operation) => [operation.id, operation] as const))(
  '%s is refused to a developer, and nothing of it is told',
  async (_, operation) => {
    const { status, text } = await call(operation)
    expect([403, 404]).toContain(status)
    expect(text).not.toMatch(/Other Developer|stoa_sk_/)
  },
)

it.each(ownThings.map((operation) => [operation.id, operation] as const))(
  '%s finds nothing of another developer',
  async (_, operation) => {
    expect((await call(operation)).status).toBe(404)
  },
)
