import { screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'

import { routes } from '~/app/routes'
import { anId, aPage, aSubscription, aViewer } from '~/test/builders'
import { api, ok, problem } from '~/test/contract-mock'
import { renderRoutes } from '~/test/render'
import { server } from '~/test/server'

const waiting = (name: string) =>
  aSubscription({
    status: 'pending',
    consumer_name: name,
    consumer_email: `${name.toLowerCase()}@example.com`,
    api_key_prefix: null,
    plan_id: anId(),
    plan_name: 'Gold',
    plan_limits: {
      rate_limit_per_minute: 60,
      burst_limit: null,
      daily_request_limit: 1000,
      monthly_request_limit: null,
    },
  })
const [ann, bob] = [waiting('Ann'), waiting('Bob')]
const open = () => renderRoutes(routes, '/t/default/approvals')

beforeEach(() => {
  server.use(api.get('/v1/subscriptions/tenant/{tenant}', aPage([ann, bob])))
})

describe('the approval queue', () => {
  it('shows everything that a decision needs, and how many wait', async () => {
    open()
    expect(await screen.findByText('ann@example.com')).toBeVisible()
    expect(screen.getAllByText('60 a minute and 1,000 a day')).toHaveLength(2)
    expect(await screen.findByText('2 wait')).toBeInTheDocument()
  })

  it('approves one, and asks the gateway whether it has that', async () => {
    const asked: string[] = []
    server.use(
      api.post('/v1/subscriptions/{id}/approve', ({ params }) => {
        asked.push(params['id'] ?? '')
        return ok({ ...ann, status: 'active' })
      }),
    )
    const { user } = open()
    await user.click(await screen.findByRole('button', { name: 'Approve Ann for orders' }))
    await user.dblClick(
      within(await screen.findByRole('dialog')).getByRole('button', { name: 'Approve' }),
    )
    expect(await screen.findByText(/The gateway holds configuration version 7/)).toBeVisible()
    expect(asked).toEqual([ann.id])
  })

  it('rejects many with one reason, and tells what became of each', async () => {
    const asked: unknown[] = []
    server.use(
      api.get('/v1/subscriptions/{id}', ({ params }) =>
        ok(params['id'] === bob.id ? { ...bob, status: 'active' } : { ...ann, status: 'rejected' }),
      ),
      api.post('/v1/subscriptions/{id}/reject', ({ params, body }) => {
        asked.push(body)
        return params['id'] === bob.id
          ? problem(409, { detail: 'This one is active.' })
          : ok({ ...ann, status: 'rejected' })
      }),
    )
    const { user } = open()
    await user.click(await screen.findByRole('checkbox', { name: 'Choose Ann for orders' }))
    await user.click(screen.getByRole('checkbox', { name: 'Choose Bob for orders' }))
    const bar = screen.getByRole('group', { name: /chosen/i })
    await user.click(within(bar).getByRole('button', { name: 'Reject' }))
    const dialog = within(await screen.findByRole('alertdialog'))
    const reject = await dialog.findByRole('button', { name: 'Reject' })
    await waitFor(() => expect(dialog.getByRole('textbox')).toBeVisible())
    await user.click(reject)
    expect(asked).toEqual([])
    await user.type(dialog.getByRole('textbox'), 'not now')
    await user.click(reject)
    expect(await dialog.findByText(/This one is active/)).toBeVisible()
    expect(asked).toEqual([{ reason: 'not now' }, { reason: 'not now' }])
    expect(dialog.getAllByText('Done')).toHaveLength(1)
  })

  it('calls nothing done that reads back as something else', async () => {
    server.use(
      api.get('/v1/subscriptions/{id}', bob),
      api.post('/v1/subscriptions/{id}/approve', () => ok({ ...bob, status: 'active' })),
    )
    const { user } = open()
    await user.click(await screen.findByRole('checkbox', { name: 'Choose Bob for orders' }))
    const bar = screen.getByRole('group', { name: /chosen/i })
    await user.click(within(bar).getByRole('button', { name: 'Approve' }))
    const dialog = within(await screen.findByRole('alertdialog'))
    await user.click(await dialog.findByRole('button', { name: 'Approve' }))
    expect(await dialog.findByText('Failed')).toBeVisible()
    expect(dialog.queryByText('Done')).not.toBeInTheDocument()
  })

  it('is only read by a viewer, without the number in the navigation', async () => {
    server.use(api.get('/v1/me', aViewer()))
    open()
    const button = await screen.findByRole('button', { name: 'Approve Ann for orders' })
    expect(button).toHaveAttribute('aria-disabled', 'true')
    expect(screen.queryByText('2 wait')).not.toBeInTheDocument()
  })

  it('says that nobody waits', async () => {
    server.use(api.get('/v1/subscriptions/tenant/{tenant}', aPage([])))
    open()
    expect(await screen.findByText('Nobody waits')).toBeVisible()
  })
})
