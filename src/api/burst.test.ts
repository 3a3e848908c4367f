/** A burst against a gateway that limits, refuses or is not there. */

import { QueryClient } from '@tanstack/react-query'
import { http, HttpResponse } from 'msw/http'
import { beforeEach, describe, expect, it } from 'vitest'

import { setConfig } from '~/config/config'
import type { BurstCall } from '~/domain/burst'
import { judge } from '~/domain/burst-verdict'
import { anId } from '~/test/builders'
import { server } from '~/test/server'

import { type BurstAsk, bursts } from './burst'

const api = anId()

beforeEach(() => {
  setConfig({
    face: 'console',
    keycloak: { url: 'http://localhost:8080', realm: 'stoa', clientId: 'stoa-console' },
    apiBase: '/api',
    gatewayBase: '/gateway',
    gatewayPublicUrl: 'http://localhost:3001',
    consoleUrl: 'http://localhost:3000',
    portalUrl: 'http://localhost:3002',
    features: {},
  })
  server.use(
    http.get('*/api/v1/subscriptions/tenant/:tenant', () =>
      HttpResponse.json({ items: [], total: 0, page: 1, page_size: 2 }),
    ),
    http.get('*/api/v1/admin/policies/effective', () =>
      HttpResponse.json({
        contract_id: api,
        consumer_id: null,
        types: [
          {
            policy_type: 'rate_limit',
            config: { requests_per_minute: 100, burst: 10 },
            values: [],
          },
        ],
        plan: null,
      }),
    ),
  )
})

const ask = (part: Partial<BurstAsk> = {}): BurstAsk => ({
  plan: { calls: 15, perSecond: null, concurrency: 1 },
  call: { method: 'GET', path: '/orders/v1/health', apiKey: 'stoa_sk_0123456789abcdef' },
  api,
  signal: new AbortController().signal,
  onProgress: () => undefined,
  ...part,
})
const send = (part: Partial<BurstAsk> = {}) => {
  const client = new QueryClient()
  const options = bursts.run('default')
  const context = { client, meta: undefined }
  if (!options.mutationFn) throw new Error('no function')
  return options.mutationFn(ask(part), context)
}
const problem = (status: number, reason: string, headers: Record<string, string> = {}) =>
  HttpResponse.json(
    { type: `urn:stoa:problem:${reason.replaceAll('_', '-')}`, reason, status },
    {
      status,
      headers: { 'content-type': 'application/problem+json', 'x-request-id': 'a1', ...headers },
    },
  )

describe('a burst', () => {
  it('carries the key, and reads what each answer says about the limit', async () => {
    let count = 0
    server.use(
      http.get('*/gateway/orders/v1/health', ({ request }) => {
        expect(request.headers.get('x-api-key')).toBe('stoa_sk_0123456789abcdef')
        count += 1
        return count <= 10
          ? HttpResponse.json({}, { headers: { 'x-request-id': `r${count}` } })
          : problem(429, 'rate_limited', {
              'retry-after': '1',
              'ratelimit-policy': '100;w=60;burst=10',
            })
      }),
    )
    const { calls, expectation } = await send()
    expect(calls.map(({ status }) => status)).toEqual([
      ...Array.from({ length: 10 }, () => 200),
      ...Array.from({ length: 5 }, () => 429),
    ])
    expect(calls[10]).toMatchObject({ reason: 'rate_limited', headers: { 'retry-after': '1' } })
    expect(judge(calls, expectation.limit).first).toBe(11)
    expect(expectation.limit).toEqual({ perMinute: 100, burst: 10 })
  })

  it("takes an answer of the console's own server for none of the gateway", async () => {
    server.use(
      http.get('*/gateway/orders/v1/health', () =>
        HttpResponse.json(
          { type: 'about:blank', status: 502 },
          { status: 502, headers: { 'content-type': 'application/problem+json' } },
        ),
      ),
    )
    const { calls, expectation } = await send()
    expect(judge(calls, expectation.limit)).toMatchObject({
      verdict: 'cannot_tell',
      because: 'no_answer',
    })
  })

  it("does not take the backend's own 429 for the limit", async () => {
    server.use(
      http.get('*/gateway/orders/v1/health', () =>
        HttpResponse.json({}, { status: 429, headers: { 'x-request-id': 'b1' } }),
      ),
    )
    const { calls, expectation } = await send()
    expect(judge(calls, expectation.limit).verdict).toBe('not_enforced')
  })

  it('holds its pace, never more at once than it may, and stops', async () => {
    let underWay = 0
    let most = 0
    server.use(
      http.get('*/gateway/orders/v1/health', async () => {
        underWay += 1
        most = Math.max(most, underWay)
        await new Promise((resolve) => setTimeout(resolve, 20))
        underWay -= 1
        return HttpResponse.json({}, { headers: { 'x-request-id': 'c1' } })
      }),
    )
    await send({ plan: { calls: 12, perSecond: null, concurrency: 4 } })
    expect(most).toBe(4)
    const paced = await send({ plan: { calls: 3, perSecond: 10, concurrency: 1 } })
    expect(paced.calls.map(({ sentAt }) => sentAt >= 0)).toEqual([true, true, true])
    expect(paced.calls[2]?.sentAt).toBeGreaterThanOrEqual(195)

    const stopper = new AbortController()
    const seen: BurstCall[][] = []
    const stopped = send({
      plan: { calls: 500, perSecond: 50, concurrency: 1 },
      signal: stopper.signal,
      onProgress: (calls) => {
        seen.push([...calls])
        stopper.abort()
      },
    })
    const { calls, planned } = await stopped
    expect(planned).toBe(500)
    expect(seen).toHaveLength(1)
    expect(calls.length).toBeLessThan(500)
  })
})
