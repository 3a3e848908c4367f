import { describe, expect, it } from 'vitest'

import { explain } from './verdict'

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
    const foreign = { ...refusal(403, 'x'), body: '{"title":"mine","status":403}' }
    expect(explain(foreign).verdict).toBe('backend_says_no')
  })

  it('does not trip over a broken problem', () => {
    for (const body of ['', '[', 'null', '7', '{"reason":7}'])
      expect(explain({ ...refusal(500, 'x'), body }).verdict).toBe('backend_says_no')
  })
})
