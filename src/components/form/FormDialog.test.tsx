import { useMutation } from '@tanstack/react-query'
import { screen, waitFor } from '@testing-library/react'
import { useForm } from 'react-hook-form'
import { useNavigate } from 'react-router'
import { describe, expect, it, vi } from 'vitest'
import { Failure } from '~/domain/failure'
import { renderRoutes } from '~/test/render'
import { FormDialog } from './FormDialog'
import { TextField } from './TextField'

interface Values {
  name: string
  email: string
}
interface Request extends Values {
  key: string
}

interface ExampleProps {
  send: (request: Request) => Promise<unknown>
  refresh?: () => Promise<Values>
}

function Example({ send, refresh }: ExampleProps) {
  const navigate = useNavigate()
  const close = () => void navigate('/')
  const form = useForm<Values>({ defaultValues: { name: 'old name', email: '' } })
  const mutation = useMutation<unknown, Failure, Request>({ mutationFn: send, onSuccess: close })
  return (
    <FormDialog
      title="New consumer"
      form={form}
      mutation={mutation}
      onClose={close}
      toRequest={(values, key) => ({ ...values, key })}
      {...(refresh && { refresh })}
    >
      <TextField control={form.control} name="name" label="Name" />
      <TextField control={form.control} name="email" label="E-mail" />
    </FormDialog>
  )
}

const setUp = (props: ExampleProps) =>
  renderRoutes(
    [
      { path: '/', element: <p>The list</p> },
      { path: '/new', element: <Example {...props} /> },
      { path: '/other', element: <p>Another page</p> },
    ],
    '/new',
  )

const name = () => screen.getByRole('textbox', { name: 'Name' })
const question = () => screen.findByRole('alertdialog', { name: 'Leave without saving?' })
const failure = (kind: Failure['kind'], facts: Partial<Failure> = {}) =>
  new Failure({ message: 'The cause.', ...facts, kind } as ConstructorParameters<typeof Failure>[0])

