import { screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'

import { routes } from '~/app/routes'
import { aConsumer, anId, aPage, aSubscription, aViewer } from '~/test/builders'
import { api, problem, unreachable } from '~/test/contract-mock'
import { renderRoutes } from '~/test/render'
import { server } from '~/test/server'

const id = anId()
const consumer = aConsumer({ id, external_id: 'acme', name: 'Acme' })
const open = (rest = '') => renderRoutes(routes, `/t/default/consumers/${id}${rest}`)
const grace = aSubscription({
  consumer_id: id,
  consumer_external_id: 'acme',
  api_key_prefix: 'stoa_sk_aaaa',
  old_key_prefix: 'stoa_sk_bbbb',
  old_key_expires_at: '2126-11-25T08:00:00Z',
  last_rotated_at: '2026-11-24T08:00:00Z',
  usage: { today: 900, this_month: 2000 },
  plan_id: anId(),
  plan_name: 'Starter',
  plan_limits: {
    rate_limit_per_minute: null,
    burst_limit: null,
    daily_request_limit: 1000,
    monthly_request_limit: null,
  },
})

const now = () => Math.floor(Date.now() / 1000)
const sample = (metric: Record<string, string>, value: number) => ({
  metric,
  value: [now(), String(value)],
})
/** What the gateway counted: calls by key, and that it was watched. */
const counted = (calls: Record<string, number>) =>
  api.get('/v1/metrics/query', {
    status: 'success',
    data: {
      resultType: 'vector',
      result: [
        ...Object.entries(calls).map(([key, value]) => sample({ key, api: 'orders' }, value)),
        sample({ figure: 'watched' }, 1e6),
        sample({ figure: 'sampled_at' }, now()),
      ],
    },
  })

beforeEach(() => {
  server.use(
    api.get('/v1/consumers/{tenant}/{id}', consumer),
    api.get('/v1/subscriptions/tenant/{tenant}', aPage([grace])),
  )
})

describe('the cut-over of a key', () => {
  const cutOver = async () => {
    const view = open()
    await view.user.click(await screen.findByRole('button', { name: /Cut-over of the key/ }))
    return { ...view, dialog: within(await screen.findByRole('dialog')) }
  }

  it('says that the old key is still used, and how often', async () => {
    server.use(counted({ stoa_sk_aaaa: 7, stoa_sk_bbbb: 3 }))
    const { dialog } = await cutOver()
    expect(
      await dialog.findByText('Not yet: 3 calls with the old key in the last 15 minutes.'),
    ).toBeVisible()
  })

  it('says safe with the silence and the calls that prove it', async () => {
    server.use(counted({ stoa_sk_aaaa: 7 }))
    const { dialog, user } = await cutOver()
    await user.selectOptions(
      await dialog.findByRole('combobox', { name: 'Safe after a silence of' }),
      '1 hour',
    )
    expect(
      await dialog.findByText(
        'Safe to revoke: no call with the old key for 1 hour, and 7 calls with the new one.',
      ),
    ).toBeVisible()
  })

  it('cannot tell while Prometheus is down', async () => {
    server.use(api.get('/v1/metrics/query', () => problem(502, { detail: 'Prometheus is down.' })))
    const { dialog } = await cutOver()
    expect(await dialog.findByText('Cannot tell whether the old key may go.')).toBeVisible()
    expect(dialog.queryByText(/Safe to revoke/)).not.toBeInTheDocument()
  })

  it('revokes the old key, and asks the gateway whether it has that', async () => {
    const asked: string[] = []
    server.use(
      counted({ stoa_sk_aaaa: 7 }),
      api.post('/v1/subscriptions/{id}/revoke-old-key', ({ params }) => {
        asked.push(params['id'] ?? '')
        return { ...grace, old_key_prefix: null, old_key_expires_at: null }
      }),
    )
    const { dialog, user } = await cutOver()
    await user.dblClick(dialog.getByRole('button', { name: 'Revoke the old key now' }))
    expect(await screen.findByText(/The gateway holds configuration version 7/)).toBeVisible()
    expect(screen.getByText('The old key stoa_sk_bbbb… for orders is revoked.')).toBeVisible()
    expect(asked).toEqual([grace.id])
  })

  it('is only looked at by a viewer', async () => {
    server.use(api.get('/v1/me', aViewer()))
    const { dialog } = await cutOver()
    expect(dialog.getByRole('button', { name: 'Revoke the old key now' })).toHaveAttribute(
      'aria-disabled',
      'true',
    )
  })
})

describe('before access is taken away', () => {
  const suspend = async () => {
    const view = open()
    await view.user.click(await screen.findByRole('button', { name: 'Actions' }))
    await view.user.click(screen.getByRole('menuitem', { name: 'Suspend' }))
  }

  it('the calls of the last hour are told', async () => {
    server.use(counted({ stoa_sk_aaaa: 300, stoa_sk_bbbb: 12 }))
    await suspend()
    expect(await screen.findByText(/312 calls of the last hour came with these keys/)).toBeVisible()
  })

  it('or that they are not known', async () => {
    server.use(api.get('/v1/metrics/query', () => unreachable()))
    await suspend()
    expect(await screen.findByText(/How many calls will be refused is not known:/)).toBeVisible()
  })
})

describe('the quota', () => {
  it('is what the gateway counted, or not known', async () => {
    open()
    expect(await screen.findByText(/the gateway's counts were never read/)).toBeVisible()
    const read = {
      configured: true,
      wanted_version: 7,
      held_version: 7,
      current_at: null,
      failure: null,
      usage_read_at: new Date().toISOString(),
    }
    server.use(api.get('/v1/admin/gateway', read))
    open()
    expect(await screen.findByText('900 of 1,000')).toBeVisible()
  })
})

describe('recent refusals', () => {
  it('are told in words, of this consumer alone', async () => {
    const asked: URLSearchParams[] = []
    server.use(
      api.get('/v1/logs/{tenant}', ({ query }) => {
        asked.push(query)
        const entry = { timestamp: '2026-11-24T08:00:00Z', method: 'GET', path: '/orders/v1/x' }
        const items = [
          { ...entry, request_id: 'req-1', status: 401, duration_ms: 1, reason: 'key_revoked' },
        ]
        return { items, next_cursor: null }
      }),
    )
    open('?tab=refusals')
    expect(await screen.findByText('req-1')).toBeVisible()
    expect(screen.getByRole('row', { name: /req-1/ })).toHaveTextContent(/revoked/)
    await waitFor(() => expect(asked[0]?.get('consumer')).toBe('acme'))
    expect(asked[0]?.get('status')).toBe('4xx')
  })
})
