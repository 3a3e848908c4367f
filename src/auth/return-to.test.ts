import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { keepPlace, keptPlace, safePlace, takePlace } from './return-to'

const origin = 'http://localhost:3000'
const isPage = (path: string) => path.startsWith('/t/')

describe('safePlace', () => {
  it.each([
    '//evil.example/t/a',
    '/\\evil.example',
    '/t/a\\..\\b',
    'https://evil.example/t/a',
    'javascript:alert(1)',
    '/nowhere',
    '/t/a\n/b',
    '/..//evil.example/t/',
    '/t/../..//evil',
    '',
    null,
    `/t/${'a'.repeat(3000)}`,
  ])('refuses %j', (place) => {
    expect(safePlace(place, origin, isPage)).toBeUndefined()
  })

  it('keeps a page of ours with its search and its fragment', () => {
    expect(safePlace('/t/a/apis?search=x%20y#z', origin, isPage)).toBe('/t/a/apis?search=x%20y#z')
  })

  it('never leads anywhere but to a page on our own origin', () => {
    const odd = fc.oneof(
      fc.string(),
      fc.webUrl(),
      fc.string().map((text) => `/${text}`),
      fc.string().map((text) => `/t/${text}`),
    )
    fc.assert(
      fc.property(odd, (text) => {
        const place = safePlace(text, origin, isPage)
        const url = new URL(place ?? '/t/', origin)
        expect([url.origin, isPage(url.pathname), place?.startsWith('//') ?? false]).toEqual([
          origin,
          true,
          false,
        ])
      }),
      { numRuns: 2000 },
    )
  })
})

describe('a kept place', () => {
  it('is taken once', () => {
    keepPlace('/t/a/apis')
    expect(keptPlace(origin, isPage)).toBe('/t/a/apis')
    expect(takePlace(origin, isPage)).toBe('/t/a/apis')
    expect(takePlace(origin, isPage)).toBeUndefined()
  })

  it('is not believed when somebody else has written it', () => {
    sessionStorage.setItem('stoa-return-to', '//evil.example/')
    expect(takePlace(origin, isPage)).toBeUndefined()
  })
})
