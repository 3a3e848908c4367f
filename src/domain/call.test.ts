import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { callForm, type CallFaults, headerFault, prettyJson, requestOf } from './call'

const faults: CallFaults = {
  headerName: (name) => `name ${name}`,
  headerValue: (name) => `value ${name}`,
  headerForbidden: (name) => `forbidden ${name}`,
  headerKey: () => 'key',
  bodyNotAllowed: () => 'body',
  pathLeaves: () => 'leaves',
}
const get = {
  method: 'GET',
  path: '',
  query: {},
  headers: {},
  body: '',
  keySource: 'pasted' as const,
  apiKey: '',
}

describe('a header of a test call', () => {
  it.each([
    ['X-Trace', 'a b', undefined],
    ['Authorization', 'Basic eA==', undefined],
    ['X Trace', '', 'name X Trace'],
    ['', '', 'name '],
    ['X-Api-Key', 'stoa_sk_1', 'key'],
    ['Host', 'elsewhere', 'forbidden Host'],
    ['Sec-Fetch-Site', 'none', 'forbidden Sec-Fetch-Site'],
    ['proxy-authorization', 'x', 'forbidden proxy-authorization'],
    ['X-Trace', 'a\r\nHost: b', 'value X-Trace'],
    ['X-Trace', '🙂', 'value X-Trace'],
  ])('%s: %j', (name, value, fault) => {
    expect(headerFault(name, value, faults)).toBe(fault)
  })

  it('is carried by fetch wherever it is let pass', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ unit: 'binary' }), (name, value) => {
        if (headerFault(name, value, faults) !== undefined) return
        expect(() => new Headers({ [name]: value.trim() })).not.toThrow()
      }),
    )
  })
})

describe('the form of a test call', () => {
  it('says at the field what cannot be sent', () => {
    const found = callForm('/orders/v1', faults).safeParse({
      ...get,
      headers: { Cookie: 'a' },
      body: '{}',
    })
    expect(found.error?.issues.map(({ path, message }) => [path[0], message])).toEqual([
      ['headers', 'forbidden Cookie'],
      ['body', 'body'],
    ])
  })

  it.each([
    ['{"a":1}', {}, { 'Content-Type': 'application/json' }],
    ['a=1', {}, { 'Content-Type': 'text/plain' }],
    ['a=1', { 'content-type': 'a/b' }, { 'content-type': 'a/b' }],
  ])('sends %j with its type', (body, headers, sent) => {
    expect(
      requestOf('/orders/v1', { method: 'POST', path: 'items', query: {}, headers, body }),
    ).toEqual({
      method: 'POST',
      path: '/orders/v1/items',
      headers: sent,
      body,
    })
  })

  it('sends no body with GET', () => {
    expect(requestOf('/a/v1', { ...get, path: '?id=7' })).toEqual({
      method: 'GET',
      path: '/a/v1?id=7',
      headers: {},
    })
  })
})

describe('the address of a test call', () => {
  it.each([
    ['/../v2/items', ['leaves']],
    ['/%2e%2e/v2', ['leaves']],
    ['../../../api/v1/me', ['leaves']],
    ['..', ['leaves']],
    ['/../v1/items', []],
    ['/items?x=..', []],
    ['?x=1', []],
  ])('%s', (path, said) => {
    const { error } = callForm('/orders/v1', faults).safeParse({ ...get, path })
    expect(error?.issues.map(({ message }) => message) ?? []).toEqual(said)
  })

  it.each([
    ['items', {}, '/orders/v1/items'],
    ['items?a=1', { b: 'x y&z' }, '/orders/v1/items?a=1&b=x%20y%26z'],
    ['', { q: "it's" }, '/orders/v1?q=it%27s'],
    ['/a b/$(id)#top', {}, '/orders/v1/a%20b/%24%28id%29'],
  ])('%s with %j is %s', (path, query, target) => {
    expect(requestOf('/orders/v1', { ...get, path, query }).path).toBe(target)
  })
})

describe('JSON laid out', () => {
  it('says the same', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(JSON.parse(prettyJson(text) ?? '')).toEqual(JSON.parse(text))
      }),
    )
  })

  it('leaves what is not JSON, and keeps every digit', () => {
    expect(prettyJson('<p>')).toBeUndefined()
    expect(prettyJson('{"id":12345678901234567890}')).toBe('{"id":12345678901234567890}')
  })
})
