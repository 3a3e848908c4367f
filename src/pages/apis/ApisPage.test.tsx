import { screen, waitFor } from '@testing-library/react'
import { http, HttpResponse } from 'msw/http'
import { beforeEach, describe, expect, it } from 'vitest'

import { routes } from '~/app/routes'
import { setConfig } from '~/config/config'
import { aContract, aPage, aViewer } from '~/test/builders'
import { api, problem } from '~/test/contract-mock'
import { renderRoutes } from '~/test/render'
import { server } from '~/test/server'

const open = (rest = '') => renderRoutes(routes, `/t/default/apis${rest}`)
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
})

describe('the list of APIs', () => {
  it('teaches where there is none', async () => {
    open()
    expect(await screen.findByText('No API yet')).toBeVisible()
  })

  it('shows what the contract says, a word it does not know included', async () => {
    server.use(
      api.get(
        '/v1/contracts',
        aPage(
          [
            aContract({ apiName: 'orders', displayName: 'Orders of Acme', subscription_count: 12 }),
            aContract({ apiName: 'later', status: 'archived' as 'retired' }),
          ],
          { total: 2000, page_size: 50 },
        ),
      ),
    )
    open()
    expect(await screen.findByRole('link', { name: /Orders of Acme/ })).toBeVisible()
    expect(screen.getAllByText('/orders/v1')[0]).toBeVisible()
    expect(screen.getByText('12')).toBeVisible()
    expect(screen.getByText('archived')).toBeVisible()
    expect(screen.getByText('1–50 of 2,000')).toBeVisible()
  })

  it('shows the calls of the last hour by one question for the whole page', async () => {
    const asked: (string | null)[] = []
    const at = Math.floor(Date.now() / 1000)
    const sample = (metric: Record<string, string>, value: number) => ({
      metric,
      value: [at, String(value)],
    })
    server.use(
      api.get('/v1/contracts', aPage([aContract(), aContract({ apiName: 'idle' })])),
      api.get('/v1/metrics/query', ({ query }) => {
        asked.push(query.get('query'))
        const isLastCalls = query.get('query')?.includes('time()')
        const result = isLastCalls
          ? [sample({ api: 'orders' }, at - 180), sample({ figure: 'sampled_at' }, at)]
          : [
              sample({ api: 'orders' }, 1200),
              sample({ api: 'orders', figure: 'errors' }, 300),
              sample({ figure: 'sampled_at' }, at),
            ]
        return { status: 'success' as const, data: { resultType: 'vector', result } }
      }),
    )
    open()
    expect(await screen.findByRole('cell', { name: '1,500' })).toBeVisible()
    expect(screen.getByRole('cell', { name: /^20(\.0)?\s?%$/ })).toBeVisible()
    expect(screen.getAllByRole('cell', { name: 'No data' })).toHaveLength(3)
    expect(screen.getByRole('cell', { name: '3 minutes ago' })).toBeVisible()
    expect(asked).toHaveLength(2)
    for (const one of asked) expect(one).toContain('api=~"idle|orders"')
  })

  it('stays when Prometheus is away, and says that it is', async () => {
    server.use(
      api.get('/v1/contracts', aPage([aContract()])),
      api.get('/v1/metrics/query', () => problem(503, { detail: 'No Prometheus.' })),
    )
    open()
    expect(await screen.findByRole('link', { name: /Orders/ })).toBeVisible()
    expect(await screen.findByText('No Prometheus.')).toBeVisible()
  })

  it('asks the server for filters and order, and keeps them in the address', async () => {
    const asked: URLSearchParams[] = []
    server.use(
      api.get('/v1/contracts', ({ query }) => {
        asked.push(query)
        return aPage([aContract()])
      }),
    )
    const { user, address } = open()
    await user.selectOptions(await screen.findByRole('combobox', { name: 'Status' }), 'Draft')
    await waitFor(() => expect(asked.at(-1)?.get('status')).toBe('draft'))
    await user.selectOptions(screen.getByRole('combobox', { name: 'Authentication' }), 'JWT')
    await waitFor(() => expect(asked.at(-1)?.get('auth_type')).toBe('jwt'))
    await user.click(await screen.findByRole('button', { name: /^Status/ }))
    await waitFor(() => expect(asked.at(-1)?.get('sort')).toBe('status'))
    expect(asked.at(-1)?.get('tenant')).toBe('default')
    expect(address()).toBe('/t/default/apis?status=draft&auth=jwt&sort=status')
  })

  it('keeps the filters while the form stands before them', async () => {
    server.use(api.get('/v1/contracts', aPage([aContract()])))
    const { user, address } = open('?status=draft')
    await user.click(await screen.findByRole('link', { name: 'Register an API' }))
    await waitFor(() => expect(address()).toBe('/t/default/apis/new?status=draft'))
    await user.click(await screen.findByRole('button', { name: 'Cancel' }))
    await waitFor(() => expect(address()).toBe('/t/default/apis?status=draft'))
  })

  it('says what failed without blanking the page', async () => {
    server.use(api.get('/v1/contracts', () => problem(503, { detail: 'The database is away.' })))
    open()
    expect(await screen.findByText('The database is away.')).toBeVisible()
    expect(screen.getByRole('searchbox', { name: 'Search APIs' })).toBeVisible()
  })

  it('offers a viewer nothing that the server would refuse', async () => {
    server.use(api.get('/v1/me', aViewer()))
    open()
    for (const button of await screen.findAllByRole('button', { name: 'Register an API' }))
      expect(button).toHaveAccessibleDescription(/devops/)
  })
})

