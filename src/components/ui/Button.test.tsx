import { fireEvent, screen, waitFor } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { renderAlone } from '~/test/render'
import { Button } from './Button'

describe('Button', () => {
  it('is pressed by mouse and keyboard', async () => {
    const press = vi.fn<() => void>()
    const { user } = renderAlone(<Button onClick={press}>Save</Button>)
    await user.click(screen.getByRole('button', { name: 'Save' }))
    await user.keyboard('{Enter}')
    expect(press).toHaveBeenCalledTimes(2)
  })

  it.each([{ pending: true }, { disabled: true }])(
    'does nothing while %j, and can still be reached',
    async (state) => {
      const press = vi.fn<() => void>()
      const submit = vi.fn<(event: { preventDefault: () => void }) => void>((event) =>
        event.preventDefault(),
      )
      const { user } = renderAlone(
        <form onSubmit={submit}>
          <Button type="submit" onClick={press} {...state}>
            Save
          </Button>
        </form>,
      )
      const button = screen.getByRole('button', { name: /Save/ })
      await user.tab()
      expect(button).toHaveFocus()
      await user.click(button)
      await user.keyboard('{Enter}')
      expect(press).not.toHaveBeenCalled()
      expect(submit).not.toHaveBeenCalled()
      expect(button).toHaveAttribute('aria-disabled', 'true')
    },
  )

  it('begins its work once, however close the second click comes', async () => {
    const begin = vi.fn<() => void>()
    renderAlone(
      <Button pending={false} onClick={begin}>
        Save
      </Button>,
    )
    const button = screen.getByRole('button', { name: 'Save' })
    fireEvent.click(button)
    fireEvent.click(button)
    expect(begin).toHaveBeenCalledTimes(1)
    await waitFor(() => {
      fireEvent.click(button)
      expect(begin).toHaveBeenCalledTimes(2)
    })
  })

  it('keeps its name while it works', () => {
    renderAlone(<Button pending>Save</Button>)
    expect(screen.getByRole('button', { name: 'Save' })).toHaveAttribute('aria-busy', 'true')
  })
})
