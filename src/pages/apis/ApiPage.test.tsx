import { screen, waitFor, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw/http'
import { beforeEach, describe, expect, it } from 'vitest'

import { routes } from '~/app/routes'
import { setConfig } from '~/config/config'
import type { Contract } from '~/domain/contract'
import { aContract, anId, aPage, aSubscription } from '~/test/builders'
import { api, ok, problem } from '~/test/contract-mock'
import { renderRoutes } from '~/test/render'
import { server } from '~/test/server'

const id = anId()
const orders = aContract({ id, etag: '"3"' })
const open = (rest = '') => renderRoutes(routes, `/t/default/apis/${id}${rest}`)
const field = (name: string | RegExp) => screen.findByRole('textbox', { name })
const serve = (part: Partial<Contract>) =>
  server.use(api.get('/v1/contracts/{id}', { ...orders, ...part }))

const gateway = (status: number, reason: string, headers: Record<string, string> = {}) =>
  http.get('*/gateway/orders/v1/*', () =>
    HttpResponse.json(
      { type: `urn:stoa:problem:${reason}`, reason, status, detail: 'In its own words.' },
      { status, headers: { 'content-type': 'application/problem+json', ...headers } },
    ),
  )

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
    api.get('/v1/contracts/{id}', orders),
    api.get('/v1/admin/policies/effective', {
      contract_id: id,
      consumer_id: null,
      types: [],
      plan: null,
    }),
  )
})

describe('an API', () => {
  it('shows its contract, who subscribes, and which policy wins over which', async () => {
    const policy = { policy_id: anId(), level: 'api' as const, priority: 10 }
    server.use(
      api.get('/v1/subscriptions/tenant/{tenant}', ({ query }) =>
        aPage(query.get('api_id') === id ? [aSubscription({ consumer_name: 'Acme Shop' })] : []),
      ),
      api.get('/v1/admin/policies/effective', {
        contract_id: id,
        consumer_id: null,
        plan: null,
        types: [
          {
            policy_type: 'rate_limit',
            config: { requests_per_minute: 50 },
            values: [
              {
                name: 'requests_per_minute',
                value: 50,
                winner: { ...policy, policy_name: 'strict', value: 50 },
                losers: [{ ...policy, policy_name: 'wide', level: 'tenant', value: 100 }],
              },
            ],
          },
        ],
      }),
    )
    open()
    expect(await screen.findByRole('heading', { name: 'Orders' })).toBeVisible()
    expect(await screen.findByRole('link', { name: 'Acme Shop' })).toBeVisible()
    const table = await screen.findByRole('table', { name: 'Effective policy values' })
    expect(within(table).getByRole('link', { name: 'strict' })).toHaveAttribute(
      'href',
      `/t/default/policies/${policy.policy_id}`,
    )
    expect(within(table).getByText('100').closest('s')).not.toBeNull()
  })

  it('lists the versions of its own name only', async () => {
    server.use(
      api.get('/v1/contracts', ({ query }) => {
        expect(query.get('search')).toBe('orders')
        return aPage([
          orders,
          aContract({ apiVersion: '2.1.0' }),
          aContract({ apiName: 'orders-x' }),
        ])
      }),
    )
    open()
    const table = await screen.findByRole('table', { name: 'Versions of orders' })
    expect(
      within(table)
        .getAllByRole('link')
        .map((link) => link.textContent),
    ).toEqual(['1.0.0', '2.1.0'])
  })

  it('of another tenant is not found, although an administrator may read it', async () => {
    serve({ tenant: 'acme' })
    open()
    expect(await screen.findByRole('alert')).toBeVisible()
    expect(screen.queryByRole('heading', { name: 'Orders' })).not.toBeInTheDocument()
  })

  it('keeps its page when one panel fails', async () => {
    server.use(api.get('/v1/admin/policies/effective', () => problem(500, { detail: 'No merge.' })))
    open()
    expect(await screen.findByText('No merge.')).toBeVisible()
    expect(screen.getByRole('heading', { name: 'Orders' })).toBeVisible()
  })

  it('is changed by a patch of what was changed', async () => {
    const sent: unknown[] = []
    server.use(
      api.patch('/v1/contracts/{id}', ({ body, headers }) => {
        sent.push([body, headers.get('if-match')])
        return { ...orders, etag: '"4"' }
      }),
    )
    const { user, address } = open('/edit')
    const timeout = await field('Timeout')
    await user.clear(timeout)
    await user.type(timeout, '30s')
    expect(await field('Name')).toHaveAttribute('readonly')
    await user.click(screen.getByRole('button', { name: 'Save changes' }))
    await waitFor(() => expect(address()).toBe(`/t/default/apis/${id}`))
    expect(sent).toEqual([[{ endpoint: { timeout: '30s' } }, '"3"']])
  })
})