describe('registering an API', () => {
  const fill = async (user: ReturnType<typeof open>['user']) => {
    await user.type(await field('Name'), 'my-service-api')
    await user.type(await field('Backend URL'), 'http://my-backend:8080/api')
  }

  it('shows the path as it is typed, sends the contract, and asks the gateway for proof', async () => {
    const sent: unknown[] = []
    const made = aContract({
      apiName: 'my-service-api',
      bindings: [{ protocol: 'REST', path: '/my-service-api/v1' }],
    })
    server.use(
      api.post('/v1/contracts', ({ body }) => {
        sent.push(body)
        return made
      }),
      api.get('/v1/contracts/{id}', made),
      api.get('/v1/admin/policies/effective', {
        contract_id: made.id,
        consumer_id: null,
        types: [],
        plan: null,
      }),
      http.get('*/gateway/my-service-api/v1', () =>
        HttpResponse.json(
          { type: 'urn:stoa:problem:key-missing', reason: 'key_missing', status: 401 },
          { status: 401, headers: { 'content-type': 'application/problem+json' } },
        ),
      ),
    )
    const { user, address } = open('/new')
    await fill(user)
    expect(screen.getByText('/my-service-api/v1/…')).toBeVisible()
    await user.type(await field(/Display name/), 'My Service API')
    await user.click(screen.getByRole('button', { name: 'Register' }))
    await waitFor(() => expect(address()).toBe(`/t/default/apis/${made.id}`))
    expect(sent).toEqual([
      {
        apiName: 'my-service-api',
        apiVersion: '1.0.0',
        tenant: 'default',
        displayName: 'My Service API',
        endpoint: { url: 'http://my-backend:8080/api', method: 'REST', timeout: '15s' },
        auth: { type: 'api_key' },
        portal: { visible: true, categories: [] },
        status: 'published',
      },
    ])
    expect(
      await screen.findByText('In force on the gateway: /my-service-api/v1 answers.'),
    ).toBeVisible()
  })

  it("previews the request as JSON, YAML and the runbook's command", async () => {
    const { user } = open('/new')
    await fill(user)
    await user.click(screen.getByText('What will be sent'))
    expect(screen.getByRole('region', { name: 'What will be sent, JSON' })).toHaveTextContent(
      '"apiName": "my-service-api"',
    )
    await user.click(screen.getByRole('tab', { name: 'YAML' }))
    expect(screen.getByText(/apiName: "my-service-api"/)).toBeInTheDocument()
    await user.click(screen.getByRole('tab', { name: 'curl' }))
    const command = screen.getByRole('region', { name: 'What will be sent, curl' })
    expect(command).toHaveTextContent('"${STOA_API_URL}/v1/contracts"')
    expect(command).toHaveTextContent('"Authorization: Bearer $TOKEN"')
    await user.click(screen.getByText("The runbook's command that this replaces"))
    const ofRunbook = screen.getByRole('region', {
      name: "The runbook's command that this replaces",
    })
    expect(ofRunbook).toHaveTextContent("STOA_API_URL='http://localhost:3000/api'")
    expect(ofRunbook).toHaveTextContent('"apiName": "my-service-api"')
  })

  it('refuses a bad name, address and timeout at their fields', async () => {
    const { user } = open('/new')
    await user.type(await field('Name'), '..%2f..%2fadmin')
    await user.type(await field('Backend URL'), 'http://user:secret@host/')
    const timeout = await field('Timeout')
    await user.clear(timeout)
    await user.type(timeout, '99s')
    await user.click(screen.getByRole('button', { name: 'Register' }))
    await waitFor(async () =>
      expect(await field('Name')).toHaveAccessibleDescription(/Lower-case letters/),
    )
    expect(await field('Backend URL')).toHaveAccessibleDescription(/without user name/)
    expect(timeout).toHaveAccessibleDescription(/from 100ms to 60s/)
  })

  it('leads a 422 of the server to the nested field', async () => {
    server.use(
      api.post('/v1/contracts', () =>
        problem(422, { errors: [{ pointer: '/endpoint/url', detail: 'This address is denied.' }] }),
      ),
    )
    const { user } = open('/new')
    await fill(user)
    await user.click(screen.getByRole('button', { name: 'Register' }))
    await waitFor(async () =>
      expect(await field('Backend URL')).toHaveAccessibleDescription(/This address is denied/),
    )
  })

  it('leads to the one that exists on a 409', async () => {
    server.use(
      api.post('/v1/contracts', () => problem(409, { detail: 'my-service-api 1.0.0 exists.' })),
    )
    const { user } = open('/new')
    await fill(user)
    await user.click(screen.getByRole('button', { name: 'Register' }))
    expect(await screen.findByText('my-service-api 1.0.0 exists.')).toBeVisible()
    expect(screen.getByRole('link', { name: 'Show the one that exists' })).toHaveAttribute(
      'href',
      '/t/default/apis?search=my-service-api',
    )
  })
})