describe('FormDialog', () => {
  it('sends on Enter, once however often it is pressed, and closes without asking', async () => {
    const answer = Promise.withResolvers<unknown>()
    const send = vi.fn<(request: Request) => Promise<unknown>>(() => answer.promise)
    const { user, address } = setUp({ send })
    await user.clear(name())
    await user.type(name(), 'Acme{Enter}{Enter}')
    await user.click(screen.getByRole('button', { name: 'Save' }))
    await waitFor(() =>
      expect(screen.getByRole('button', { name: 'Save' })).toHaveAttribute('aria-busy', 'true'),
    )
    answer.resolve({})
    expect(await screen.findByText('The list')).toBeInTheDocument()
    expect(address()).toBe('/')
    expect(send).toHaveBeenCalledOnce()
    expect(send.mock.calls[0]?.[0]).toMatchObject({ name: 'Acme', email: '' })
  })

  it('asks before what was typed is lost: by closing, by Escape, by going elsewhere', async () => {
    const { user, router } = setUp({ send: vi.fn<() => Promise<void>>() })
    await user.type(name(), '!')
    await user.click(screen.getByRole('button', { name: 'Cancel' }))
    await question()
    await user.click(screen.getByRole('button', { name: 'Keep editing' }))
    await user.click(name())
    await user.keyboard('{Escape}')
    await question()
    await user.click(screen.getByRole('button', { name: 'Keep editing' }))
    expect(name()).toHaveValue('old name!')

    void router.navigate('/other')
    await question()
    await user.click(screen.getByRole('button', { name: 'Leave without saving' }))
    expect(await screen.findByText('Another page')).toBeInTheDocument()
  })

  it('does not ask when nothing was changed', async () => {
    const { user } = setUp({ send: vi.fn<() => Promise<void>>() })
    await user.keyboard('{Escape}')
    expect(await screen.findByText('The list')).toBeInTheDocument()
  })

  it('asks before the tab is closed, only while something is unsaved', async () => {
    const { user } = setUp({ send: vi.fn<() => Promise<void>>() })
    const unload = () => {
      const event = new Event('beforeunload', { cancelable: true })
      window.dispatchEvent(event)
      return event.defaultPrevented
    }
    expect(unload()).toBe(false)
    await user.type(name(), '!')
    expect(unload()).toBe(true)
    await user.keyboard('{Backspace}')
    expect(unload()).toBe(false)
  })

  it('shows the server’s faults at their fields, focuses the first, lists the others, loses nothing', async () => {
    const fields = [
      { pointer: '/tenant_id', detail: 'unknown tenant' },
      { pointer: '/email', detail: 'no such domain' },
    ]
    const { user } = setUp({ send: () => Promise.reject(failure('invalid', { fields })) })
    await user.type(name(), '!{Enter}')
    const email = screen.getByRole('textbox', { name: 'E-mail' })
    await waitFor(() => expect(email).toHaveFocus())
    expect(email).toHaveAccessibleDescription('no such domain')
    expect(screen.getByRole('alert')).toHaveTextContent('tenant_id: unknown tenant')
    expect(name()).toHaveValue('old name!')
    expect(name()).toBeValid()
  })

  it('sends the same again under the same key when no answer came, and another under another', async () => {
    const send = vi
      .fn<(request: Request) => Promise<unknown>>()
      .mockRejectedValueOnce(failure('timeout'))
      .mockRejectedValueOnce(failure('conflict'))
      .mockResolvedValue({})
    const { user } = setUp({ send })
    await user.type(name(), '!{Enter}')
    const note = await screen.findByRole('alert', { name: /do not know whether it was saved/ })
    expect(note).toHaveTextContent('The cause.')
    await user.click(screen.getByRole('button', { name: 'Send again' }))
    expect(await screen.findByRole('alert', { name: /clashes/ })).toBeInTheDocument()
    await user.click(screen.getByRole('button', { name: 'Save' }))
    expect(await screen.findByText('The list')).toBeInTheDocument()
    const keys = send.mock.calls.map(([request]) => request.key)
    expect(keys[1]).toBe(keys[0])
    expect(keys[2]).not.toBe(keys[0])
  })

  it('keeps the form when the reader goes back while a request fails', async () => {
    const answer = Promise.withResolvers<unknown>()
    const { user, router } = setUp({ send: () => answer.promise })
    await user.type(name(), '!{Enter}')
    await waitFor(() =>
      expect(screen.getByRole('button', { name: 'Save' })).toHaveAttribute('aria-busy', 'true'),
    )
    void router.navigate('/other')
    answer.reject(failure('server'))
    expect(await screen.findByRole('alert')).toHaveTextContent('The cause.')
    expect(name()).toHaveValue('old name!')
    expect(screen.queryByRole('alertdialog')).not.toBeInTheDocument()
  })

  describe('when somebody saved first', () => {
    const stale = () => {
      const send = vi
        .fn<(request: Request) => Promise<unknown>>()
        .mockRejectedValueOnce(failure('stale'))
        .mockResolvedValue({})
      const view = setUp({
        send,
        refresh: () => Promise.resolve({ name: 'their name', email: '' }),
      })
      return { ...view, send }
    }
    const compare = async (user: ReturnType<typeof stale>['user']) => {
      await user.type(name(), '!{Enter}')
      await user.click(
        await screen.findByRole('button', { name: 'Compare with the current version' }),
      )
      return screen.findByRole('row', { name: 'Name Yours:old name! Current:their name' })
    }

    it('shows both versions and saves mine over it', async () => {
      const { user, send } = stale()
      await compare(user)
      expect(screen.queryByRole('row', { name: /E-mail/ })).not.toBeInTheDocument()
      expect(name()).toHaveValue('old name!')
      await user.click(screen.getByRole('button', { name: 'Save mine over it' }))
      expect(await screen.findByText('The list')).toBeInTheDocument()
      expect(send.mock.calls[1]?.[0]).toMatchObject({ name: 'old name!' })
    })

    it('takes theirs', async () => {
      const { user, send } = stale()
      await compare(user)
      await user.click(screen.getByRole('button', { name: 'Take the current version' }))
      expect(name()).toHaveValue('their name')
      expect(screen.queryByRole('alert')).not.toBeInTheDocument()
      expect(send).toHaveBeenCalledOnce()
    })
  })
})
