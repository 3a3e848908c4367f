import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { given, keyOf, oneApi, problemOf, Rig } from './testing/rig.ts'

let rig: Rig
let now = 0
/** Each test has a subscription of its own, because buckets and counters outlive a configuration. */
let number = 0

beforeAll(async () => {
  rig = await Rig.start({ clock: () => now })
})
beforeEach(() => {
  now = Date.parse('2026-11-30T23:00:00Z')
  number += 1
})
afterAll(() => rig.stop())

const runbookLimit = given.policy('rate_limit', { requests_per_minute: 100, burst: 10 })

function subscribed(plan: Record<string, unknown> | null = null) {
  const subscription = { id: `sub-${number}`, plan_id: plan && 'plan-1' }
  return [
    given.route(),
    given.consumer(),
    given.subscription(subscription),
    given.key('a', { subscription_id: subscription.id }),
    given.key('b', { subscription_id: subscription.id, prefix: 'stoa_sk_bbbb' }),
    ...(plan ? [given.plan(plan)] : []),
  ]
}

async function statuses(count: number, character = 'a'): Promise<number[]> {
  const found: number[] = []
  for (let call = 0; call < count; call += 1) found.push((await rig.keyed(character)).status)
  return found
}

describe("the runbook's burst of 15 against 100 a minute with a burst of 10", () => {
  it('is ten 200 and then 429 that says when to come back, and that holds', async () => {
    await rig.push([...subscribed(), runbookLimit])
    expect(await statuses(15)).toEqual([...Array(10).fill(200), ...Array(5).fill(429)])
    const refused = await rig.keyed()
    expect(Object.fromEntries(refused.headers)).toMatchObject({
      'retry-after': '1',
      'ratelimit-limit': '10',
      'ratelimit-remaining': '0',
      'ratelimit-reset': '6',
      'ratelimit-policy': '100;w=60;burst=10',
    })
    expect(await problemOf(refused)).toMatchObject({
      status: 429,
      reason: 'rate_limited',
      detail:
        'The limit of the policy "the-rate_limit" is reached: 100 requests a minute, at most 10 at once. Try again in 1 s.',
    })
    now += 1_000
    expect(await statuses(2)).toEqual([200, 429])
  })

  it('tells how much is left on the way', async () => {
    await rig.push([...subscribed(), runbookLimit])
    const left = async () => (await rig.keyed()).headers.get('ratelimit-remaining')
    expect([await left(), await left()]).toEqual(['9', '8'])
  })

  it('takes a raised limit at once', async () => {
    await rig.push([...subscribed(), runbookLimit])
    expect(await statuses(11)).toContain(429)
    await rig.patch(1, [given.policy('rate_limit', { requests_per_minute: 600, burst: 50 })])
    expect(await statuses(11)).toEqual(Array(11).fill(200))
  })

  it('is counted by subscription: another one has its own, and both keys of one share', async () => {
    await rig.push([
      ...subscribed(),
      given.subscription({ id: `other-${number}` }),
      given.key('c', { subscription_id: `other-${number}` }),
      runbookLimit,
    ])
    expect(await statuses(10)).toEqual(Array(10).fill(200))
    expect(await statuses(1, 'b')).toEqual([429])
    expect(await statuses(1, 'c')).toEqual([200])
  })

  it('does not reach the backend above it', async () => {
    await rig.push([...subscribed(), runbookLimit])
    const before = rig.seen.length
    await statuses(15)
    expect(rig.seen.length - before).toBe(10)
  })
})

describe('policies', () => {
  it('bound to a consumer beat those of the API, and disabled ones do not count', async () => {
    await rig.push([
      ...subscribed(),
      given.policy('rate_limit', { requests_per_minute: 1, burst: 1 }),
      given.policy(
        'rate_limit',
        { requests_per_minute: 60, burst: 3 },
        { id: 'p2', bindings: [{ consumer_id: 'consumer-1' }] },
      ),
      given.policy(
        'rate_limit',
        { requests_per_minute: 1, burst: 1 },
        { id: 'p3', priority: 0, enabled: false, bindings: [{ consumer_id: 'consumer-1' }] },
      ),
    ])
    expect(await statuses(4)).toEqual([200, 200, 200, 429])
  })

  it('bound to another API or of another tenant limit nothing', async () => {
    const tight = { requests_per_minute: 1, burst: 1 }
    await rig.push([
      ...subscribed(),
      given.policy('rate_limit', tight, { id: 'p2', bindings: [{ contract_id: 'other' }] }),
      given.policy('rate_limit', tight, { id: 'p3', tenant: 'acme' }),
    ])
    expect(await statuses(3)).toEqual([200, 200, 200])
    expect((await rig.keyed()).headers.has('ratelimit-limit')).toBe(false)
  })

  it('without a burst allow one minute at once', async () => {
    await rig.push([...subscribed(), given.policy('rate_limit', { requests_per_minute: 3 })])
    expect(await statuses(4)).toEqual([200, 200, 200, 429])
  })
})

