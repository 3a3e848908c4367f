import { screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { renderAlone } from '~/test/render'
import { Tooltip } from './Tooltip'

describe('Tooltip', () => {
  it('explains on focus and goes on Escape', async () => {
    const { user } = renderAlone(<Tooltip text="Calls a minute, per key">Limit</Tooltip>)
    await user.tab()
    expect(screen.getByRole('button', { name: 'Limit' })).toHaveAccessibleDescription(
      'Calls a minute, per key',
    )
    await user.keyboard('{Escape}')
    expect(screen.queryByRole('tooltip')).not.toBeInTheDocument()
  })

  it('explains on hover', async () => {
    const { user } = renderAlone(<Tooltip text="Calls a minute, per key">Limit</Tooltip>)
    await user.hover(screen.getByRole('button', { name: 'Limit' }))
    expect(await screen.findByRole('tooltip')).toHaveTextContent('Calls a minute, per key')
  })
})
