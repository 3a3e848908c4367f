import { screen, waitFor, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw/http'
import { beforeEach, describe, expect, it } from 'vitest'

import { queryClient } from '~/api/query-client'
import { routes } from '~/app/routes'
import { setConfig } from '~/config/config'
import {
  aConsumer,
  aContract,
  aKey,
  anId,
  anIssuedSubscription,
  aPage,
  aRotatedKey,
  aSubscription,
} from '~/test/builders'
import { api, ok, problem } from '~/test/contract-mock'
import { renderRoutes } from '~/test/render'
import { server } from '~/test/server'

const id = anId()
const consumer = aConsumer({
  id,
  name: 'Acme Corp Integration',
  consumer_metadata: { plan: 'starter', seats: 5 },
  etag: '"7"',
})
const orders = aContract({ apiName: 'orders' })
const open = (rest = '') => renderRoutes(routes, `/t/default/consumers/${id}${rest}`)
const field = (name: string | RegExp) => screen.findByRole('textbox', { name })

beforeEach(() => {
  setConfig({
    face: 'console',
    keycloak: { url: 'http://localhost:8080', realm: 'stoa', clientId: 'stoa-console' },
    apiBase: '/api',
    gatewayBase: '/gateway',
    gatewayPublicUrl: 'http://localhost:3001',
    consoleUrl: 'http://localhost:3000',
    portalUrl: 'http://localhost:3002',
    features: {},
  })
  server.use(
    api.get('/v1/consumers/{tenant}/{id}', consumer),
    api.get('/v1/contracts', aPage([orders])),
  )
})

describe('editing a consumer', () => {
  it('sends only what was changed, on the version it was opened on', async () => {
    const sent: { body: unknown; etag: string | null }[] = []
    server.use(
      api.patch('/v1/consumers/{tenant}/{id}', ({ body, headers }) => {
        sent.push({ body, etag: headers.get('if-match') })
        return { ...consumer, company: 'Acme Ltd', etag: '"8"' }
      }),
    )
    const { user, address } = open('/edit')
    const company = await field(/Company/)
    await user.clear(company)
    await user.type(company, 'Acme Ltd')
    await user.click(screen.getByRole('button', { name: 'Save changes' }))
    await waitFor(() => expect(address()).toBe(`/t/default/consumers/${id}`))
    expect(sent).toEqual([{ body: { company: 'Acme Ltd' }, etag: '"7"' }])
  })

  it('sends nothing when nothing was changed', async () => {
    const { user, address } = open('/edit')
    await field(/Company/)
    await user.click(screen.getByRole('button', { name: 'Save changes' }))
    // A PATCH would find no handler and fail the form.
    await waitFor(() => expect(address()).toBe(`/t/default/consumers/${id}`))
    expect(await screen.findByText('Nothing was changed, so nothing was sent.')).toBeVisible()
  })

  it("keeps the text beside the other's when somebody saved first (412)", async () => {
    server.use(api.patch('/v1/consumers/{tenant}/{id}', () => problem(412, { detail: 'Changed.' })))
    const { user } = open('/edit')
    const company = await field(/Company/)
    await user.clear(company)
    await user.type(company, 'Mine')
    await user.click(screen.getByRole('button', { name: 'Save changes' }))
    const sent: (string | null)[] = []
    server.use(
      api.get('/v1/consumers/{tenant}/{id}', { ...consumer, company: 'Theirs', etag: '"9"' }),
      api.patch('/v1/consumers/{tenant}/{id}', ({ headers }) => {
        sent.push(headers.get('if-match'))
        return { ...consumer, company: 'Mine', etag: '"10"' }
      }),
    )
    await user.click(
      await screen.findByRole('button', { name: 'Compare with the current version' }),
    )
    const table = await screen.findByRole('table', { name: 'Your version and the current one' })
    expect(within(table).getByText('Mine')).toBeVisible()
    expect(within(table).getByText('Theirs')).toBeVisible()
    expect(company).toHaveValue('Mine')
    await user.click(screen.getByRole('button', { name: 'Save mine over it' }))
    await waitFor(() => expect(sent).toEqual(['"9"']))
  })
})

describe('the status of a consumer', () => {
  it('is taken away with a reason, and read again', async () => {
    const sent: unknown[] = []
    server.use(
      api.post('/v1/consumers/{tenant}/{id}/suspend', ({ body }) => {
        sent.push(body)
        const suspended = { ...consumer, status: 'suspended' as const, status_reason: 'abuse' }
        server.use(api.get('/v1/consumers/{tenant}/{id}', suspended))
        return ok(suspended)
      }),
    )
    const { user } = open()
    await user.click(await screen.findByRole('button', { name: 'Actions' }))
    await user.click(screen.getByRole('menuitem', { name: 'Suspend' }))
    expect(await screen.findByText(/answers 403 to its every call/)).toBeVisible()
    await user.type(await field(/Reason/), 'abuse')
    await user.click(screen.getByRole('button', { name: 'Suspend' }))
    expect(await screen.findByText('Suspended: abuse')).toBeVisible()
    expect(sent).toEqual([{ reason: 'abuse' }])
  })

  it('says a 403 where it was asked for', async () => {
    server.use(
      api.post('/v1/consumers/{tenant}/{id}/block', () =>
        problem(403, { detail: 'devops may not block.', required_roles: ['tenant-admin'] }),
      ),
    )
    const { user } = open()
    await user.click(await screen.findByRole('button', { name: 'Actions' }))
    await user.click(screen.getByRole('menuitem', { name: 'Block' }))
    await user.click(await screen.findByRole('button', { name: 'Block' }))
    const dialog = await screen.findByRole('dialog')
    await waitFor(() => expect(dialog).toHaveTextContent('devops may not block.'))
    expect(dialog).toHaveTextContent('tenant-admin')
  })
})

/** Every place of the page that could keep the key. */
const hiding = () => ({
  document: document.documentElement.outerHTML.includes(aKey),
  queries: JSON.stringify(
    queryClient
      .getQueryCache()
      .getAll()
      .map((query) => query.state),
  ).includes(aKey),
  mutations: JSON.stringify(
    queryClient
      .getMutationCache()
      .getAll()
      .map((one) => one.state),
  ).includes(aKey),
  storage: JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)]).includes(
    aKey,
  ),
  title: document.title.includes(aKey),
})
const nowhere = { document: false, queries: false, mutations: false, storage: false, title: false }

