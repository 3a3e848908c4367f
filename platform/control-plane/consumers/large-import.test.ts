/** A file of 10,000 consumers, 37 of them bad, sent in batches as the console sends it. */
import { afterAll, beforeAll, expect, it } from 'vitest'

import type { TestControlPlane } from '../test/control-plane.ts'
import { startTestControlPlane } from '../test/control-plane.ts'

let plane: TestControlPlane
let call: TestControlPlane['call']

beforeAll(async () => {
  plane = await startTestControlPlane()
  call = await plane.as({ roles: ['tenant-admin'], tenant: 'default' })
})
afterAll(() => plane.stop())

const ROWS = 10_000
const BATCH = 500
const HEADER = 'external_id,name,email'
/** 37 of them, spread over the file. */
const isBad = (n: number) => n % 270 === 1 && n < 37 * 270
const lineOf = (n: number) =>
  isBad(n) ? `big-${n},Big ${n},nobody` : `big-${n},Big ${n},b${n}@x.y`

it('creates 9,963 and tells the 37 by row and reason; a batch that is sent again creates nothing twice', async () => {
  const failed: { row: number; detail: string }[] = []
  let made = 0
  for (let start = 0; start < ROWS; start += BATCH) {
    const lines = Array.from({ length: BATCH }, (_, n) => lineOf(start + n))
    const send = () =>
      call('/v1/consumers/default/bulk', {
        body: `${HEADER}\n${lines.join('\n')}\n`,
        headers: { 'Content-Type': 'text/csv', 'Idempotency-Key': `big-import-${start}` },
      })
    const reply = await send()
    expect(reply.status).toBe(200)
    // The answer of every fourth is lost, and asked for again with its key.
    const isLost = start % (4 * BATCH) === 0
    expect((isLost ? await send() : reply).body).toEqual(reply.body)
    made += reply.body.created
    for (const { row, detail } of reply.body.errors) failed.push({ row: row + start, detail })
  }
  expect([made, failed.length]).toEqual([9_963, 37])
  expect(failed.map(({ row }) => row)).toEqual(
    Array.from({ length: ROWS }, (_, n) => n)
      .filter(isBad)
      .map((n) => n + 2),
  )
  for (const { detail } of failed) expect(detail).toMatch(/^email: /)
  expect((await call('/v1/consumers/default?search=big-')).body.total).toBe(9_963)
}, 120_000)
