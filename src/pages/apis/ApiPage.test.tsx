import { screen, waitFor, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw/http'
import { beforeEach, describe, expect, it } from 'vitest'

import { queryClient } from '~/api/query-client'
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
    http.get('*/gateway/orders/v1', () =>
      HttpResponse.json(
        { type: 'urn:stoa:problem:route-unknown', reason: 'route_unknown' },
        { status: 404, headers: { 'content-type': 'application/problem+json' } },
      ),
    ),
    api.get('/v1/admin/policies/effective', {
      contract_id: id,
      consumer_id: null,
      types: [],
      plan: null,
    }),
  )
})

describe('an API', () => {
  it('stays when the Control Plane goes away, and its parts say what they could not read', async () => {
    const { user } = open('?tab=contract')
    expect(await screen.findByRole('heading', { level: 1, name: 'Orders' })).toBeVisible()
    const isDown = () => problem(503, { detail: 'The database is away.' })
    server.use(api.get('/v1/contracts/{id}', isDown), api.get('/v1/contracts', isDown))
    // What is known is asked anew at once.
    await queryClient.invalidateQueries({ refetchType: 'none' })
    await user.click(screen.getByRole('tab', { name: 'Versions' }))
    expect(await screen.findByText('The database is away.')).toBeVisible()
    expect(screen.getByRole('heading', { level: 1, name: 'Orders' })).toBeVisible()
    expect(screen.getByRole('tab', { name: 'Versions' })).toHaveAttribute('aria-selected', 'true')
  })

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
    open('?tab=versions')
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
    const { user, address } = open('/edit?tab=versions')
    const timeout = await field('Timeout')
    const pending = screen.getByRole('region', { name: 'What will be saved' })
    expect(pending).toHaveTextContent('Nothing is changed yet.')
    await user.clear(timeout)
    await user.type(timeout, '30s')
    expect(within(pending).getByRole('row', { name: /Timeout/ })).toHaveTextContent('30s')
    expect(within(pending).getAllByRole('row')).toHaveLength(2)
    expect(await field('Name')).toHaveAttribute('readonly')
    await user.click(screen.getByRole('button', { name: 'Save changes' }))
    await waitFor(() => expect(address()).toBe(`/t/default/apis/${id}?tab=versions`))
    expect(sent).toEqual([[{ endpoint: { timeout: '30s' } }, '"3"']])
  })
})

