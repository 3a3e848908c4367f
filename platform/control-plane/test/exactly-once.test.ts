/** Double sends, concurrent sends and answers that were lost on the way: each wish is carried out once (issue "exactly once"). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { TestControlPlane } from './control-plane.ts'
import { startTestControlPlane } from './control-plane.ts'
import { consumerBody, contractBody, make } from './seed.ts'

const TRIALS = 200
let plane: TestControlPlane
let admin: TestControlPlane['call']
let token: string

beforeAll(async () => {
  plane = await startTestControlPlane()
  admin = await plane.as({ roles: ['tenant-admin'], tenant: 'default' })
  token = await plane.issuer.token({ roles: ['tenant-admin'], tenant: 'default' })
})
afterAll(() => plane.stop())

interface Wish {
  path: string
  body: unknown
  key: string
}

interface Answer {
  status: number
  body: Record<string, unknown>
}

async function send({ path, body, key }: Wish, signal?: AbortSignal): Promise<Answer> {
  const response = await fetch(plane.url + path, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      Authorization: `Bearer ${token}`,
      'Idempotency-Key': key,
    },
    body: JSON.stringify(body),
    ...(signal && { signal }),
  })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

/** As a client does that was told to wait for its own first request. */
async function patiently(wish: Wish): Promise<Answer> {
  for (;;) {
    const answer = await send(wish)
    const isRunning =
      answer.status === 409 && /still being worked on/.test(String(answer.body['detail']))
    if (!isRunning) return answer
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

/** The connection is cut after so many milliseconds: whether the answer had been made by then is not known. */
const cut = (wish: Wish, afterMs: number) =>
  send(wish, AbortSignal.timeout(afterMs)).catch(() => undefined)

/** The ways in which one wish reaches the server more than once, by the number of the trial. */
const interleavings: ((wish: Wish, trial: number) => Promise<Answer[]>)[] = [
  // A double click that got past the page: both at the same time.
  (wish) => Promise.all([patiently(wish), patiently(wish)]),
  // Enter and click, the second while the first is under way.
  async (wish) => {
    const first = patiently(wish)
    await new Promise((resolve) => setTimeout(resolve, 1))
    return Promise.all([first, patiently(wish)])
  },
  // The answer is lost, and the person presses again.
  async (wish, trial) => {
    await cut(wish, 1 + (trial % 12))
    return [await patiently(wish)]
  },
  // The answer is lost twice, then it arrives twice.
  async (wish, trial) => {
    await Promise.all([cut(wish, 1 + (trial % 5)), cut(wish, 2 + (trial % 7))])
    return [await patiently(wish), await patiently(wish)]
  },
]

async function trials(wishOf: (trial: number) => Promise<Wish>) {
  const answers: Answer[][] = []
  for (let trial = 0; trial < TRIALS; trial++) {
    const wish = await wishOf(trial)
    const interleaving = interleavings[trial % interleavings.length]
    if (interleaving) answers.push(await interleaving(wish, trial))
  }
  return answers
}

/** All answers to one wish say the same. */
const agreed = (answers: Answer[][], member: string) =>
  answers.map((each) => new Set(each.map(({ body }) => body[member])).size)
const ones = Array.from({ length: TRIALS }, () => 1)

const keyOf = (what: string, trial: number) => `${what}-${trial}-0123456789abcdef`

const countOf = async (table: 'consumers' | 'subscriptions' | 'keys') =>
  Number(
    (
      await plane.services.db
        .selectFrom(table)
        .select(({ fn }) => fn.countAll().as('count'))
        .executeTakeFirstOrThrow()
    ).count,
  )

describe(`each of ${TRIALS} wishes that reach the server more than once`, () => {
  it('makes one consumer', async () => {
    const before = await countOf('consumers')
    const answers = await trials((trial) =>
      Promise.resolve({
        path: '/v1/consumers/default',
        body: consumerBody(),
        key: keyOf('consumer', trial),
      }),
    )
    expect(new Set(answers.flat().map(({ status }) => status))).toEqual(new Set([201]))
    expect(agreed(answers, 'id')).toEqual(ones)
    expect((await countOf('consumers')) - before).toBe(TRIALS)
  })

  it('makes one subscription with one key, the same in every answer', async () => {
    const api = await make(admin, '/v1/contracts', contractBody('default'))
    const [subscriptions, keys] = [await countOf('subscriptions'), await countOf('keys')]
    const answers = await trials(async (trial) => {
      const consumer = await make(admin, '/v1/consumers/default', consumerBody())
      const body = { consumer_id: consumer.id, api_id: api.id, tenant_id: 'default' }
      return { path: '/v1/subscriptions', body, key: keyOf('subscription', trial) }
    })
    expect(agreed(answers, 'id')).toEqual(ones)
    expect(agreed(answers, 'api_key')).toEqual(ones)
    expect((await countOf('subscriptions')) - subscriptions).toBe(TRIALS)
    expect((await countOf('keys')) - keys).toBe(TRIALS)
  })

  it('makes one rotation', async () => {
    const api = await make(admin, '/v1/contracts', contractBody('default'))
    const consumer = await make(admin, '/v1/consumers/default', consumerBody())
    const { id } = await make(admin, '/v1/subscriptions', {
      consumer_id: consumer.id,
      api_id: api.id,
      tenant_id: 'default',
    })
    const keys = await countOf('keys')
    const answers = await trials((trial) =>
      Promise.resolve({
        path: `/v1/subscriptions/${id}/rotate-key`,
        body: { grace_period_hours: 1 },
        key: keyOf('rotation', trial),
      }),
    )
    expect(agreed(answers, 'new_api_key')).toEqual(ones)
    expect((await countOf('keys')) - keys).toBe(TRIALS)
    const { body } = await admin(`/v1/subscriptions/${id}`)
    expect(body.rotation_count).toBe(TRIALS)
  })
})
