import { describe, expect, it } from 'vitest'

import { Failure } from '~/domain/failure'

import { BulkRun } from './bulk-run'

const none = () => undefined
const runOf = (rows: string[], act: (row: string, reason?: string) => Promise<unknown>) =>
  new BulkRun<string>({ read: () => Promise.resolve(rows), act, onEnd: none })
const refused = new Failure({ kind: 'conflict', message: 'It is blocked.' })

describe('a change of many rows', () => {
  it('tells of five which four were done, and why one was not', async () => {
    const run = runOf(['a', 'b', 'c', 'd', 'e'], (row) =>
      row === 'c' ? Promise.reject(refused) : Promise.resolve(),
    )
    await run.prepare()
    await run.start(run.snapshot().rows, undefined)
    expect(run.snapshot()).toMatchObject({ stage: 'ended', done: 4, failed: 1 })
    expect(run.outcomeOf('c')).toEqual({ state: 'failed', error: refused })
    expect(run.outcomeOf('d')).toEqual({ state: 'done' })
  })

  it('tries the failed ones again, and only those', async () => {
    const asked: string[] = []
    let isMended = false
    const run = runOf(['a', 'b', 'c'], (row) => {
      asked.push(row)
      return row === 'b' && !isMended ? Promise.reject(refused) : Promise.resolve()
    })
    await run.prepare()
    await run.start(run.snapshot().rows, undefined)
    isMended = true
    await run.start(['b'], undefined)
    expect(asked).toEqual(['a', 'b', 'c', 'b'])
    expect(run.snapshot()).toMatchObject({ done: 3, failed: 0, rows: ['a', 'b', 'c'] })
  })

  it('has no more than six under way', async () => {
    let [now, most] = [0, 0]
    const rows = Array.from({ length: 40 }, (_, n) => `${n}`)
    const run = runOf(rows, async () => {
      now += 1
      most = Math.max(most, now)
      await new Promise((resolve) => setTimeout(resolve, 1))
      now -= 1
    })
    await run.prepare()
    await run.start(rows, undefined)
    expect([most, run.snapshot().done]).toEqual([6, 40])
  })

  it('begins nothing new once it is stopped, and goes on with the rest when asked to', async () => {
    const rows = Array.from({ length: 20 }, (_, n) => `${n}`)
    const run = runOf(rows, (row) => {
      if (row === '3') run.stop()
      return Promise.resolve()
    })
    await run.prepare()
    await run.start(rows, undefined)
    const { done } = run.snapshot()
    expect(done).toBeLessThan(20)
    const left = rows.filter((row) => run.outcomeOf(row).state === 'left')
    expect(left).toHaveLength(20 - done)
    await run.start(left, undefined)
    expect(run.snapshot().done).toBe(20)
  })

  it('waits where the server asks for it, and hands the reason on', async () => {
    const seen: (string | undefined)[] = []
    const run = runOf(['a'], (_, reason) => {
      seen.push(reason)
      return seen.length === 1
        ? Promise.reject(new Failure({ kind: 'limited', message: 'Wait.', retryAfterMs: 1 }))
        : Promise.resolve()
    })
    await run.prepare()
    await run.start(['a'], 'unpaid')
    expect([seen, run.snapshot().done]).toEqual([['unpaid', 'unpaid'], 1])
  })

  it('says why it could not be found out who is meant', async () => {
    const run = new BulkRun<string>({
      read: () => Promise.reject(refused),
      act: () => Promise.resolve(),
      onEnd: none,
    })
    await run.prepare()
    expect(run.snapshot()).toMatchObject({ stage: 'unread', error: refused, rows: [] })
  })
})