describe('a new subscription', () => {
  const subscribe = async (rest: Parameters<typeof anIssuedSubscription>[0] = {}) => {
    const sent: unknown[] = []
    server.use(
      api.post('/v1/subscriptions', ({ body }) => {
        sent.push(body)
        return anIssuedSubscription({ consumer_id: id, api_id: orders.id, ...rest })
      }),
    )
    const view = open('/subscriptions/new')
    await view.user.click(await screen.findByRole('radio', { name: /orders 1.0.0/ }))
    await view.user.dblClick(screen.getByRole('button', { name: 'Subscribe and get the key' }))
    return { ...view, sent }
  }

  it('shows the key once, and after closing nothing holds it', async () => {
    const { user, sent, address } = await subscribe()
    await user.click(await screen.findByRole('button', { name: 'Show the key' }))
    expect(await screen.findByText(aKey)).toBeVisible()
    expect(sent).toEqual([{ consumer_id: id, api_id: orders.id, tenant_id: 'default' }])
    await user.click(screen.getByRole('button', { name: 'Done' }))
    await user.click(await screen.findByRole('button', { name: 'Close and lose the key' }))
    await waitFor(() => expect(address()).toBe(`/t/default/consumers/${id}`))
    await waitFor(() => expect(hiding()).toEqual(nowhere))
    expect(address()).not.toContain(aKey)
  })

  it('lets go of the key when the route changes under it', async () => {
    const { router } = await subscribe()
    await screen.findByRole('button', { name: 'Show the key' })
    await router.navigate('/t/default/consumers')
    await waitFor(() => expect(hiding()).toEqual(nowhere))
  })

  it('proves the key on the gateway, and lets go of that call as well', async () => {
    const keys: (string | null)[] = []
    server.use(
      http.get('*/gateway/orders/v1/health', ({ request }) => {
        keys.push(request.headers.get('x-api-key'))
        return HttpResponse.json({ fine: true })
      }),
    )
    const { user } = await subscribe()
    await user.click(await screen.findByRole('button', { name: 'Try it on the gateway' }))
    expect(await screen.findByText(/The gateway accepts the key: it answered 200/)).toBeVisible()
    expect(keys).toEqual([aKey])
    await user.click(screen.getByRole('button', { name: 'Done' }))
    await user.click(await screen.findByRole('button', { name: 'Close and lose the key' }))
    await waitFor(() => expect(hiding()).toEqual(nowhere))
  })

  it('says that it waits for approval where there is no key yet', async () => {
    await subscribe({ api_key: null, status: 'pending', api_key_prefix: null })
    expect(await screen.findByText(/waits for approval/)).toBeVisible()
    expect(screen.queryByRole('button', { name: 'Show the key' })).not.toBeInTheDocument()
  })

  it('asks for an API first', async () => {
    const { user } = open('/subscriptions/new')
    await screen.findByRole('radio', { name: /orders 1.0.0/ })
    await user.click(screen.getByRole('button', { name: 'Subscribe and get the key' }))
    expect(await screen.findByText('Choose an API.')).toBeVisible()
  })
})

