import { fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'

import { useIntent } from './use-intent'

const load = vi.fn<() => Promise<unknown>>(() => Promise.reject(new Error('the server is away')))
function Linked() {
  return (
    <a href="/there" {...useIntent(load)}>
      There
    </a>
  )
}
const rest = (ms: number) => vi.advanceTimersByTimeAsync(ms)

beforeEach(() => {
  vi.useFakeTimers()
  load.mockClear()
})
afterEach(() => vi.useRealTimers())

it('fetches while the pointer rests on the link or the keyboard is there, and fails in silence', async () => {
  render(<Linked />)
  const link = screen.getByRole('link')
  fireEvent.pointerEnter(link)
  await rest(59)
  expect(load).not.toHaveBeenCalled()
  await rest(1)
  expect(load).toHaveBeenCalledOnce()
  fireEvent.pointerLeave(link)
  fireEvent.focus(link)
  await rest(60)
  expect(load).toHaveBeenCalledTimes(2)
})

it('fetches nothing for a pointer that passes over, nor for a link that goes away', async () => {
  const { unmount } = render(<Linked />)
  fireEvent.pointerEnter(screen.getByRole('link'))
  await rest(40)
  fireEvent.pointerLeave(screen.getByRole('link'))
  await rest(500)
  fireEvent.focus(screen.getByRole('link'))
  unmount()
  await rest(500)
  expect(load).not.toHaveBeenCalled()
})
