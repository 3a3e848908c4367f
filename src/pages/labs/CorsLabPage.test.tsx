import { screen, waitFor, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw/http'
import { beforeEach, describe, expect, it } from 'vitest'

import { routes } from '~/app/routes'
import { setConfig } from '~/config/config'
import { aContract, anEffective, aPolicy } from '~/test/builders'
import { api, problem } from '~/test/contract-mock'
import { renderRoutes } from '~/test/render'
import { server } from '~/test/server'

const contract = aContract()
const policy = aPolicy({
  name: 'shop-cors',
  policy_type: 'cors',
  config: { origins: ['https://other.example'], methods: ['GET'] },
})
const winner = {
  policy_id: policy.id,
  policy_name: policy.name,
  level: 'api' as const,
  priority: 100,
  value: null,
}
const held = anEffective({
  contract_id: contract.id,
  types: [
    {
      policy_type: 'cors',
      config: policy.config,
      values: Object.entries(policy.config).map(([name, value]) => ({
        name,
        value,
        winner,
        losers: [],
      })),
    },
  ],
})
const refusal = (reason: string) =>
  HttpResponse.json(
    { type: `urn:stoa:problem:${reason}`, reason, detail: 'Said by the gateway.' },
    {
      status: 403,
      headers: { 'Content-Type': 'application/problem+json', 'X-Request-Id': 'r1' },
    },
  )

const asked: Record<string, string>[] = []
let calls = 0

beforeEach(() => {
  asked.length = 0
  calls = 0
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
    api.get('/v1/contracts/{id}', contract),
    api.get('/v1/admin/policies/effective', held),
    http.options('*/gateway/orders/v1/health', ({ request }) => {
      asked.push(Object.fromEntries(request.headers))
      return refusal('cors_origin_refused')
    }),
    http.get('*/gateway/orders/v1/health', () => {
      calls += 1
      return HttpResponse.json({ ok: true }, { headers: { 'X-Request-Id': 'r2' } })
    }),
  )
})

async function attempt(search = '') {
  const view = renderRoutes(
    routes,
    `/t/default/policies/labs/cors?api=${contract.id}&origin=https://shop.example${search}`,
  )
  await view.user.click(await screen.findByRole('button', { name: 'Try it' }))
  const outcome = await screen.findByRole('region', { name: 'What a browser would do' })
  return { ...view, outcome: within(outcome) }
}

describe('the CORS lab', () => {
  it('says why a browser stops the page, sends no call, and drafts the change of the policy that decided', async () => {
    const { outcome, user } = await attempt()
    expect(await outcome.findByText('Stopped by the browser')).toBeVisible()
    expect(outcome.getByText(/does not name this origin/)).toBeVisible()
    expect(outcome.getByText(/Said by the gateway/)).toBeVisible()
    expect(asked[0]).toMatchObject({
      'x-ask-origin': 'https://shop.example',
      'x-ask-method': 'GET',
      'x-ask-headers': 'x-api-key',
    })
    expect(outcome.getByText(/Not sent, because a browser/)).toBeVisible()
    expect(calls).toBe(0)
    const row = outcome.getByRole('row', { name: /Access-Control-Allow-Origin/ })
    expect(within(row).getByText('Refused')).toBeVisible()
    expect(within(row).getByRole('link', { name: 'shop-cors' })).toBeVisible()

    server.use(api.get('/v1/admin/policies/{id}', policy))
    await user.click(outcome.getByRole('link', { name: 'Change this policy' }))
    const form = await screen.findByRole('dialog')
    expect(within(form).getByText('https://shop.example')).toBeVisible()
    expect(within(form).getByText('https://other.example')).toBeVisible()
    expect(within(form).getByText('x-api-key')).toBeVisible()
    const sent: unknown[] = []
    server.use(
      api.patch('/v1/admin/policies/{id}', ({ body }) => {
        sent.push(body)
        return policy
      }),
    )
    await user.click(within(form).getByRole('button', { name: 'Save changes' }))
    await waitFor(() =>
      expect(sent).toEqual([
        {
          config: {
            origins: ['https://other.example', 'https://shop.example'],
            headers: ['x-api-key'],
          },
        },
      ]),
    )
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  })

  it('sends the call where a browser would, and shows its answer', async () => {
    server.use(
      http.options('*/gateway/orders/v1/health', () =>
        HttpResponse.text('', {
          headers: {
            'Access-Control-Allow-Origin': 'https://shop.example',
            'Access-Control-Allow-Headers': 'x-api-key',
            'X-Request-Id': 'r1',
          },
        }),
      ),
    )
    const { outcome } = await attempt()
    expect(await outcome.findByText('Allowed')).toBeVisible()
    expect(outcome.getByText(/The page could read this answer/)).toBeVisible()
    expect(calls).toBe(1)
    expect(outcome.queryByRole('link', { name: /policy/ })).toBeNull()
  })

  it('cannot tell while the gateway is down, and still shows what failed at the Control Plane', async () => {
    server.use(
      http.options('*/gateway/orders/v1/health', () => HttpResponse.error()),
      api.get('/v1/admin/policies/effective', () => problem(503)),
    )
    const { outcome } = await attempt()
    expect(await outcome.findByText('Cannot tell')).toBeVisible()
    expect(outcome.getByText(/the preflight had no answer/)).toBeVisible()
    expect(outcome.queryByRole('table')).toBeNull()
    expect(outcome.getAllByRole('alert')).toHaveLength(2)
    expect(calls).toBe(0)
  })

  it('asks nothing for what is no origin', async () => {
    const { user } = renderRoutes(
      routes,
      `/t/default/policies/labs/cors?api=${contract.id}&origin=shop`,
    )
    await user.click(await screen.findByRole('button', { name: 'Try it' }))
    expect(await screen.findByText(/An origin is http or https/)).toBeVisible()
    expect(asked).toEqual([])
  })
})
