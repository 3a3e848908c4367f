import { render, screen, within } from '@testing-library/react'
import { QueryClientProvider } from '@tanstack/react-query'
import { createMemoryRouter, RouterProvider } from 'react-router'
import { beforeEach, describe, expect, it } from 'vitest'

import type { PortalApiDetail, PortalPlan } from '#contract/contract.gen'
import { queryClient } from '~/api/query-client'
import { portalRoutes } from '~/app/portal/portal-routes'
import type { SessionState } from '~/auth/session'
import { SessionStateContext } from '~/auth/session-state'
import { setConfig } from '~/config/config'
import { aConsumer, anId, aPage, aSubscription } from '~/test/builders'
import { api, ok, problem } from '~/test/contract-mock'
import { newUser } from '~/test/render'
import { server } from '~/test/server'

const KEY = `stoa_sk_${'a1'.repeat(16)}`
const plan = (part: Partial<PortalPlan> = {}): PortalPlan => ({
  id: anId(),
  slug: 'basic',
  name: 'Basic',
  description: 'Free of charge',
  rate_limit_per_minute: 60,
  daily_request_limit: 1000,
  monthly_request_limit: null,
  requires_approval: false,
  ...part,
})
const orders: PortalApiDetail = {
  id: anId(),
  tenant: 'default',
  apiName: 'orders',
  apiVersion: '1.0.0',
  displayName: 'Orders',
  description: 'Takes orders',
  categories: ['sales'],
  auth_type: 'api_key',
  status: 'published',
  sunset_at: null,
  path: '/orders/v1',
  has_openapi: true,
  openapi: { openapi: '3.1.0', paths: { '/items': { get: { summary: 'All items' } } } } as never,
  plans: [plan()],
}
const mine = (part = {}) =>
  aSubscription({ api_id: orders.id, first_used_at: null, purpose: '', ...part })

const signedIn: SessionState = { kind: 'signed-in', sub: 'dev', isLost: false }
const stranger: SessionState = { kind: 'signed-out', reason: 'never' }

function open(at: string, state: SessionState = signedIn) {
  const router = createMemoryRouter(portalRoutes, { initialEntries: [at] })
  render(
    <QueryClientProvider client={queryClient}>
      <SessionStateContext value={state}>
        <RouterProvider router={router} />
      </SessionStateContext>
    </QueryClientProvider>,
  )
  return {
    router,
    user: newUser(),
    address: () => router.state.location.pathname + router.state.location.search,
  }
}

beforeEach(() => {
  setConfig({
    face: 'portal',
    keycloak: { url: 'http://id.test', realm: 'stoa', clientId: 'stoa-portal' },
    apiBase: '/api',
    gatewayBase: '/gateway',
    gatewayPublicUrl: 'http://gateway.test',
    consoleUrl: 'http://console.test',
    portalUrl: 'http://portal.test',
    features: {},
  })
  server.use(
    api.get('/v1/portal', {
      requires_verified_email: false,
      categories: [{ name: 'sales', apis: 1 }],
    }),
    api.get('/v1/portal/apis', aPage([orders])),
    api.get('/v1/portal/apis/{id}', orders),
    api.get('/v1/portal/me', aConsumer({ name: 'Dana Dev' })),
    api.get('/v1/portal/subscriptions', aPage([])),
  )
})

describe('the catalog', () => {
  it('is searched, narrowed and sorted by the server, as the address says', async () => {
    const asked: string[] = []
    server.use(
      api.get('/v1/portal/apis', ({ query }) => {
        asked.push([...query].map((pair) => pair.join('=')).join('&'))
        return aPage([orders])
      }),
    )
    const { user, address } = open('/?search=ord', stranger)
    await user.selectOptions(await screen.findByLabelText('Category'), 'sales')
    await user.selectOptions(screen.getByLabelText('Sort by'), '-created_at')
    await screen.findByRole('link', { name: 'Orders' })
    expect(address()).toBe('/?search=ord&category=sales&sort=-created_at')
    expect(asked.at(-1)).toContain('search=ord&category=sales&sort=-created_at')
  })

  it('says whether nothing is published or nothing matches', async () => {
    server.use(api.get('/v1/portal/apis', aPage([])))
    const { user } = open('/?category=none', stranger)
    await user.click(await screen.findByRole('button', { name: 'Show all APIs' }))
    expect(await screen.findByText('No API is published yet')).toBeVisible()
  })
})