it('goes by its new name everywhere as soon as it is renamed', async () => {
  server.use(
    api.patch('/v1/contracts/{id}', () => {
      const renamed = { ...orders, displayName: 'Purchases', etag: '"4"' }
      server.use(api.get('/v1/contracts/{id}', renamed))
      return renamed
    }),
  )
  const { user } = open('/edit')
  const name = await field('Display name')
  await user.clear(name)
  await user.type(name, 'Purchases')
  await user.click(screen.getByRole('button', { name: 'Save changes' }))
  const crumbs = screen.getByRole('navigation', { name: 'Breadcrumbs' })
  expect(await within(crumbs).findByText('Purchases')).toBeVisible()
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
    const proof = await screen.findByRole('region', { name: 'What came of it: orders' })
    expect(
      await within(proof).findByText(
        /^Read back from the Control Plane at .*: Deprecated, version/,
      ),
    ).toBeVisible()
    expect(
      await within(proof).findByText(/^In force on the gateway: \/orders\/v1 answers\. HTTP 401/),
    ).toBeVisible()
    expect(await within(proof).findByText(/holds configuration version 7/)).toBeVisible()
    expect(sent).toEqual([[{ reason: 'v2 is there' }, '"3"']])
  })

  it('says of a draft what it lacks, with the way to mend it', async () => {
    serve({ status: 'draft', description: '', has_openapi: false })
    open()
    const list = await screen.findByRole('region', { name: 'Before publishing' })
    const links = within(list).getAllByRole('link')
    expect(links.map((link) => link.getAttribute('href'))).toEqual([
      `/t/default/apis/${id}/edit`,
      `/t/default/apis/${id}?tab=operations`,
    ])
    expect(links[0]?.closest('li')).toHaveTextContent('A description says what it is for.')
    expect(links[1]).toHaveAccessibleName('Add a document')
    expect(within(list).getAllByText('Done')).toHaveLength(3)
  })

  it('is retired only after its name was typed', async () => {
    serve({ status: 'deprecated' })
    const sent: unknown[] = []
    server.use(
      api.post('/v1/contracts/{id}/retire', () => {
        sent.push('retired')
        const retired = { ...orders, status: 'retired' as const }
        server.use(api.get('/v1/contracts/{id}', retired))
        return ok(retired)
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
    expect(
      await screen.findByText(/^The gateway does not serve \/orders\/v1\. HTTP 404/),
    ).toBeVisible()
    expect(sent).toEqual(['retired'])
  })

  it('says before a step whom it concerns, in numbers that were read and measured', async () => {
    serve({ status: 'deprecated', subscription_count: 3 })
    const at = Math.floor(Date.now() / 1000)
    server.use(
      api.get('/v1/metrics/query', {
        status: 'success',
        data: {
          resultType: 'vector',
          result: [
            { metric: { api: 'orders' }, value: [at, '41'] },
            { metric: { api: 'orders', figure: 'errors' }, value: [at, '1'] },
            { metric: { figure: 'sampled_at' }, value: [at, String(at)] },
          ],
        },
      }),
    )
    const { user } = open()
    await user.click(await screen.findByRole('button', { name: 'Retire' }))
    const stake = await screen.findByRole('region', { name: 'Who is concerned' })
    expect(within(stake).getByText('3')).toBeVisible()
    expect(await within(stake).findByText('42')).toBeVisible()
  })

  it('is not said to have been called by nobody when Prometheus is away', async () => {
    serve({ status: 'deprecated' })
    server.use(api.get('/v1/metrics/query', () => problem(503, { detail: 'No Prometheus.' })))
    const { user } = open()
    await user.click(await screen.findByRole('button', { name: 'Retire' }))
    const stake = await screen.findByRole('region', { name: 'Who is concerned' })
    expect(await within(stake).findByText(/Not available: No Prometheus\./)).toBeVisible()
  })

  it('turns red where the gateway still serves what was retired', async () => {
    serve({ status: 'retired' })
    server.use(http.get('*/gateway/orders/v1', () => new HttpResponse(null, { status: 401 })))
    const { user } = open()
    await user.click(await screen.findByRole('button', { name: 'Actions for orders' }))
    await user.click(screen.getByRole('menuitem', { name: 'Ask the gateway' }))
    const line = await screen.findByText(/answers\. HTTP 401/, {}, { timeout: 5_000 })
    expect(line.closest('[data-proof]')).toHaveAttribute('data-proof', 'bad')
  })

  it('ends in a deletion that is forced only when that is asked for again', async () => {
    serve({ subscription_count: 3 })
    const forced: (string | null)[] = []
    const deleted = () => {
      server.use(api.get('/v1/contracts/{id}', () => problem(404, { detail: 'Gone.' })))
      return new HttpResponse(null, { status: 204 })
    }
    server.use(
      api.delete('/v1/contracts/{id}', ({ query }) => {
        forced.push(query.get('force'))
        return query.get('force') === 'true'
          ? deleted()
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
    expect(await screen.findByText(/^The Control Plane no longer has it \(404/)).toBeVisible()
    const proof = screen.getByRole('region', { name: 'What came of it: orders' })
    await user.click(within(proof).getByRole('button', { name: 'Dismiss' }))
    await waitFor(() => expect(screen.queryByText(/no longer has it/)).not.toBeInTheDocument())
    expect(forced.map((value) => value === 'true')).toEqual([false, true])
  })
})