describe('its lifecycle', () => {
  it('is deprecated with a reason, and the gateway is asked whether it still serves', async () => {
    const sent: unknown[] = []
    server.use(
      api.post('/v1/contracts/{id}/deprecate', ({ body, headers }) => {
        sent.push([body, headers.get('if-match')])
        const deprecated = {
          ...orders,
          status: 'deprecated' as const,
          deprecation: {
            reason: 'v2 is there',
            sunset_at: null,
            deprecated_at: '2026-11-24T12:00:00Z',
          },
        }
        server.use(api.get('/v1/contracts/{id}', deprecated))
        return ok(deprecated)
      }),
      http.get('*/gateway/orders/v1', () => new HttpResponse(null, { status: 401 })),
    )
    const { user } = open()
    await user.click(await screen.findByRole('button', { name: 'Deprecate' }))
    const dialog = await screen.findByRole('dialog')
    await user.click(within(dialog).getByRole('button', { name: 'Deprecate' }))
    await waitFor(async () => expect(await field(/Reason/)).toHaveAccessibleDescription(/Say why/))
    await user.type(await field(/Reason/), 'v2 is there')
    await user.click(within(dialog).getByRole('button', { name: 'Deprecate' }))
    expect(await screen.findByText('Deprecated: v2 is there')).toBeVisible()
    expect(await screen.findByText('In force on the gateway: /orders/v1 answers.')).toBeVisible()
    expect(sent).toEqual([[{ reason: 'v2 is there' }, '"3"']])
  })

  it('says of a draft what it lacks, with the way to mend it', async () => {
    serve({ status: 'draft', description: '', has_openapi: true })
    open()
    const list = await screen.findByRole('region', { name: 'Before publishing' })
    const links = within(list).getAllByRole('link', { name: 'Edit it' })
    expect(links.map((link) => link.getAttribute('href'))).toEqual([`/t/default/apis/${id}/edit`])
    expect(links[0]?.closest('li')).toHaveTextContent('A description says what it is for.')
    expect(within(list).getAllByText('Done')).toHaveLength(4)
  })

  it('is retired only after its name was typed', async () => {
    serve({ status: 'deprecated' })
    const sent: unknown[] = []
    server.use(
      api.post('/v1/contracts/{id}/retire', () => {
        sent.push('retired')
        return ok({ ...orders, status: 'retired' as const })
      }),
      http.get('*/gateway/orders/v1', () =>
        HttpResponse.json(
          { type: 'urn:stoa:problem:route-unknown', reason: 'route_unknown' },
          { status: 404, headers: { 'content-type': 'application/problem+json' } },
        ),
      ),
    )
    const { user } = open()
    await user.click(await screen.findByRole('button', { name: 'Retire' }))
    const dialog = await screen.findByRole('alertdialog')
    await user.click(within(dialog).getByRole('button', { name: 'Retire' }))
    expect(sent).toEqual([])
    await user.type(within(dialog).getByRole('textbox'), 'orders')
    await user.click(within(dialog).getByRole('button', { name: 'Retire' }))
    expect(await screen.findByText('The gateway does not serve /orders/v1.')).toBeVisible()
    expect(sent).toEqual(['retired'])
  })

  it('ends in a deletion that is forced only when that is asked for again', async () => {
    serve({ subscription_count: 3 })
    const forced: (string | null)[] = []
    server.use(
      api.delete('/v1/contracts/{id}', ({ query }) => {
        forced.push(query.get('force'))
        return query.get('force') === 'true'
          ? new HttpResponse(null, { status: 204 })
          : problem(409, { detail: 'Three live subscriptions.' })
      }),
    )
    const { user, address } = open()
    await user.click(await screen.findByRole('button', { name: 'Actions for orders' }))
    await user.click(screen.getByRole('menuitem', { name: 'Delete' }))
    const dialog = await screen.findByRole('alertdialog')
    expect(dialog).toHaveTextContent('It has 3 live subscriptions.')
    await user.type(within(dialog).getByRole('textbox'), 'orders')
    await user.click(within(dialog).getByRole('button', { name: 'Delete' }))
    expect(await within(dialog).findByText('Three live subscriptions.')).toBeVisible()
    await user.click(
      await within(dialog).findByRole('button', { name: 'Delete and revoke the subscriptions' }),
    )
    await waitFor(() => expect(address()).toBe('/t/default/apis'))
    expect(forced.map((value) => value === 'true')).toEqual([false, true])
  })
})