describe('the way to a key', () => {
  it('a stranger reads the API and is asked for an account before anything else', async () => {
    open(`/portal/apis/${orders.id}/subscribe`, stranger)
    const dialog = within(await screen.findByRole('dialog'))
    expect(dialog.getByRole('button', { name: 'Create an account' })).toBeVisible()
    expect(screen.getByText('60 a minute and 1,000 a day')).toBeInTheDocument()
  })

  it('asks for the profile once, then for the plan, shows the key once, and keeps it nowhere', async () => {
    let profile: ReturnType<typeof aConsumer> | undefined
    const orderedAs: unknown[] = []
    server.use(
      api.get('/v1/portal/me', () => profile ?? problem(404)),
      api.put('/v1/portal/me', ({ body }) => (profile = aConsumer({ name: body.name }))),
      api.post('/v1/portal/subscriptions', ({ body }) => {
        orderedAs.push(body)
        return { ...mine({ status: 'active', api_key_prefix: KEY.slice(0, 12) }), api_key: KEY }
      }),
    )
    const { user, address } = open(`/portal/apis/${orders.id}/subscribe`)
    expect(
      await screen.findByText('E-mail addresses are not verified in this installation.'),
    ).toBeVisible()
    await user.type(await screen.findByLabelText(/Your name/), 'Dana Dev')
    await user.click(screen.getByRole('button', { name: 'Save' }))
    await user.type(await screen.findByLabelText(/What for/), 'A weather map')
    await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Get a key' }))
    await user.click(await screen.findByRole('button', { name: /Show/ }))
    expect(screen.getByText(KEY)).toBeVisible()
    expect(orderedAs).toEqual([
      { api_id: orders.id, plan_id: orders.plans[0]?.id, purpose: 'A weather map' },
    ])
    await user.click(screen.getByRole('button', { name: 'Done' }))
    await user.click(await screen.findByRole('button', { name: 'Close and lose the key' }))
    expect(document.body.textContent).not.toContain(KEY)
    expect(
      JSON.stringify(
        queryClient
          .getMutationCache()
          .getAll()
          .map((one) => one.state),
      ),
    ).not.toContain(KEY)
    expect(address()).toBe(`/portal/apis/${orders.id}`)
  })

  it('says what happens next where the provider decides', async () => {
    server.use(
      api.get('/v1/portal/apis/{id}', { ...orders, plans: [plan({ requires_approval: true })] }),
      api.post('/v1/portal/subscriptions', () =>
        ok({ ...mine({ status: 'pending', api_key_prefix: null }), api_key: null }, 201),
      ),
    )
    const { user } = open(`/portal/apis/${orders.id}/subscribe`)
    const dialog = within(await screen.findByRole('dialog'))
    expect(await dialog.findByText(/The provider decides first/)).toBeVisible()
    await user.click(dialog.getByRole('button', { name: 'Get a key' }))
    expect(await screen.findByText(/nobody else ever sees it/)).toBeVisible()
  })
})

describe('my keys', () => {
  it('reads why a request was rejected, and gets the key of one that was approved', async () => {
    const approved = mine({ api_name: 'maps', status: 'active', api_key_prefix: null })
    const claims: (string | null)[] = []
    server.use(
      api.get(
        '/v1/portal/subscriptions',
        aPage([
          approved,
          mine({ status: 'rejected', status_reason: 'not this quarter', api_key_prefix: null }),
        ]),
      ),
      api.post('/v1/portal/subscriptions/{id}/rotate-key', ({ headers }) => {
        claims.push(headers.get('idempotency-key'))
        return {
          subscription_id: approved.id,
          new_api_key: KEY,
          api_key_prefix: KEY.slice(0, 12),
          old_key_expires_at: null,
          rotation_count: 0,
        }
      }),
    )
    const { user } = open('/portal/keys')
    expect(await screen.findByText('not this quarter')).toBeVisible()
    expect(
      screen.getByText('Your access to maps was approved. Its key waits for you.'),
    ).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Get the key for maps' }))
    await user.dblClick(
      within(await screen.findByRole('dialog')).getByRole('button', { name: 'Get the key' }),
    )
    await user.click(await screen.findByRole('button', { name: /Show/ }))
    expect(screen.getByText(KEY)).toBeVisible()
    expect(claims).toEqual([expect.stringMatching(/.{8}/)])
  })

  it('asks nothing and shows the way in when nobody is signed in', async () => {
    const asked: string[] = []
    server.events.on('request:start', ({ request }) => asked.push(new URL(request.url).pathname))
    open('/portal/keys', stranger)
    expect(await screen.findByText('You need an account for this')).toBeVisible()
    expect(asked.filter((path) => /subscriptions|\/me$/.test(path))).toEqual([])
  })
})

describe('my usage', () => {
  it('tells what was measured, why calls failed, what is left, and that "not measured" is not 0', async () => {
    const usage = { errors: 3, limited: 2, daily_limit: 100, daily_used: 40, monthly_limit: null }
    const one = {
      ...usage,
      subscription_id: anId(),
      api_id: orders.id,
      api_name: 'orders',
      calls: 12,
      monthly_used: 40,
      by_status: [
        { status: '200', calls: 7 },
        { status: '401', calls: 3 },
      ],
    }
    const unmeasured = { calls: null, errors: null, limited: null, daily_used: null }
    server.use(
      api.get('/v1/portal/usage', {
        from: '2026-11-24T00:00:00Z',
        to: '2026-11-25T00:00:00Z',
        state: 'measured',
        apis: [one, { ...one, ...unmeasured, subscription_id: anId(), by_status: [] }],
      }),
    )
    open('/portal/usage')
    expect(await screen.findByText('40 of 100 · 60 left')).toBeVisible()
    expect(screen.getByText(/the key was missing or not accepted/)).toBeVisible()
    expect(screen.getAllByText('not measured').length).toBeGreaterThanOrEqual(4)
  })
})

it('an address of the console says whose it is', async () => {
  open('/t/default/consumers', stranger)
  expect(
    await screen.findByRole('heading', { name: 'This page is for administrators' }),
  ).toBeVisible()
})
