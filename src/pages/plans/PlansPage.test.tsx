import { screen, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'

import { routes } from '~/app/routes'
import { aPage, aPlan, aViewer, anId } from '~/test/builders'
import { api, problem } from '~/test/contract-mock'
import { renderRoutes } from '~/test/render'
import { server } from '~/test/server'

const open = (rest = '') => renderRoutes(routes, `/t/default/plans${rest}`)
const field = (name: string | RegExp) => screen.findByRole('textbox', { name })
const choose = async (view: ReturnType<typeof open>, item: string) => {
  await view.user.click(await screen.findByRole('button', { name: 'Actions for Starter' }))
  await view.user.click(screen.getByRole('menuitem', { name: item }))
}

describe('plans', () => {
  it('teach where there is none', async () => {
    open()
    expect(await screen.findByText('No plan yet')).toBeVisible()
  })

  it('are listed with their limits, their use and how one gets in', async () => {
    server.use(
      api.get(
        '/v1/plans/{tenant}',
        aPage([aPlan({ subscription_count: 12, requires_approval: true })]),
      ),
    )
    open()
    expect(await screen.findByText('60 a minute and 1,000 a day')).toBeVisible()
    expect(screen.getByText('After approval')).toBeVisible()
    expect(screen.getByText('12')).toBeVisible()
  })

  it('are created once, with what was typed', async () => {
    const sent: unknown[] = []
    server.use(
      api.post('/v1/plans/{tenant}', ({ body }) => {
        sent.push(body)
        return aPlan({ name: 'Gold' })
      }),
    )
    const { user, address } = open('/new?status=active')
    await user.type(await field('Name'), 'Gold')
    await user.type(await field(/Short name/), 'gold')
    await user.type(await field(/In a day/), '500')
    await user.click(screen.getByRole('switch', { name: /wait for approval/ }))
    await user.dblClick(screen.getByRole('button', { name: 'Create' }))
    await waitFor(() => expect(address()).toBe('/t/default/plans?status=active'))
    expect(sent).toEqual([
      { slug: 'gold', name: 'Gold', requires_approval: true, daily_request_limit: 500 },
    ])
  })

  it('are changed on the version that was read, with those named who are held to it', async () => {
    const plan = aPlan({ id: anId(), subscription_count: 3, etag: '"4"' })
    const sent: unknown[] = []
    server.use(
      api.get('/v1/plans/{tenant}/{id}', plan),
      api.patch('/v1/plans/{tenant}/{id}', ({ body, headers }) => {
        sent.push([body, headers.get('if-match')])
        return plan
      }),
    )
    const { user } = open(`/${plan.id}/edit`)
    expect(await screen.findByText(/Its limits hold for 3 live subscriptions/)).toBeVisible()
    await user.clear(await field(/In a minute/))
    await user.click(screen.getByRole('button', { name: 'Save changes' }))
    await waitFor(() => expect(sent).toEqual([[{ rate_limit_per_minute: null }, '"4"']]))
  })

  it('are archived with the numbers of those who keep it, and proved at the gateway', async () => {
    const plan = aPlan({ subscription_count: 2, etag: '"4"' })
    server.use(
      api.get('/v1/plans/{tenant}', aPage([plan])),
      api.patch('/v1/plans/{tenant}/{id}', { ...plan, status: 'archived' }),
    )
    const view = open()
    await choose(view, 'Archive')
    expect(await screen.findByText(/The 2 live subscriptions that have it keep it/)).toBeVisible()
    await view.user.click(screen.getByRole('button', { name: 'Archive' }))
    expect(await screen.findByText(/The gateway holds configuration version 7/)).toBeVisible()
    expect(screen.getByText('Starter is now: Archived.')).toBeVisible()
  })

  it('that are in use are not deleted; a refusal is said where it was asked for', async () => {
    const plan = aPlan({ subscription_count: 0 })
    server.use(
      api.get('/v1/plans/{tenant}', aPage([plan])),
      api.delete('/v1/plans/{tenant}/{id}', () =>
        problem(409, { detail: 'The plan is used by 1 subscriptions.' }),
      ),
    )
    const view = open()
    await choose(view, 'Delete')
    await view.user.type(await screen.findByRole('textbox'), 'starter')
    await view.user.click(screen.getByRole('button', { name: 'Delete' }))
    expect(await screen.findByText(/used by 1 subscriptions/)).toBeVisible()
  })

  it('are only read by a viewer', async () => {
    server.use(api.get('/v1/me', aViewer()), api.get('/v1/plans/{tenant}', aPage([aPlan()])))
    const view = open()
    await view.user.click(await screen.findByRole('button', { name: 'Actions for Starter' }))
    expect(screen.getByRole('menuitem', { name: /Edit/ })).toHaveAttribute('aria-disabled', 'true')
  })
})
