import { screen } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { renderAlone } from '~/test/render'
import { Menu } from './Menu'

const setUp = () => {
  const chosen = vi.fn<(what: string) => void>()
  const view = renderAlone(
    <Menu
      label="Actions for acme"
      items={[
        { label: 'Edit', onSelect: () => chosen('edit') },
        {
          label: 'Rotate key',
          onSelect: () => chosen('rotate'),
          disabledBecause: 'It is revoked.',
        },
        { label: 'Suspend', onSelect: () => chosen('suspend'), isDangerous: true },
      ]}
    />,
  )
  return { ...view, chosen, button: screen.getByRole('button', { name: 'Actions for acme' }) }
}

describe('Menu', () => {
  it('opens, moves and chooses by keyboard, and gives focus back', async () => {
    const { user, chosen, button } = setUp()
    await user.tab()
    await user.keyboard('{ArrowDown}')
    expect(await screen.findByRole('menuitem', { name: 'Edit' })).toHaveFocus()
    await user.keyboard('{ArrowUp}')
    expect(screen.getByRole('menuitem', { name: 'Suspend' })).toHaveFocus()
    await user.keyboard('{Home}s')
    expect(screen.getByRole('menuitem', { name: 'Suspend' })).toHaveFocus()
    await user.keyboard('{Enter}')
    expect(chosen).toHaveBeenCalledExactlyOnceWith('suspend')
    expect(screen.queryByRole('menu')).not.toBeInTheDocument()
    expect(button).toHaveFocus()
  })

  it('closes on Escape and on a press elsewhere, choosing nothing', async () => {
    const { user, chosen, button } = setUp()
    await user.click(button)
    await user.keyboard('{Escape}')
    expect(screen.queryByRole('menu')).not.toBeInTheDocument()
    expect(button).toHaveFocus()
    await user.click(button)
    await user.click(document.body)
    expect(screen.queryByRole('menu')).not.toBeInTheDocument()
    expect(chosen).not.toHaveBeenCalled()
  })

  it('says why an entry cannot be chosen, and does not choose it', async () => {
    const { user, chosen, button } = setUp()
    await user.click(button)
    await user.click(screen.getByRole('menuitem', { name: /Rotate key.*It is revoked/ }))
    expect(chosen).not.toHaveBeenCalled()
    expect(screen.getByRole('menu', { name: 'Actions for acme' })).toBeInTheDocument()
  })
})
