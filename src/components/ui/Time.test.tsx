import { act, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { render } from '@testing-library/react'
import { Time } from './Time'

describe('Time', () => {
  beforeEach(() => vi.useFakeTimers({ now: new Date('2026-11-24T12:00:00Z') }))
  afterEach(() => vi.useRealTimers())

  it('says how long ago, with the full date at hand, and moves on', () => {
    render(<Time at="2026-11-24T11:57:00Z" />)
    const time = screen.getByText('3 minutes ago')
    expect(time).toHaveAttribute('datetime', '2026-11-24T11:57:00.000Z')
    expect(time.title).toMatch(/Nov 24, 2026/)
    act(() => void vi.advanceTimersByTime(60_000))
    expect(time).toHaveTextContent('4 minutes ago')
  })

  it('does not tick in a hidden tab, and is right when it comes back', () => {
    render(<Time at="2026-11-24T11:57:00Z" />)
    const hidden = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden')
    document.dispatchEvent(new Event('visibilitychange'))
    expect(vi.getTimerCount()).toBe(0)
    act(() => void vi.advanceTimersByTime(3_600_000))
    hidden.mockReturnValue('visible')
    act(() => void document.dispatchEvent(new Event('visibilitychange')))
    expect(screen.getByText('1 hour ago')).toBeInTheDocument()
  })

  it('shows what is no date as it is', () => {
    render(<Time at="soon" />)
    expect(screen.getByText('soon')).toBeInTheDocument()
  })
})
