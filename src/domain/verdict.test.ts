import { readFileSync } from 'node:fs'

import { describe, expect, it } from 'vitest'

import { explainLogged, explain } from './verdict'

const refusal = (status: number, reason: string, headers: [string, string][] = []) => ({
  status,
  headers: [['Content-Type', 'application/problem+json; charset=utf-8'], ...headers] as [
    string,
    string,
  ][],
  body: JSON.stringify({
    type: `urn:stoa:problem:${reason.replaceAll('_', '-')}`,
    title: 'No',
    status,
    detail: 'A sentence.',
    request_id: 'r-1',
    reason,
  }),
})

describe('explain', () => {
  it.each([
    [401, 'key_missing', 'key_missing'],
    [401, 'key_revoked', 'key_revoked'],
    [403, 'consumer_blocked', 'consumer'],
    [403, 'subscription_expired', 'subscription'],
    [403, 'wrong_api', 'wrong_api'],
    [404, 'route_unknown', 'route_unknown'],
    [429, 'rate_limited', 'limited'],
    [429, 'monthly_quota_exceeded', 'quota'],
    [502, 'backend_dns', 'backend_unreachable'],
    [502, 'backend_address_denied', 'backend_denied'],
    [504, 'backend_timeout', 'backend_timeout'],
    [418, 'a_reason_of_tomorrow', 'gateway_says_no'],
    [418, 'constructor', 'gateway_says_no'],
  ])('%i %s is %s', (status, reason, verdict) => {
    expect(explain(refusal(status, reason))).toMatchObject({
      verdict,
      detail: 'A sentence.',
      requestId: 'r-1',
    })
  })

  it('reads how long to wait', () => {
    expect(explain(refusal(429, 'rate_limited', [['Retry-After', '7']])).retryAfterSeconds).toBe(7)
    expect(explain(refusal(429, 'rate_limited')).retryAfterSeconds).toBeUndefined()
  })

  it("tells the backend's own answers from the gateway's", () => {
    const plain = (status: number, type = 'text/plain') => ({
      status,
      headers: [['content-type', type]] as [string, string][],
      body: '<h1>No',
    })
    expect(explain(plain(200)).verdict).toBe('ok')
    expect(explain(plain(401)).verdict).toBe('backend_says_no')
    expect(explain(plain(502)).verdict).toBe('backend_says_no')
    for (const status of [200, 404])
      expect(explain(plain(status, 'text/html; charset=utf-8')).verdict).toBe('web_page')
    const theirs = { ...refusal(403, 'x'), body: '{"type":"about:blank","reason":"no_money"}' }
    expect(explain(theirs).verdict).toBe('backend_says_no')
    const foreign = { ...refusal(403, 'x'), body: '{"title":"mine","status":403}' }
    expect(explain(foreign).verdict).toBe('backend_says_no')
  })

  it("tells the console's own server from the gateway, and an error page of what stands in front of it", () => {
    const own = (status: number) => ({
      ...refusal(status, 'x'),
      body: JSON.stringify({ type: 'urn:stoa:problem:console-server', detail: 'A sentence.' }),
    })
    expect(explain(own(502)).verdict).toBe('gateway_down')
    expect(explain(own(504)).verdict).toBe('gateway_down')
    expect(explain(own(413)).verdict).toBe('console_says_no')
    const page = (headers: [string, string][]) => ({
      status: 502,
      headers: [['content-type', 'text/html'] as [string, string], ...headers],
      body: '<h1>Bad Gateway',
    })
    expect(explain(page([])).verdict).toBe('gateway_down')
    expect(explain(page([['x-request-id', 'r']])).verdict).toBe('web_page')
  })

  it('knows every reason that the gateway gives, and no other', () => {
    const source = readFileSync('platform/gateway/access/refusal.ts', 'utf8')
    const reasons = [...source.matchAll(/^  ([a-z_]+): \[\d{3}, /gm)].map(
      ([, reason = '']) => reason,
    )
    expect(reasons.length).toBeGreaterThan(40)
    const unknown = reasons.filter(
      (reason) => explain(refusal(400, reason)).verdict === 'gateway_says_no',
    )
    expect(unknown).toEqual([])
    expect(explain(refusal(400, reasons[0] ?? '')).reason).toBe(reasons[0])
  })

  it('does not trip over a broken problem', () => {
    for (const body of ['', '[', 'null', '7', '{"reason":7}'])
      expect(explain({ ...refusal(500, 'x'), body }).verdict).toBe('backend_says_no')
  })
})

describe('a line of the access log', () => {
  it.each([
    [
      { status: 401, reason: 'key_revoked' },
      { verdict: 'key_revoked', reason: 'key_revoked' },
    ],
    [{ status: 404, reason: null }, { verdict: 'backend_says_no' }],
    [{ status: 418, reason: 'of_tomorrow' }, { verdict: 'gateway_says_no' }],
    [{ status: 403, reason: 'toString' }, { verdict: 'gateway_says_no' }],
  ])('%j is explained', (line, expected) => {
    expect(explainLogged(line)).toEqual(expected)
  })
})