describe('a test call', () => {
  const send = async (key = 'stoa_sk_pasted') => {
    const view = open()
    await view.user.type(await screen.findByLabelText(/API key/), key)
    await view.user.click(screen.getByRole('button', { name: 'Send' }))
    return view
  }

  it('carries the pasted key and shows status, time and body', async () => {
    const keys: (string | null)[] = []
    server.use(
      http.get('*/gateway/orders/v1/health', ({ request }) => {
        keys.push(request.headers.get('x-api-key'))
        expect(request.headers.get('authorization')).toBeNull()
        return HttpResponse.text('<b>all fine</b>')
      }),
    )
    await send()
    expect(await screen.findByText('<b>all fine</b>')).toBeVisible()
    expect(screen.getByText('200')).toBeVisible()
    expect(screen.getByText(/It works/)).toBeVisible()
    expect(keys).toEqual(['stoa_sk_pasted'])
    expect(
      JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)]),
    ).not.toContain('pasted')
    expect(document.documentElement.textContent).not.toContain('stoa_sk_pasted')
  })

  it.each([
    [401, 'key_revoked', /This key was revoked/],
    [403, 'consumer_blocked', /suspended or blocked/],
    [403, 'wrong_api', /belongs to another API/],
    [404, 'route_unknown', /has no such path/],
    [502, 'backend_refused', /host.docker.internal/],
    [504, 'backend_timeout', /longer than this contract's timeout \(15s\)/],
  ])('explains %i %s', async (status, reason, sentence) => {
    server.use(gateway(status, reason))
    await send()
    expect(await screen.findByText(sentence)).toBeVisible()
    expect(screen.getByText('In its own words.')).toBeVisible()
  })

  it('says when to try again after a 429', async () => {
    server.use(gateway(429, 'rate_limited', { 'Retry-After': '7' }))
    await send()
    expect(await screen.findByText(/try again in 7 s/)).toBeVisible()
  })

  it("tells the backend's own refusal from the gateway's", async () => {
    server.use(http.get('*/gateway/orders/v1/*', () => new HttpResponse('no', { status: 401 })))
    await send()
    expect(await screen.findByText(/the backend itself answered 401/)).toBeVisible()
  })

  it('reads 64 kB of a body and says that it was cut', async () => {
    server.use(http.get('*/gateway/orders/v1/*', () => HttpResponse.text('x'.repeat(200_000))))
    await send()
    expect(await screen.findByText('Cut after 64 kB.')).toBeVisible()
    expect(screen.getByText(/^x+$/).textContent).toHaveLength(65_536)
  })

  it('sends the body and headers that it was given, and copies the same as curl', async () => {
    const sent: unknown[] = []
    server.use(
      http.post('*/gateway/orders/v1/items', async ({ request }) => {
        const { headers } = request
        sent.push([await request.text(), headers.get('x-trace'), headers.get('content-type')])
        return HttpResponse.json({ id: 7 }, { status: 201 })
      }),
    )
    const { user } = open()
    await user.selectOptions(await screen.findByLabelText('Method'), 'POST')
    const path = await field(/Path/)
    await user.clear(path)
    await user.type(path, '/items')
    await user.click(screen.getByRole('button', { name: /Add.*Request headers/ }))
    const [name, value] = within(
      screen.getByRole('group', { name: /Request headers/ }),
    ).getAllByRole('textbox')
    await user.type(name as HTMLElement, 'X-Trace')
    await user.type(value as HTMLElement, "it's")
    await user.type(await field(/Request body/), '{{"name":"a"}')
    await user.click(screen.getByRole('button', { name: 'Send' }))
    expect(await screen.findByText('201')).toBeVisible()
    expect(sent).toEqual([['{"name":"a"}', "it's", 'application/json']])
    const pretty = screen.getByRole('region', { name: 'Body, Laid out' })
    expect(pretty.textContent).toContain('"id": 7')
    const command = screen.getByRole('region', { name: 'As curl', hidden: true }).textContent
    expect(command).toContain("-H 'X-Trace: it'\\''s'")
    expect(command).toContain(`--data-raw '{"name":"a"}'`)
  })

  it('says at the field which header a browser does not send, and sends nothing', async () => {
    const { user } = open()
    await user.click(await screen.findByRole('button', { name: /Add.*Request headers/ }))
    const group = screen.getByRole('group', { name: /Request headers/ })
    await user.type(within(group).getAllByRole('textbox')[0] as HTMLElement, 'Host')
    await user.click(screen.getByRole('button', { name: 'Send' }))
    expect(await within(group).findByText(/does not let a page send Host/)).toBeVisible()
  })

  it('takes method, path and example body from the API document', async () => {
    serve({ has_openapi: true })
    const content = { 'application/json': { example: { name: 'a' } } }
    const document = {
      openapi: '3.1.0',
      paths: { '/items/{id}': { put: { summary: 'Replace', requestBody: { content } } } },
    }
    server.use(http.get('*/api/v1/contracts/:id/openapi', () => HttpResponse.json(document)))
    const { user } = open()
    await screen.findByRole('option', { name: 'PUT /items/{id} · Replace' })
    await user.selectOptions(await screen.findByLabelText('Operation'), 'PUT /items/{id}')
    await waitFor(async () => expect(await field(/Path/)).toHaveValue('/items/{id}'))
    expect(await screen.findByLabelText('Method')).toHaveValue('PUT')
    expect(await field(/Request body/)).toHaveValue('{\n  "name": "a"\n}')
  })

  it('says that a page came instead of an answer, and where to mend it', async () => {
    server.use(http.get('*/gateway/orders/v1/*', () => HttpResponse.html('<h1>Welcome</h1>')))
    await send()
    expect(await screen.findByText(/The answer is a web page/)).toBeVisible()
    expect(screen.getByRole('link', { name: 'Change the backend URL' })).toHaveAttribute(
      'href',
      `/t/default/apis/${id}/edit`,
    )
  })

  it('never leaves the gateway, whatever path is typed', async () => {
    const { user } = open()
    const path = await field(/Path/)
    await user.clear(path)
    await user.type(path, '/../../../api/v1/me')
    await user.click(screen.getByRole('button', { name: 'Send' }))
    expect(await screen.findByText('This path would leave the gateway.')).toBeVisible()
  })
})