describe('the keys of a consumer', () => {
  const subscription = aSubscription({ consumer_id: id, api_name: 'orders' })
  const choose = async (item: string) => {
    server.use(api.get('/v1/subscriptions/tenant/{tenant}', aPage([subscription])))
    const view = open()
    await view.user.click(
      await screen.findByRole('button', { name: 'Actions for the subscription to orders' }),
    )
    await view.user.click(screen.getByRole('menuitem', { name: item }))
    return view
  }

  it('are rotated with the chosen grace, the new one shown once', async () => {
    const sent: unknown[] = []
    server.use(
      api.post('/v1/subscriptions/{id}/rotate-key', ({ body, params }) => {
        sent.push([params['id'], body])
        return ok(aRotatedKey({ subscription_id: subscription.id }))
      }),
    )
    const { user } = await choose('Rotate the key')
    await user.selectOptions(
      await screen.findByRole('combobox', { name: 'The old key works for another' }),
      '15 minutes',
    )
    await user.click(screen.getByRole('button', { name: 'Rotate and show the new key' }))
    await user.click(await screen.findByRole('button', { name: 'Show the key' }))
    expect(await screen.findByText(aKey)).toBeVisible()
    expect(screen.getByText(/The old key works until/)).toBeVisible()
    expect(sent).toEqual([[subscription.id, { grace_period_hours: 0.25 }]])
    await user.click(screen.getByRole('button', { name: 'Done' }))
    await user.click(await screen.findByRole('button', { name: 'Close and lose the key' }))
    await waitFor(() => expect(hiding()).toEqual(nowhere))
  })

  it('are revoked with their consequence said first', async () => {
    const sent: unknown[] = []
    server.use(
      api.post('/v1/subscriptions/{id}/revoke', ({ body }) => {
        sent.push(body)
        const revoked = { ...subscription, status: 'revoked' as const }
        server.use(api.get('/v1/subscriptions/tenant/{tenant}', aPage([revoked])))
        return ok(revoked)
      }),
    )
    const { user } = await choose('Revoke')
    expect(await screen.findByText(/answer 401 within a second, for good/)).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Revoke' }))
    expect(await screen.findByText('The subscription to orders is now: Revoked.')).toBeVisible()
    expect(await screen.findByText('Revoked')).toBeVisible()
    expect(sent).toEqual([{}])
  })
})
