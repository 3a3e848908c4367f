import { screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'

import type { LogEntry } from '#contract/contract.gen'
import { routes } from '~/app/routes'
import { api, problem } from '~/test/contract-mock'
import { renderRoutes } from '~/test/render'
import { server } from '~/test/server'

const anEntry = (part: Partial<LogEntry> = {}): LogEntry => ({
  timestamp: '2026-11-24T10:00:00.000Z',
  level: 'info',
  request_id: 'req-1',
  tenant: 'default',
  api: 'orders',
  consumer: 'acme',
  key_prefix: 'stoa_sk_1234',
  method: 'GET',
  path: '/orders/v1/items',
  status: 200,
  duration_ms: 12.5,
  upstream_ms: 9,
  reason: null,
  ...part,
})

const open = (rest = '') => renderRoutes(routes, `/t/default/logs${rest}`)

describe('the log', () => {
  it('teaches where nothing fits, and clears the filters', async () => {
    server.use(api.get('/v1/logs/{tenant}', { items: [], next_cursor: null }))
    const { user, address } = open('?status=502&api=orders')
    expect(await screen.findByText('No call fits')).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Clear the filters' }))
    expect(address()).toBe('/t/default/logs')
  })

  it('asks with what the address says, and brings older entries by the cursor of the server', async () => {
    const asked: URLSearchParams[] = []
    server.use(
      api.get('/v1/logs/{tenant}', ({ query }) => {
        asked.push(query)
        return query.has('cursor')
          ? { items: [anEntry({ request_id: 'req-old', path: '/old' })], next_cursor: null }
          : { items: [anEntry()], next_cursor: 'here' }
      }),
    )
    const { user } = open(
      '?status=4xx&consumer=acme&from=2026-11-24T09:00:00Z&to=2026-11-24T11:00:00Z',
    )
    expect(await screen.findByText('/orders/v1/items')).toBeVisible()
    expect(Object.fromEntries(asked[0] ?? [])).toEqual({
      status: '4xx',
      consumer: 'acme',
      from: '2026-11-24T09:00:00.000Z',
      to: '2026-11-24T11:00:00.000Z',
      limit: '100',
    })
    await user.click(screen.getByRole('button', { name: 'Older entries' }))
    expect(await screen.findByText('/old')).toBeVisible()
    expect(asked.at(-1)?.get('cursor')).toBe('here')
    expect(screen.getByText('No older entries in this range.')).toBeVisible()
  })

  it('narrows to one of the four patterns', async () => {
    server.use(
      api.get('/v1/logs/{tenant}', { items: [anEntry()], next_cursor: null }),
      api.get('/v1/metrics/query', {
        status: 'success',
        data: {
          resultType: 'vector',
          result: [
            { metric: { status: '200' }, value: [1764000000, '40'] },
            { metric: { status: '502' }, value: [1764000000, '3'] },
            { metric: { figure: 'sampled_at' }, value: [1764000000, '1764000000'] },
          ],
        },
      }),
    )
    const { user, address } = open()
    const patterns = await screen.findByRole('region', { name: 'What to look for' })
    expect(await within(patterns).findByText('40')).toBeVisible()
    const broken = within(patterns).getByText('Backend unreachable').closest('li')
    expect(broken).toHaveTextContent('3')
    expect(within(patterns).getByText('Rate limit hit').closest('li')).toHaveTextContent('0')
    await user.click(within(patterns).getByRole('button', { name: /^Show these: 502/ }))
    expect(address()).toBe('/t/default/logs?status=502')
  })

  it('shows no number where Prometheus gave none', async () => {
    server.use(
      api.get('/v1/logs/{tenant}', { items: [], next_cursor: null }),
      api.get('/v1/metrics/query', () => problem(502, { detail: 'Prometheus is down' })),
    )
    open()
    const patterns = await screen.findByRole('region', { name: 'What to look for' })
    expect(await within(patterns).findByText(/Prometheus is down/)).toBeVisible()
    expect(patterns).not.toHaveTextContent(/\d+ calls|Normal request/)
  })

  it('opens one call by its address, also one that the list does not hold', async () => {
    server.use(
      api.get('/v1/logs/{tenant}', ({ query }) =>
        query.get('search') === 'req-7'
          ? {
              items: [anEntry({ request_id: 'req-7', status: 429, reason: 'rate_limited' })],
              next_cursor: null,
            }
          : { items: [], next_cursor: null },
      ),
    )
    const { user, address } = open('?request=req-7')
    const dialog = await screen.findByRole('dialog', { name: 'Call req-7' })
    expect(await within(dialog).findByText('rate_limited')).toBeVisible()
    expect(within(dialog).getByText(/A rate limit policy was reached/)).toBeVisible()
    expect(
      within(dialog).getByRole('link', { name: 'All calls of this consumer' }),
    ).toHaveAttribute('href', '/t/default/logs?consumer=acme')
    await user.click(within(dialog).getByRole('button', { name: 'Close' }))
    expect(address()).toBe('/t/default/logs')
  })

  it('says that a call is not in the log that is kept', async () => {
    server.use(api.get('/v1/logs/{tenant}', { items: [], next_cursor: null }))
    open('?request=gone')
    expect(await screen.findByText(/has no such call/)).toBeVisible()
  })
})
