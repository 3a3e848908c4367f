import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { Failure } from '~/domain/failure'
import { aConsumer, aMe } from '~/test/builders'

import { meShape } from './control-plane/dialects/runbook/first-page'
import * as shapes from './control-plane/dialects/runbook/shapes'
import { checked } from './shape'

/** What a faulty server may put in a field's place. */
const wrong = { string: 7, number: 'x', boolean: 'yes', object: [] } as const

describe('checked', () => {
  it('lets a good answer pass, with more fields and unknown words than it knows', () => {
    const answer = { ...aMe(), roles: ['a-role-of-tomorrow'], more: { nested: true } }
    expect(checked(meShape, answer)).toBe(answer)
  })

  it('names the field that is missing or wrong, wherever it is', () => {
    const page = { total: 1, page: 1, page_size: 50 }
    const items = [aConsumer(), { ...aConsumer(), name: null as unknown as string }]
    expect(() => checked(shapes.consumerList, { ...page, items })).toThrow('items[1].name')
    const { email: _, ...rest } = aConsumer()
    expect(() => checked(shapes.consumer, rest as ReturnType<typeof aConsumer>)).toThrow('email')
  })

  it('refuses every single mutation of a field and accepts none as a number', () => {
    const good = aConsumer()
    for (const [field, kind] of Object.entries(shapes.consumer)) {
      if (typeof kind !== 'string') continue
      const plain = kind.replace('?', '') as keyof typeof wrong
      const bad = { ...good, [field]: wrong[plain] }
      expect(() => checked(shapes.consumer, bad)).toThrow(`“${field}”`)
    }
    expect(() => checked(shapes.consumer, { ...good, subscription_count: Number.NaN })).toThrow(
      'subscription_count',
    )
  })

  it('throws a Failure and nothing else for any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(() => checked(shapes.contractList, value as never)).toThrow(Failure)
      }),
      { numRuns: 1000 },
    )
  })
})
