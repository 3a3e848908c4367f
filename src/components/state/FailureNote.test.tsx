import { screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { Failure, type FailureKind } from '~/domain/failure'
import { renderAlone } from '~/test/render'
import { FailureNote } from './FailureNote'
import { failureWords } from './failure-words'

describe('FailureNote', () => {
  it('copies the request id', async () => {
    const failure = new Failure({ kind: 'server', message: 'It broke.', requestId: 'req-99' })
    const { user } = renderAlone(<FailureNote failure={failure} />)
    await user.click(screen.getByRole('button', { name: 'Copy the request id' }))
    expect(await navigator.clipboard.readText()).toBe('req-99')
    expect(screen.queryByRole('button', { name: 'Try again' })).not.toBeInTheDocument()
  })

  it('names the roles that may', () => {
    const failure = new Failure({
      kind: 'forbidden',
      message: 'No.',
      requiredRoles: ['devops', 'tenant-admin'],
    })
    renderAlone(<FailureNote failure={failure} />)
    expect(screen.getByRole('alert')).toHaveTextContent(
      'one of these roles: devops and tenant-admin',
    )
  })

  it('shows a stranger’s error text as text, and cuts it', () => {
    renderAlone(
      <FailureNote failure={new Failure({ kind: 'server', message: '<b>x</b>'.repeat(1000) })} />,
    )
    expect(document.querySelector('b')).toBeNull()
    expect(screen.getByRole('alert').textContent.length).toBeLessThan(2500)
  })
})

describe('failureWords', () => {
  it('tells all kinds apart, each with a next step', () => {
    const kinds: FailureKind[] = [
      'unauthenticated',
      'forbidden',
      'not-found',
      'conflict',
      'stale',
      'invalid',
      'limited',
      'unreachable',
      'timeout',
      'refused',
      'bad-gateway',
      'server',
      'malformed',
    ]
    const all = kinds.map((kind) => failureWords(new Failure({ kind, message: 'cause' })))
    expect(new Set(all.map((words) => words.title)).size).toBe(kinds.length)
    expect(new Set(all.map((words) => words.next)).size).toBe(kinds.length)
  })

  it('says the wait in whole seconds, rounded up', () => {
    const failure = new Failure({ kind: 'limited', message: '', retryAfterMs: 1200 })
    expect(failureWords(failure).next).toBe('Wait 2 s, then try again.')
  })

  it('takes what is no Failure for a fault of ours', () => {
    expect(failureWords(new TypeError('x is undefined')).cause).toBe('x is undefined')
  })
})
