import { screen, waitFor, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw/http'
import { beforeEach, describe, expect, it, vi } from 'vitest'

import { routes } from '~/app/routes'
import { setConfig } from '~/config/config'
import { aConsumer, aContract, anEffective, anId, aPage, aSubscription } from '~/test/builders'
import { api, ok } from '~/test/contract-mock'
import { renderRoutes } from '~/test/render'
import { server } from '~/test/server'

const contract = aContract()
const keys: (string | null)[] = []
const aGatewayState = {
  configured: true,
  wanted_version: 42,
  held_version: 42,
  current_at: null,
  failure: null,
  usage_read_at: null,
}

function configure(environment?: string) {
  setConfig({
    face: 'console',
    keycloak: { url: 'http://localhost:8080', realm: 'stoa', clientId: 'stoa-console' },
    apiBase: '/api',
    gatewayBase: '/gateway',
    gatewayPublicUrl: 'http://localhost:3001',
    consoleUrl: 'http://localhost:3000',
    portalUrl: 'http://localhost:3002',
    features: {},
    ...(environment !== undefined && { environment }),
  })
}

/** Lets pass as many as the limit says, and refuses the others with its name, or never answers them. */
function gateway({ answersAll = true } = {}) {
  server.use(
    http.get('*/gateway/orders/v1/health', async ({ request }) => {
      keys.push(request.headers.get('x-api-key'))
      if (!answersAll && keys.length > 2) await new Promise(() => undefined)
      const isRefused = keys.length > 2
      return HttpResponse.json(
        isRefused ? { type: 'urn:stoa:problem:rate_limited', reason: 'rate_limited' } : {},
        {
          status: isRefused ? 429 : 200,
          headers: {
            ...(isRefused && { 'Content-Type': 'application/problem+json', 'Retry-After': '60' }),
            'X-Request-Id': 'r1',
            'RateLimit-Policy': '1;w=60;burst=2',
          },
        },
      )
    }),
  )
}

beforeEach(() => {
  keys.length = 0
  // jsdom's entries do not say over which protocol something came.
  vi.spyOn(performance, 'getEntriesByType').mockReturnValue([])
  configure()
  const winner = {
    policy_id: anId(),
    policy_name: 'two',
    level: 'api' as const,
    priority: 100,
    value: 1,
  }
  const config = { requests_per_minute: 1, burst: 2 }
  server.use(
    api.get('/v1/contracts/{id}', contract),
    api.get('/v1/subscriptions/tenant/{tenant}', aPage([])),
    api.get(
      '/v1/admin/policies/effective',
      anEffective({
        types: [
          {
            policy_type: 'rate_limit',
            config,
            values: Object.entries(config).map(([name, value]) => ({
              name,
              value,
              winner,
              losers: [],
            })),
          },
        ],
      }),
    ),
  )
})

const open = (calls: string) =>
  renderRoutes(routes, `/t/default/policies/labs/burst?api=${contract.id}&calls=${calls}`)
const send = () => screen.findByRole('button', { name: 'Send the burst' })
const pasted = `stoa_sk_${'fedcba9876543210'.repeat(2)}`
const paste = async (user: ReturnType<typeof open>['user'], key = pasted) => {
  await user.selectOptions(await screen.findByLabelText('Which key'), 'pasted')
  if (key !== '') await user.type(screen.getByLabelText(/^API key/), key)
}
const outcome = () => within(screen.getByRole('region', { name: 'Verdict' }))

describe('the burst lab', () => {
  it('proves a limit, and offers to repeat once the bucket is full', async () => {
    gateway()
    const { user } = open('4')
    await paste(user)
    await user.click(await send())
    expect(await outcome().findByText('Enforced')).toBeVisible()
    expect(outcome().getByRole('img', { name: /2 passed, 2 answered 429, 0 other/ })).toBeVisible()
    expect(outcome().getByRole('button', { name: /^Repeat in \d+ s/ })).toHaveAttribute(
      'aria-disabled',
      'true',
    )
  })

  it('sends nothing of what is no burst, and says why at the field', async () => {
    gateway()
    const { user } = open('4')
    const field = await screen.findByLabelText('Calls')
    await user.clear(field)
    await user.type(field, '501')
    await user.click(await send())
    expect(await screen.findByText(/A whole number from 1 to 500/)).toBeVisible()
    expect(keys).toEqual([])
  })

  it('can be stopped, and judges what was answered until then', async () => {
    gateway({ answersAll: false })
    const { user } = open('50')
    await paste(user)
    await user.click(await send())
    await waitFor(() => expect(keys.length).toBeGreaterThan(2))
    await user.click(await outcome().findByRole('button', { name: 'Stop' }))
    expect(await outcome().findByText(/Stopped after 2 of 50 calls/)).toBeVisible()
    expect(keys.length).toBeLessThan(50)
  })

  it('asks for the name of the API where the environment is production', async () => {
    configure('production')
    gateway()
    const { user } = open('3')
    await paste(user)
    await user.click(await send())
    const dialog = await screen.findByRole('alertdialog')
    expect(within(dialog).getByText(/3 real calls go through the gateway/)).toBeVisible()
    const confirm = within(dialog).getByRole('button', { name: 'Send the burst' })
    expect(confirm).toHaveAttribute('aria-disabled', 'true')
    expect(keys).toEqual([])
    await user.type(within(dialog).getByRole('textbox'), 'orders')
    await user.click(confirm)
    expect(await outcome().findByText('Enforced')).toBeVisible()
    expect(keys).toHaveLength(3)
  })

  it('says at the field that no key was pasted, and sends nothing', async () => {
    gateway()
    const { user } = open('4')
    await paste(user, '')
    await user.click(await send())
    expect(await screen.findByText('Paste a key, or choose another above.')).toBeVisible()
    expect(keys).toEqual([])
  })

  describe('with a test key', () => {
    const key = `stoa_sk_${'0123456789abcdef'.repeat(2)}`

    beforeEach(() => {
      const made = aSubscription({ id: anId(), api_id: contract.id, status: 'active' })
      server.use(
        api.get('/v1/consumers/{tenant}', ({ query }) =>
          aPage([aConsumer({ external_id: query.get('search') ?? '' })]),
        ),
        api.post('/v1/subscriptions', () => ok({ ...made, api_key: key }, 201)),
        api.post('/v1/subscriptions/{id}/revoke', () =>
          ok({ ...made, status: 'revoked' as const }),
        ),
      )
    })

    it('waits until the gateway says that it holds it, spends nothing on a trial, and never shows it', async () => {
      const held = [41, 42]
      server.use(
        api.get('/v1/admin/gateway', () => ({
          ...aGatewayState,
          held_version: held.shift() ?? 42,
        })),
      )
      gateway()
      const { user } = open('3')
      await user.click(await send())
      expect(await outcome().findByText('Enforced')).toBeVisible()
      expect(held).toEqual([])
      expect(keys).toEqual([key, key, key])
      expect(outcome().getByText('call 3; a full bucket: call 3')).toBeVisible()
      expect(outcome().queryByText(/One call was made before the burst/)).toBeNull()
      expect(document.documentElement.outerHTML).not.toContain(key)
    })

    it('tries it once where nobody can ask the gateway, and says that this took one of the bucket', async () => {
      server.use(api.get('/v1/admin/gateway', { ...aGatewayState, configured: false }))
      gateway()
      const { user } = open('3')
      await user.click(await send())
      expect(await outcome().findByText(/One call was made before the burst/)).toBeVisible()
      expect(keys).toEqual([key, key, key, key])
    })
  })
})
