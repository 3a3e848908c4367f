import { useQuery } from '@tanstack/react-query'
import { screen } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { Failure } from '~/domain/failure'
import { renderAlone } from '~/test/render'
import { Panel } from './Panel'

function Example({ ask }: { ask: () => Promise<string> }) {
  const query = useQuery({ queryKey: ['example'], queryFn: ask, retry: false })
  return (
    <Panel title="Traffic" query={query}>
      {(data) => <p>{data}</p>}
    </Panel>
  )
}

const refused = new Failure({
  kind: 'bad-gateway',
  message: 'Prometheus does not answer.',
  status: 502,
  requestId: 'req-7',
})

describe('Panel', () => {
  it('keeps its place while loading, then shows the data', async () => {
    const answer = Promise.withResolvers<string>()
    renderAlone(<Example ask={() => answer.promise} />)
    expect(screen.getByRole('status', { name: 'Loading' })).toBeInTheDocument()
    expect(screen.getByRole('region', { name: 'Traffic' })).toHaveAttribute('aria-busy', 'true')
    answer.resolve('12 calls')
    expect(await screen.findByText('12 calls')).toBeInTheDocument()
    expect(screen.queryByRole('status', { name: 'Loading' })).not.toBeInTheDocument()
  })

  it('draws a failure inside, with cause, next step and request id, and asks again', async () => {
    const ask = vi
      .fn<() => Promise<string>>()
      .mockRejectedValueOnce(refused)
      .mockResolvedValue('12 calls')
    const { user } = renderAlone(<Example ask={ask} />)
    const note = await screen.findByRole('alert', {
      name: 'A service behind the server gave no usable answer',
    })
    expect(note).toHaveTextContent('Prometheus does not answer.')
    expect(note).toHaveTextContent('mend what is down')
    expect(note).toHaveTextContent('req-7')
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    expect(await screen.findByText('12 calls')).toBeInTheDocument()
    expect(screen.queryByRole('alert')).not.toBeInTheDocument()
  })

  it('keeps old data when an update fails, and says that it is old', () => {
    renderAlone(
      <Panel
        title="Traffic"
        query={{
          data: '12 calls',
          error: refused,
          isFetching: false,
          dataUpdatedAt: Date.now() - 5 * 60_000,
          refetch: () => Promise.resolve(),
        }}
      >
        {(data) => <p>{data}</p>}
      </Panel>,
    )
    expect(screen.getByText('12 calls')).toBeInTheDocument()
    expect(screen.getByText(/Last updated 5 minutes ago/)).toBeInTheDocument()
    expect(screen.getByRole('alert')).toHaveTextContent('Prometheus does not answer.')
  })
})
