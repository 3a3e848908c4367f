import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import type { Consumer, ConsumerForm } from './consumer'
import {
  consumerForm,
  consumerFormOf,
  consumerPatch,
  consumerSteps,
  newConsumer,
  newConsumerForm,
} from './consumer'

const faults = {
  externalId: () => 'externalId',
  name: () => 'name',
  email: () => 'email',
  company: () => 'company',
  description: () => 'description',
  metadataCount: () => 'metadataCount',
}
const good: ConsumerForm = {
  ...newConsumerForm,
  external_id: 'client-001',
  name: 'Acme Corp Integration',
  email: 'dev@acme.example.com',
}
const faultsOf = (form: unknown) =>
  consumerForm(faults)
    .safeParse(form)
    .error?.issues.map((issue) => issue.message) ?? []

const consumer: fc.Arbitrary<Consumer> = fc.record({
  id: fc.uuid(),
  tenant_id: fc.constant('default'),
  external_id: fc.string(),
  name: fc.string(),
  email: fc.string(),
  company: fc.string(),
  description: fc.string(),
  // A merge patch cannot say null, so a null inside metadata is out of its reach.
  consumer_metadata: fc.dictionary(
    fc.string({ minLength: 1 }),
    fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.array(fc.string())),
    { noNullPrototype: true },
  ) as fc.Arbitrary<Record<string, unknown>>,
  status: fc.constantFrom('active', 'suspended', 'blocked'),
  status_reason: fc.constant(null),
  subscription_count: fc.nat(),
  etag: fc.string(),
  created_at: fc.constant('2026-01-01T00:00:00Z'),
  updated_at: fc.constant('2026-01-01T00:00:00Z'),
})
const plain = (value: unknown) => JSON.parse(JSON.stringify(value)) as unknown

describe('a consumer in its form', () => {
  it('writes nothing when it is saved unchanged, whatever its metadata holds', () => {
    fc.assert(
      fc.property(consumer, (read) => {
        expect(consumerPatch(read, consumerFormOf(read))).toBeUndefined()
      }),
    )
  })

  it('writes exactly the field that was changed', () => {
    fc.assert(
      fc.property(consumer, (read) => {
        const form = consumerFormOf(read)
        expect(plain(consumerPatch(read, { ...form, company: `${form.company}!` }))).toEqual({
          company: `${form.company}!`,
        })
      }),
    )
  })

  it('writes null for metadata that was taken out', () => {
    const [any] = fc.sample(consumer, 1)
    const read = {
      ...any,
      consumer_metadata: { seats: 5, plan: 'starter', gone: true },
    } as Consumer
    const form = { ...consumerFormOf(read), consumer_metadata: { seats: 5, plan: 'pro' } }
    expect(plain(consumerPatch(read, form))).toEqual({
      consumer_metadata: { plan: 'pro', gone: null },
    })
  })

  it("sends the runbook's Day 4 body", () => {
    const form: ConsumerForm = {
      ...good,
      consumer_metadata: { plan: 'starter', contact: 'Alice' },
    }
    expect(newConsumer(form)).toEqual({
      external_id: 'client-001',
      name: 'Acme Corp Integration',
      email: 'dev@acme.example.com',
      consumer_metadata: { plan: 'starter', contact: 'Alice' },
    })
  })
})

describe('what may be typed', () => {
  it("accepts the runbook's consumer", () => expect(faultsOf(good)).toEqual([]))

  it.each([
    ['externalId', { external_id: '' }],
    ['externalId', { external_id: 'two words' }],
    ['externalId', { external_id: 'x'.repeat(256) }],
    ['externalId', { external_id: 'a\u0007b' }],
    ['name', { name: '   ' }],
    ['email', { email: 'nobody' }],
    ['email', { email: 'a@b@c' }],
    ['email', { email: `${'x'.repeat(251)}@y.z` }],
    ['company', { company: 'x'.repeat(256) }],
    ['description', { description: 'x'.repeat(4001) }],
    [
      'metadataCount',
      {
        consumer_metadata: Object.fromEntries(
          Array.from({ length: 51 }, (_, at) => [`k${at}`, '']),
        ),
      },
    ],
  ])('refuses a bad %s', (field, change) => {
    expect(faultsOf({ ...good, ...change })).toEqual([field])
  })

  it('takes any name that holds something', () => {
    for (const name of ['O\'Brien "& Söhne" <b>', '日本', '🙂', '‮txt.exe', '=1+1'])
      expect(faultsOf({ ...good, name })).toEqual([])
  })
})

it('knows which status may follow', () => {
  expect(['active', 'suspended', 'blocked', 'new-word'].map(consumerSteps)).toEqual([
    ['suspend', 'block'],
    ['activate', 'block'],
    ['activate'],
    [],
  ])
})
