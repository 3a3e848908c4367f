import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { readTarget } from './request-path.ts'

describe('readTarget', () => {
  it.each([
    '/',
    '/assets/a-b_c.js',
    '/api/v1/contracts',
    '/t/default/apis',
    '/gateway/orders/v1/a%20b',
    '/a@b',
  ])('takes %s', (path) => {
    expect(readTarget(`${path}?q=%2e%2e/`)).toEqual({ path, query: '?q=%2e%2e/' })
  })

  it.each([
    '',
    'http://evil.example/',
    '*',
    '//evil.example/',
    '/api//v1',
    '/api/../admin',
    '/api/./x',
    '/..',
    '/api/%2e%2e/x',
    '/api/..%2fadmin',
    '/api/%2Fadmin',
    '/api/%5c..',
    '/api/%252e',
    '/a\\b',
    '/a%00b',
    '/a%0d%0ab',
    '/a b',
    '/é',
    '/a%zz',
    '/a"b',
    '/a?x y',
    '/a?x#y',
  ])('refuses %j', (target) => {
    expect(readTarget(target)).toBeUndefined()
  })

  it('takes only what a URL parser reads the same way', () => {
    const piece = fc.constantFrom(
      'a',
      '/',
      '.',
      '..',
      '%2e',
      '%2f',
      '\\',
      '//',
      '?',
      ';',
      '@',
      ':',
      '%',
      '%41',
      '#',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const target = readTarget(`/${pieces.join('')}`)
        if (!target) return
        const url = new URL(`http://upstream.test${target.path}${target.query}`)
        expect([url.host, url.pathname]).toEqual(['upstream.test', target.path])
      }),
      { numRuns: 3000 },
    )
  })
})
