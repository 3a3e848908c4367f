import { screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { clockFor } from '~/domain/clock'
import { renderAlone } from '~/test/render'

import { TimeChart } from './TimeChart'

const unit = { exact: String, short: String }
const start = 1_795_514_400
const times = [0, 60, 120, 180].map((after) => start + after)
const CHOSEN = { selector: 'output' }
const series = [{ id: 'a', label: '2xx', values: [1, 2, 3, 4], colour: 'black' }]

// Nothing has a size here, and a chart without one is not drawn.
beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'getBoundingClientRect').mockReturnValue(
    new DOMRect(0, 0, 480, 224),
  )
})
afterEach(() => vi.restoreAllMocks())

function drawn() {
  const onZoom = vi.fn<(first: number, second: number) => void>()
  const { user } = renderAlone(
    <TimeChart
      times={times}
      series={series}
      kind="lines"
      window={{ start, end: start + 180 }}
      unit={unit}
      clock={clockFor('UTC', 'en')}
      label="Requests"
      onZoom={onZoom}
    />,
  )
  return { user, onZoom }
}

describe('a chart by keys', () => {
  it('moves its cursor, chooses a stretch with Shift, and zooms into it with Enter', async () => {
    const { user, onZoom } = drawn()
    await user.tab()
    await user.keyboard('{ArrowRight}')
    await user.keyboard('{Shift>}{ArrowRight}')
    expect(await screen.findByText(/Enter zooms in/, CHOSEN)).toBeVisible()
    await user.keyboard('{ArrowRight}{/Shift}')
    await screen.findByText(/10:03:00 .*Enter zooms in/, CHOSEN)
    await user.keyboard('{Enter}')
    expect(onZoom).toHaveBeenCalledOnce()
    const [first = 0, second = 0] = onZoom.mock.calls[0] ?? []
    expect(second - first).toBe(120)
    expect(screen.queryByText(/Enter zooms in/, CHOSEN)).not.toBeInTheDocument()
  })

  it('lets the stretch go with Escape, and with an arrow key alone', async () => {
    const { user, onZoom } = drawn()
    await user.tab()
    for (const key of ['{Escape}', '{ArrowLeft}']) {
      await user.keyboard('{ArrowRight}{Shift>}{ArrowRight}{/Shift}')
      expect(await screen.findByText(/Enter zooms in/, CHOSEN)).toBeVisible()
      await user.keyboard(key)
      expect(screen.queryByText(/Enter zooms in/, CHOSEN)).not.toBeInTheDocument()
    }
    await user.keyboard('{Enter}')
    expect(onZoom).not.toHaveBeenCalled()
  })
})
