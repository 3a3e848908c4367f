import { screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { Failure } from '~/domain/failure'
import type { Reading } from '~/domain/reading'
import { renderAlone } from '~/test/render'
import { AskElsewhereContext } from './ask-elsewhere'
import { ReadingValue } from './ReadingValue'

const question = {
  query: 'sum(rate(stoa_requests_total[5m]))',
  rangeSeconds: 3600,
  stepSeconds: 30,
}
const sampledAt = Date.now() - 4 * 60_000
const readings: Record<string, Reading<number>> = {
  value: { state: 'value', value: 42, sampledAt, question },
  zero: { state: 'value', value: 0, sampledAt, question },
  empty: { state: 'empty', question },
  stale: { state: 'stale', value: 42, sampledAt, question },
  unavailable: {
    state: 'unavailable',
    failure: new Failure({ kind: 'unreachable', message: 'Prometheus refused the connection.' }),
    question,
  },
  off: { state: 'off', reason: 'this gateway counts no consumers' },
}

const draw = (name: keyof typeof readings) => {
  const reading = readings[name]
  if (reading === undefined) throw new RangeError(name)
  const view = renderAlone(
    <ReadingValue reading={reading} label="requests" format={(value) => `${value} calls`} />,
  )
  return { ...view, text: view.container.textContent }
}

describe('ReadingValue', () => {
  it.each([
    ['value', '42 calls'],
    ['zero', '0 calls'],
    ['empty', 'No data'],
    ['stale', '42 callsOld: measured 4 minutes ago'],
    ['unavailable', 'Not available: Prometheus refused the connection.'],
    ['off', 'Not here: this gateway counts no consumers'],
  ])('draws %s as "%s"', (name, text) => {
    expect(draw(name).text).toBe(text)
  })

  it.each(['empty', 'unavailable', 'off'])('shows no digit for %s', (name) => {
    expect(draw(name).text).not.toMatch(/\d/)
  })

  it('opens its query, to be copied, and closes on Escape', async () => {
    const { user } = draw('value')
    const opener = screen.getByRole('button', { name: 'How requests was measured' })
    await user.click(opener)
    const popover = screen.getByRole('group', { name: 'How requests was measured' })
    expect(popover).toHaveTextContent(question.query)
    expect(popover).toHaveTextContent(/Range 1 hr.*step 30 sec/)
    await user.click(screen.getByRole('button', { name: 'Copy the query' }))
    expect(await navigator.clipboard.readText()).toBe(question.query)
    await user.keyboard('{Escape}')
    expect(screen.queryByRole('group')).not.toBeInTheDocument()
    expect(opener).toHaveFocus()
  })
})

describe('the question behind a number', () => {
  it('is asked again elsewhere where the app says where, and only shown where it does not', async () => {
    const value = readings['value']
    if (value === undefined) throw new RangeError('value')
    const ui = <ReadingValue reading={value} label="requests" format={String} />
    const { user, unmount } = renderAlone(ui)
    await user.click(screen.getByRole('button', { name: /requests/ }))
    expect(screen.getByText(question.query)).toBeInTheDocument()
    expect(screen.queryByRole('link')).toBeNull()
    unmount()

    const again = renderAlone(
      <AskElsewhereContext value={(query) => `/explore?q=${encodeURIComponent(query)}`}>
        {ui}
      </AskElsewhereContext>,
    )
    await again.user.click(screen.getByRole('button', { name: /requests/ }))
    expect(screen.getByRole('link', { name: 'Open in Explore' })).toHaveAttribute(
      'href',
      `/explore?q=${encodeURIComponent(question.query)}`,
    )
  })
})
