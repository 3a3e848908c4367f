import { QueryObserver } from '@tanstack/react-query'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { queryClient } from '~/api/query-client'
import { Failure } from '~/domain/failure'

import { mayPass, startRecovery } from './recovery'

const down = () =>
  new Failure({ kind: 'bad-gateway', message: 'Prometheus at http://p cannot be reached.' })

/** A query on the screen. */
function watched(name: string, ask: () => Promise<unknown>, meta = {}) {
  const queryFn = vi.fn<() => Promise<unknown>>(ask)
  const observer = new QueryObserver(queryClient, { queryKey: [name], queryFn, meta })
  ends.push(observer.subscribe(() => undefined))
  return queryFn
}

let ends: (() => void)[] = []
const onTrouble = vi.fn<() => void>()
beforeEach(() => {
  vi.useFakeTimers()
  onTrouble.mockClear()
  ends = [startRecovery(queryClient, onTrouble)]
})
afterEach(() => {
  for (const end of ends) end()
  vi.useRealTimers()
  setVisible(true)
})

function setVisible(isVisible: boolean) {
  Object.defineProperty(document, 'visibilityState', {
    configurable: true,
    value: isVisible ? 'visible' : 'hidden',
  })
  document.dispatchEvent(new Event('visibilitychange'))
}

describe('recovery', () => {
  it('asks one of many equal failures every few seconds, and all of them once it is back', async () => {
    let isDown = true
    const ask = () => (isDown ? Promise.reject(down()) : Promise.resolve(1))
    const queries = ['a', 'b', 'c', 'd'].map((name) => watched(name, ask))
    const asked = () => queries.reduce((sum, query) => sum + query.mock.calls.length, 0)
    await vi.advanceTimersByTimeAsync(100)
    expect(asked()).toBe(4)
    await vi.advanceTimersByTimeAsync(20_000)
    expect(asked() - 4).toBeGreaterThanOrEqual(3)
    expect(asked() - 4).toBeLessThanOrEqual(5)
    // Asked again or not, the failure stays on the screen until it is over.
    expect(queryClient.getQueryState(['a'])).toMatchObject({ status: 'error', fetchStatus: 'idle' })
    expect(onTrouble).toHaveBeenCalledOnce()
    isDown = false
    await vi.advanceTimersByTimeAsync(10_000)
    for (const name of ['a', 'b', 'c', 'd']) expect(queryClient.getQueryData([name])).toBe(1)
    expect(onTrouble).toHaveBeenCalledTimes(2)
    const calm = asked()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(asked()).toBe(calm)
  })

  it('asks nothing in a hidden tab, and goes on when it is shown', async () => {
    const query = watched('hidden', () => Promise.reject(down()))
    await vi.advanceTimersByTimeAsync(100)
    setVisible(false)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(query).toHaveBeenCalledOnce()
    setVisible(true)
    await vi.advanceTimersByTimeAsync(6_000)
    expect(query.mock.calls.length).toBeGreaterThan(1)
  })

  it('asks again after a refusal of its own question, and not of one that a person wrote', async () => {
    const refused = () =>
      Promise.reject(new Failure({ kind: 'refused', message: 'too many samples' }))
    const own = watched('own', refused)
    const persons = watched('persons', refused, { isPersons: true })
    await vi.advanceTimersByTimeAsync(12_000)
    expect(own.mock.calls.length).toBeGreaterThan(1)
    expect(persons).toHaveBeenCalledOnce()
  })

  it('says the new reason where the failure has become another one', async () => {
    let message = 'Prometheus cannot be reached.'
    const ask = () => Promise.reject(new Failure({ kind: 'bad-gateway', message }))
    for (const name of ['x', 'y']) watched(name, ask)
    await vi.advanceTimersByTimeAsync(100)
    message = 'What answers is not Prometheus.'
    await vi.advanceTimersByTimeAsync(6_000)
    for (const name of ['x', 'y'])
      expect(queryClient.getQueryState([name])?.error?.message).toBe(message)
  })

  it('waits for a slow try to end, and then only a moment', async () => {
    const slow = watched('slow', async () => {
      await new Promise((resolve) => setTimeout(resolve, 8_500))
      throw down()
    })
    await vi.advanceTimersByTimeAsync(8_500 + 5_000 + 8_500 + 1_000)
    expect(slow).toHaveBeenCalledTimes(3)
  })

  it('leaves what a role forbids alone', async () => {
    const query = watched('refused', () =>
      Promise.reject(new Failure({ kind: 'forbidden', message: 'no' })),
    )
    await vi.advanceTimersByTimeAsync(30_000)
    expect(query).toHaveBeenCalledOnce()
    expect(mayPass(new Error('a fault of ours'))).toBe(false)
  })
})
