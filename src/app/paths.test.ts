import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { isId, isTenant, paths } from './paths'

const id = '0193b5a0-0000-7000-8000-000000000001'

/** The parts of an address as a browser reads it. */
function spelled(tenant: string, id: string): string[] | 'refused' {
  try {
    const url = new URL(paths.consumer({ tenant, id }), 'http://console.test')
    return [url.origin, url.search, url.hash, ...url.pathname.split('/')]
  } catch (error) {
    if (error instanceof RangeError) return 'refused'
    throw error
  }
}

describe('paths', () => {
  it('spells the addresses of the map', () => {
    expect(paths.dashboard({ tenant: 'default' })).toBe('/t/default/dashboard')
    expect(paths.newPolicy({ tenant: 'a', type: 'rate_limit' })).toBe(
      '/t/a/policies/new?type=rate_limit',
    )
    expect(paths.editApi({ tenant: 'a', id })).toBe(`/t/a/apis/${id}/edit`)
    expect(paths.newSubscription({ tenant: 'a', consumerId: id })).toBe(
      `/t/a/consumers/${id}/subscriptions/new`,
    )
  })

  const hostile = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      '..',
      '.',
      '',
      '../../admin',
      '..%2f..%2fadmin',
      '%2e%2e',
      'a/b',
      'a\\b',
      'a?b',
      'a#b',
      '//evil',
      '\u202Ea',
      'ACME',
      '-a',
    ),
  )

  it('lets no segment leave its place: it is kept whole, or refused', () => {
    fc.assert(
      fc.property(hostile, hostile, (tenant, other) => {
        const isGood = isTenant(tenant) && isId(other)
        const whole = ['http://console.test', '', '', '', 't', tenant, 'consumers', other]
        expect(spelled(tenant, other)).toEqual(isGood ? whole : 'refused')
      }),
      { numRuns: 2000 },
    )
  })

  it('keeps an expression inside its parameter, and takes only the range of the page before', () => {
    const range = new URLSearchParams({ from: 'now-30m', api: 'x', to: '' })
    const query = 'sum(rate(a{b="&from=1#"}[5m]))'
    const url = new URL(paths.explore({ tenant: 'acme', query, range }), 'http://console')
    expect([...url.searchParams]).toEqual([
      ['q', query],
      ['from', 'now-30m'],
    ])
    expect(paths.explore({ tenant: 'acme' })).toBe('/t/acme/explore')
  })

  it('keeps a policy type inside its parameter', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (type) => {
        const url = new URL(paths.newPolicy({ tenant: 'a', type }), 'http://console.test')
        expect(url.pathname).toBe('/t/a/policies/new')
        expect(url.searchParams.get('type') ?? '').toBe(type.toWellFormed())
      }),
    )
  })
})
