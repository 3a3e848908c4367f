import { screen, waitFor, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw/http'
import { beforeEach, describe, expect, it } from 'vitest'

import { setConfig } from '~/config/config'
import { aConsumer, aContract, anId, aPage, aSubscription } from '~/test/builders'
import { api, ok, problem } from '~/test/contract-mock'
import { renderRoutes } from '~/test/render'
import { server } from '~/test/server'

import { ApiTestCall } from './ApiTestCall'

const id = anId()
const key = `stoa_sk_${'0123456789abcdef'.repeat(2)}`
const made = aSubscription({ id: anId(), api_id: id, status: 'active' })

function open() {
  return renderRoutes([
    { path: '/', element: <ApiTestCall api={aContract({ id })} /> },
    { path: '/away', element: <p>Elsewhere</p> },
  ])
}

const keys: (string | null)[] = []
const ended: string[] = []

beforeEach(() => {
  keys.length = 0
  ended.length = 0
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
    api.get('/v1/consumers/{tenant}', ({ query }) =>
      aPage([aConsumer({ external_id: query.get('search') ?? '' })]),
    ),
    api.get('/v1/subscriptions/tenant/{tenant}', aPage([])),
    api.post('/v1/subscriptions', () => ok({ ...made, api_key: key }, 201)),
    api.post('/v1/subscriptions/{id}/revoke', ({ params }) => {
      ended.push(String(params['id']))
      return ok({ ...made, status: 'revoked' as const, revoked_at: '2026-11-24T12:00:00Z' })
    }),
    http.get('*/gateway/orders/v1/health', ({ request }) => {
      keys.push(request.headers.get('x-api-key'))
      return HttpResponse.json({ status: keys.length })
    }),
  )
})

async function callWithTestKey() {
  const view = open()
  await view.user.selectOptions(await screen.findByLabelText(/Which key/), 'test')
  await view.user.click(screen.getByRole('button', { name: 'Send' }))
  await within(await screen.findByRole('region', { name: 'Answer' })).findByText('200')
  return view
}

describe('a test key', () => {
  it('is made once, shown never, and revoked on leaving', async () => {
    const { user, router } = await callWithTestKey()
    await user.click(screen.getByRole('button', { name: 'Send' }))
    await waitFor(() => expect(keys).toEqual([key, key]))
    expect(document.documentElement.outerHTML).not.toContain(key)
    expect(ended).toEqual([])
    await router.navigate('/away')
    await waitFor(() => expect(ended).toEqual([made.id]))
  })

  it('is revoked by hand, and the page says when', async () => {
    const { user } = await callWithTestKey()
    await user.click(await screen.findByRole('button', { name: 'Revoke it now' }))
    expect(await screen.findByText(/The test key was revoked at/)).toBeVisible()
    expect(ended).toEqual([made.id])
  })

  it('that cannot be made says why, and nothing is called', async () => {
    server.use(
      api.post('/v1/subscriptions', () => problem(409, { detail: 'The consumer is suspended.' })),
    )
    const { user } = open()
    await user.selectOptions(await screen.findByLabelText(/Which key/), 'test')
    await user.click(screen.getByRole('button', { name: 'Send' }))
    expect(await screen.findByText(/The consumer is suspended/)).toBeVisible()
    expect(keys).toEqual([])
  })
})

it('two calls are compared, and no key is among what is remembered', async () => {
  const { user } = await callWithTestKey()
  await user.click(screen.getByRole('button', { name: 'Send' }))
  const list = await screen.findByRole('list', { name: 'Calls of this session', hidden: true })
  await waitFor(() =>
    expect(within(list).getAllByRole('checkbox', { hidden: true })).toHaveLength(2),
  )
  for (const box of within(list).getAllByRole('checkbox', { hidden: true })) await user.click(box)
  const compared = await screen.findByRole('region', { name: 'Two calls compared', hidden: true })
  expect(within(compared).getByText('Total time')).toBeInTheDocument()
  expect(document.documentElement.outerHTML).not.toContain(key)
})