describe('a clone', () => {
  it('opens on a draft of a free name and keeps what no field shows', async () => {
    const source = aContract({ metadata: { owner: 'sales' } })
    const sent: unknown[] = []
    server.use(
      api.get('/v1/contracts/{id}', source),
      api.get('/v1/admin/policies/effective', {
        contract_id: source.id,
        consumer_id: null,
        types: [],
        plan: null,
      }),
      api.post('/v1/contracts', ({ body }) => {
        sent.push(body)
        return aContract({ ...body, metadata: {} } as never)
      }),
    )
    const { user } = open(`/new?from=${source.id}`)
    expect(await screen.findByRole('dialog', { name: 'Clone orders' })).toBeVisible()
    expect(await field('Name')).toHaveValue('orders-copy')
    await user.click(screen.getByRole('button', { name: 'Register' }))
    await waitFor(() => expect(sent).toHaveLength(1))
    expect(sent[0]).toEqual({
      tenant: 'default',
      apiName: 'orders-copy',
      apiVersion: '1.0.0',
      displayName: 'Orders',
      description: 'Takes and shows orders',
      endpoint: source.endpoint,
      auth: source.auth,
      portal: source.portal,
      metadata: { owner: 'sales' },
      status: 'draft',
    })
  })

  it('of something that is no id asks for nothing', async () => {
    open('/new?from=..%2Fme')
    expect(await screen.findByRole('alert')).toBeVisible()
  })
})
