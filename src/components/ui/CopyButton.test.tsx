import { screen } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { renderAlone } from '~/test/render'
import { CopyButton } from './CopyButton'
import { Toaster } from './Toaster'

describe('CopyButton', () => {
  it('copies and says so', async () => {
    const copied = vi.fn<() => void>()
    const { user } = renderAlone(
      <CopyButton value="req-42" label="the request id" onCopied={copied} />,
    )
    await user.click(screen.getByRole('button', { name: 'Copy the request id' }))
    expect(await navigator.clipboard.readText()).toBe('req-42')
    expect(await screen.findByText('Copied: the request id')).toBeInTheDocument()
    expect(copied).toHaveBeenCalledOnce()
  })

  it('says that the browser refused, and does not claim to have copied', async () => {
    const copied = vi.fn<() => void>()
    const { user } = renderAlone(
      <>
        <CopyButton value="req-42" label="the request id" onCopied={copied} />
        <Toaster />
      </>,
    )
    vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(
      new DOMException('no', 'NotAllowedError'),
    )
    await user.click(screen.getByRole('button', { name: 'Copy the request id' }))
    expect(await screen.findByText(/browser refused to copy/)).toBeInTheDocument()
    expect(copied).not.toHaveBeenCalled()
    await user.click(screen.getByRole('button', { name: 'Dismiss' }))
    expect(screen.queryByText(/browser refused to copy/)).not.toBeInTheDocument()
  })
})
