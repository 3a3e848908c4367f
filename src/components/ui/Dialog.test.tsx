import { fireEvent, screen } from '@testing-library/react'
import { useState } from 'react'
import { describe, expect, it, vi } from 'vitest'
import { renderAlone } from '~/test/render'
import { Button } from './Button'
import { Dialog } from './Dialog'

function Example() {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <Button onClick={() => setIsOpen(true)}>Open</Button>
      {isOpen && (
        <Dialog title="Rename" onClose={() => setIsOpen(false)}>
          <input aria-label="Name" />
        </Dialog>
      )}
    </>
  )
}

describe('Dialog', () => {
  it('takes focus to its first field, closes on Escape, and gives focus back', async () => {
    const { user } = renderAlone(<Example />)
    const opener = screen.getByRole('button', { name: 'Open' })
    await user.click(opener)
    expect(screen.getByRole('dialog', { name: 'Rename' })).toBeInTheDocument()
    expect(screen.getByRole('textbox', { name: 'Name' })).toHaveFocus()
    await user.keyboard('{Escape}')
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument()
    expect(opener).toHaveFocus()
  })

  it('leaves closing to its owner: the browser cannot close it by itself', () => {
    const close = vi.fn<() => void>()
    renderAlone(
      <Dialog title="Rename" onClose={close}>
        text
      </Dialog>,
    )
    const dialog = screen.getByRole<HTMLDialogElement>('dialog')
    const cancel = new Event('cancel', { cancelable: true })
    fireEvent(dialog, cancel)
    expect(cancel.defaultPrevented).toBe(true)
    dialog.close()
    expect(dialog.open).toBe(true)
    expect(close).not.toHaveBeenCalled()
  })

  it('closes the inner one first', async () => {
    const [outer, inner] = [vi.fn<() => void>(), vi.fn<() => void>()]
    const { user } = renderAlone(
      <Dialog title="Outer" onClose={outer}>
        <Dialog title="Inner" onClose={inner}>
          <input aria-label="Name" />
        </Dialog>
      </Dialog>,
    )
    screen.getByRole('textbox').focus()
    await user.keyboard('{Escape}')
    expect(inner).toHaveBeenCalledOnce()
    expect(outer).not.toHaveBeenCalled()
  })
})
