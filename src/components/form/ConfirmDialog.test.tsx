import { useMutation } from '@tanstack/react-query'
import { screen } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { Failure } from '~/domain/failure'
import { renderAlone } from '~/test/render'
import { ConfirmDialog } from './ConfirmDialog'

interface ExampleProps {
  revoke: (id: string) => Promise<unknown>
  onClose?: () => void
  typeToConfirm?: string
}

function Example({ revoke, onClose = () => undefined, ...rest }: ExampleProps) {
  const mutation = useMutation<unknown, Failure, string>({ mutationFn: revoke })
  return (
    <ConfirmDialog
      title="Revoke the key?"
      consequence="Calls with it are refused at once."
      confirmLabel="Revoke"
      mutation={mutation}
      variables="sub-1"
      onClose={onClose}
      {...rest}
    />
  )
}

describe('ConfirmDialog', () => {
  it('says what will happen, has focus on the harmless answer, and does nothing by itself', async () => {
    const [revoke, close] = [vi.fn<() => Promise<void>>(), vi.fn<() => void>()]
    const { user } = renderAlone(<Example revoke={revoke} onClose={close} />)
    expect(screen.getByRole('alertdialog', { name: 'Revoke the key?' })).toHaveTextContent(
      'refused at once',
    )
    expect(screen.getByRole('button', { name: 'Cancel' })).toHaveFocus()
    await user.keyboard('{Enter}')
    expect(close).toHaveBeenCalledOnce()
    expect(revoke).not.toHaveBeenCalled()
  })

  it('does it, and stays open with the cause when that fails', async () => {
    const revoke = vi.fn<(id: string) => Promise<unknown>>()
    revoke.mockRejectedValue(new Failure({ kind: 'forbidden', message: 'A viewer may not.' }))
    const { user } = renderAlone(<Example revoke={revoke} />)
    await user.click(screen.getByRole('button', { name: 'Revoke' }))
    expect(await screen.findByRole('alert')).toHaveTextContent('A viewer may not.')
    expect(revoke.mock.calls[0]?.[0]).toBe('sub-1')
    expect(screen.getByRole('alertdialog')).toBeInTheDocument()
  })

  it('waits for the very text, code point by code point', async () => {
    const revoke = vi.fn<() => Promise<void>>(() => Promise.resolve())
    const { user } = renderAlone(<Example revoke={revoke} typeToConfirm="acme" />)
    const box = screen.getByRole('textbox', { name: 'Type this text to confirm' })
    expect(box).toHaveFocus()
    await user.type(box, '\u0430cme{Enter}') // Cyrillic а
    await user.click(screen.getByRole('button', { name: 'Revoke' }))
    expect(revoke).not.toHaveBeenCalled()
    expect(box).toHaveAccessibleDescription('This is not the same text.')
    await user.clear(box)
    await user.type(box, 'acme{Enter}')
    expect(revoke).toHaveBeenCalledOnce()
  })
})