describe('plans', () => {
  it('limit beside the policy: the tighter one refuses and is named', async () => {
    const plan = { rate_limit_per_minute: 60, burst_limit: 2 }
    await rig.push([...subscribed(plan), runbookLimit])
    expect(await statuses(2)).toEqual([200, 200])
    const body = await problemOf(await rig.keyed())
    expect(body['reason']).toBe('plan_rate_limited')
    expect(body['detail']).toContain('plan "Starter"')
  })

  it('and policies: the answer tells of the one with the least left', async () => {
    await rig.push([...subscribed({ rate_limit_per_minute: 60, burst_limit: 4 }), runbookLimit])
    const answer = await rig.keyed()
    expect(answer.headers.get('ratelimit-limit')).toBe('4')
    expect(answer.headers.get('ratelimit-remaining')).toBe('3')
  })

  it('have a daily quota that ends at midnight UTC', async () => {
    await rig.push(subscribed({ daily_request_limit: 2 }))
    expect(await statuses(3)).toEqual([200, 200, 429])
    const refused = await rig.keyed()
    expect(refused.headers.get('retry-after')).toBe('3600')
    expect((await problemOf(refused))['reason']).toBe('daily_quota_exceeded')
    now += 3_600_000
    expect(await statuses(3)).toEqual([200, 200, 429])
  })

  it('have a monthly quota over all keys of the subscription', async () => {
    now = Date.parse('2026-11-29T00:00:00Z')
    await rig.push(subscribed({ monthly_request_limit: 3 }))
    expect(await statuses(2, 'a')).toEqual([200, 200])
    now += 86_400_000
    expect(await statuses(2, 'b')).toEqual([200, 429])
    const refused = await rig.keyed()
    expect((await problemOf(refused))['reason']).toBe('monthly_quota_exceeded')
    expect(refused.headers.get('retry-after')).toBe('86400')
    now += 86_400_000
    expect(await statuses(4)).toEqual([200, 200, 200, 429])
  })

  it('count no refused call', async () => {
    await rig.push([
      ...subscribed({ daily_request_limit: 5 }),
      given.policy('rate_limit', { requests_per_minute: 60, burst: 1 }),
    ])
    expect(await statuses(4)).toEqual([200, 429, 429, 429])
    now += 10_000
    expect((await rig.keyed()).headers.get('ratelimit-limit')).toBe('1')
    const usage = await (await rig.admin('/usage')).json()
    expect(usage.items).toContainEqual(
      expect.objectContaining({ subscription_id: `sub-${number}`, day_count: 2, month_count: 2 }),
    )
  })
})

describe('an API without keys', () => {
  it('is limited by client address', async () => {
    await rig.push([given.route({ id: `open-${number}`, auth: 'none' }), runbookLimit])
    const calls = Array.from({ length: 12 }, () => rig.call('/orders/v1/x'))
    const found = (await Promise.all(calls))
      .map((answer) => answer.status)
      .toSorted((a, b) => a - b)
    expect(found).toEqual([...Array(10).fill(200), 429, 429])
  })
})

describe('usage', () => {
  it('says when each key was last used, and what changed since', async () => {
    await rig.push(subscribed())
    const before = await (await rig.admin('/usage')).json()
    await rig.keyed('a')
    now += 5_000
    await rig.keyed('b')
    const { seq, items } = await (await rig.admin(`/usage?after=${before.seq}`)).json()
    expect(items).toEqual([
      {
        subscription_id: `sub-${number}`,
        key_prefix: keyOf('a').slice(0, 12),
        last_used_at: '2026-11-30T23:00:00.000Z',
        day: '2026-11-30',
        day_count: 1,
        month: '2026-11',
        month_count: 1,
      },
      expect.objectContaining({ key_prefix: 'stoa_sk_bbbb', day_count: 1 }),
    ])
    expect(await (await rig.admin(`/usage?after=${seq}`)).json()).toEqual({ seq, items: [] })
    expect((await rig.admin('/usage?after=x')).status).toBe(400)
  })

  it('survives a restart, the quota with it', async () => {
    const first = await Rig.start({ clock: () => now })
    await first.push([
      ...oneApi(),
      given.subscription({ plan_id: 'plan-1' }),
      given.plan({ daily_request_limit: 3 }),
    ])
    await first.keyed()
    await first.keyed()
    const { seq } = await (await first.admin('/usage')).json()
    await first.stop({ keepFiles: true })
    now += 1_000
    const second = await Rig.start({ clock: () => now }, first.directory)
    await second.push(
      [
        ...oneApi(),
        given.subscription({ plan_id: 'plan-1' }),
        given.plan({ daily_request_limit: 3 }),
      ],
      2,
    )
    expect((await second.keyed()).status).toBe(200)
    expect((await second.keyed()).status).toBe(429)
    const later = await (await second.admin(`/usage?after=${seq}`)).json()
    expect(later.items).toEqual([expect.objectContaining({ day_count: 3 })])
    await second.stop()
  })
})
