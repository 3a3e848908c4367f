import { describe, expect, it } from 'vitest'

import { askedHeaders, checkCors, type CorsAsk, isPreflighted, originOf } from './cors-check'

const ask: CorsAsk = { origin: 'https://shop.example', method: 'PUT', headers: ['X-API-Key'] }
const answer = (headers: Record<string, string>, status = 204, body = '') => ({
  status,
  headers: Object.entries(headers),
  body,
})
const allow = (origin: string, methods = 'GET, PUT', headers = 'x-api-key') => ({
  'Access-Control-Allow-Origin': origin,
  'Access-Control-Allow-Methods': methods,
  'Access-Control-Allow-Headers': headers,
})

describe('a preflight', () => {
  it.each([
    ['allowed', allow('https://shop.example')],
    ['allowed', allow('*')],
    ['allowed', allow('*', '*', '*')],
    ['origin', allow('https://other.example')],
    ['no_rule', {}],
    ['method', allow('*', 'GET')],
    ['headers', allow('*', 'PUT', 'x-trace')],
  ])('is %s by %j', (verdict, headers) => {
    expect(checkCors(ask, answer(headers)).verdict).toBe(verdict)
  })

  it('names the headers that are not allowed; the star is not for Authorization', () => {
    const asked = { ...ask, headers: ['Authorization', 'X-Trace', 'Accept'] }
    expect(checkCors(asked, answer(allow('*', 'PUT', '*'))).refused).toEqual(['authorization'])
    expect(checkCors(asked, answer(allow('*'))).refused).toEqual(['authorization', 'x-trace'])
  })

  it('lets simple methods pass unlisted', () => {
    expect(checkCors({ ...ask, method: 'POST' }, answer(allow('*', 'PUT'))).verdict).toBe('allowed')
  })

  it.each([
    ['cors_origin_refused', 'origin'],
    ['cors_method_refused', 'method'],
    ['cors_headers_refused', 'headers'],
    ['key_missing', 'no_rule'],
  ])('refused by the gateway with %s is %s', (reason, verdict) => {
    expect(checkCors(ask, answer({}, 403, JSON.stringify({ reason }))).verdict).toBe(verdict)
  })

  it('counts only with an ok status', () => {
    expect(checkCors(ask, answer(allow('*'), 401)).verdict).toBe('no_rule')
  })
})

it('is asked for only when the call is not simple', () => {
  expect(isPreflighted({ ...ask, method: 'GET', headers: ['Accept'] })).toBe(false)
  expect(isPreflighted({ ...ask, method: 'GET' })).toBe(true)
  expect(isPreflighted({ ...ask, headers: [] })).toBe(true)
  expect(askedHeaders(['X-B', 'accept', 'X-A', 'x-b'])).toEqual(['x-a', 'x-b'])
})

it.each([
  ['https://shop.example', 'https://shop.example'],
  [' HTTPS://Shop.Example/ ', 'https://shop.example'],
  ['http://localhost:5173', 'http://localhost:5173'],
  ['https://shop.example/path', undefined],
  ['shop.example', undefined],
  ['*', undefined],
  ['https://', undefined],
])('reads %j as the origin %j', (text, origin) => {
  expect(originOf(text)).toBe(origin)
})
