import { act, fireEvent, screen } from '@testing-library/react'
import { StrictMode, useState } from 'react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { aKey } from '~/test/builders'
import { renderRoutes } from '~/test/render'
import { SecretDialog } from './SecretDialog'

const call = { method: 'GET', url: 'http://localhost:3001/orders/v1/' }

/** The owner of the key, as a page is: the mutation's answer, forgotten by its reset. */
function Owner({ wiped, onClose }: { wiped: () => void; onClose: () => void }) {
  const [secret, setSecret] = useState<string | undefined>(aKey)
  const wipe = () => {
    wiped()
    setSecret(undefined)
  }
  return (
    <SecretDialog title="Key for Acme" secret={secret} wipe={wipe} onClose={onClose} call={call} />
  )
}

const setUp = () => {
  const [wiped, onClose] = [vi.fn<() => void>(), vi.fn<() => void>()]
  const view = renderRoutes([
    {
      path: '/',
      element: (
        <StrictMode>
          <Owner wiped={wiped} onClose={onClose} />
        </StrictMode>
      ),
    },
    { path: '/other', element: <p>Another page</p> },
  ])
  return { ...view, wiped, onClose }
}
const keyIsInDocument = () => document.documentElement.outerHTML.includes(aKey)

describe('SecretDialog', () => {
  afterEach(() => vi.useRealTimers())

  it('keeps the key out of the document until it is asked for', async () => {
    const { user } = setUp()
    expect(keyIsInDocument()).toBe(false)
    expect(screen.getByText(`Hidden key ending in ${aKey.slice(-4)}`)).toBeInTheDocument()
    await user.click(screen.getByRole('button', { name: 'Show the key' }))
    expect(screen.getByRole('status', { name: 'API key' })).toHaveTextContent(aKey)
    await user.click(screen.getByRole('button', { name: 'Hide the key' }))
    expect(keyIsInDocument()).toBe(false)
  })

  it('copies without showing, and then closes without asking', async () => {
    const { user, wiped, onClose } = setUp()
    await user.click(screen.getByRole('button', { name: 'Copy' }))
    expect(await navigator.clipboard.readText()).toBe(aKey)
    expect(await screen.findByText('The key is in the clipboard.')).toBeInTheDocument()
    expect(keyIsInDocument()).toBe(false)
    await user.click(screen.getByRole('button', { name: 'Done' }))
    expect(wiped).toHaveBeenCalled()
    expect(onClose).toHaveBeenCalledOnce()
  })

  it('asks before the only chance is gone: by closing, by Escape and by leaving', async () => {
    const { user, wiped, onClose } = setUp()
    await user.click(screen.getByRole('button', { name: 'Close' }))
    await user.click(await screen.findByRole('button', { name: 'Back to the key' }))
    await user.click(screen.getByRole('button', { name: 'Show the key' }))
    await user.keyboard('{Escape}')
    expect(
      await screen.findByRole('alertdialog', { name: 'Close without copying the key?' }),
    ).toBeInTheDocument()
    const leaving = new Event('beforeunload', { cancelable: true })
    window.dispatchEvent(leaving)
    expect(leaving.defaultPrevented).toBe(true)
    expect(wiped).not.toHaveBeenCalled()

    await user.click(screen.getByRole('button', { name: 'Close and lose the key' }))
    expect(wiped).toHaveBeenCalled()
    expect(onClose).toHaveBeenCalledOnce()
    expect(keyIsInDocument()).toBe(false)
  })

  it('is wiped when the route changes', async () => {
    const { router, wiped } = setUp()
    await act(() => router.navigate('/other'))
    await vi.waitFor(() => expect(wiped).toHaveBeenCalled())
    expect(keyIsInDocument()).toBe(false)
  })

  it('is wiped after five minutes, and says so', () => {
    vi.useFakeTimers()
    const { wiped } = setUp()
    fireEvent.click(screen.getByRole('button', { name: 'Show the key' }))
    act(() => void vi.advanceTimersByTime(4 * 60_000))
    expect(keyIsInDocument()).toBe(true)
    act(() => void vi.advanceTimersByTime(60_001))
    expect(wiped).toHaveBeenCalled()
    expect(keyIsInDocument()).toBe(false)
    expect(screen.getByText(/removed from this page after five minutes/)).toBeInTheDocument()
  })

  it('shows calls that read the key from the environment', async () => {
    const { user } = setUp()
    expect(screen.getByRole('region', { name: 'Call the API with it, curl' })).toHaveTextContent(
      'X-API-Key: $API_KEY',
    )
    await user.click(screen.getByRole('tab', { name: 'Python' }))
    expect(screen.getByRole('region', { name: 'Call the API with it, Python' })).toHaveTextContent(
      'os.environ["API_KEY"]',
    )
    expect(keyIsInDocument()).toBe(false)
  })
})
