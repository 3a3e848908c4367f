import { screen, waitFor, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw/http'
import { beforeEach, describe, expect, it } from 'vitest'

import { setConfig } from '~/config/config'
import type { Contract } from '~/domain/contract'
import { aContract, anId } from '~/test/builders'
import { renderRoutes } from '~/test/render'
import { server } from '~/test/server'

import { ApiTestCall } from './ApiTestCall'

const id = anId()
const orders = aContract({ id, etag: '"3"' })
const open = (part: Partial<Contract> = {}) =>
  renderRoutes([{ path: '/', element: <ApiTestCall api={{ ...orders, ...part }} /> }], '/')
const answer = () => screen.findByRole('region', { name: 'Answer' })
const field = (name: string | RegExp) => screen.findByRole('textbox', { name })

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
    expect(within(await answer()).getByText('200')).toBeVisible()
    expect(screen.getByText(/It works/)).toBeVisible()
    expect(keys).toEqual(['stoa_sk_pasted'])
    expect(
      JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)]),
    ).not.toContain('pasted')
    expect(document.documentElement.textContent).not.toContain('stoa_sk_pasted')
  })

  it.each([
    [401, 'key_revoked', /This key was revoked/],
    [401, 'key_malformed', /is not a key/],
    [403, 'consumer_suspended', /is suspended. Activate it/],
    [403, 'consumer_blocked', /is blocked/],
    [403, 'subscription_pending', /waits for approval/],
    [403, 'ip_refused', /that server's address counts here/],
    [413, 'body_too_large', /larger than the request size policy allows/],
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

  it('says that a frozen gateway is not likely to answer, and stops waiting on request', async () => {
    server.use(
      http.get('*/gateway/orders/v1/health', () => new Promise<never>(() => undefined)),
      http.get('*/gateway/health', () => new HttpResponse(null, { status: 504 })),
    )
    const { user } = await send()
    expect(await screen.findByText(/an answer is unlikely/)).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Stop waiting' }))
    expect(screen.queryByText(/an answer is unlikely/)).toBeNull()
    expect(screen.queryByRole('alert')).toBeNull()
    expect(screen.getByRole('button', { name: 'Send' })).not.toHaveAttribute(
      'aria-disabled',
      'true',
    )
  })

  it('says when to try again after a 429', async () => {
    server.use(gateway(429, 'rate_limited', { 'Retry-After': '7' }))
    await send()
    const again = await screen.findByRole('button', { name: /Send again in [67] s/ })
    expect(again).toHaveAttribute('aria-disabled', 'true')
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
    expect(await within(await answer()).findByText('201')).toBeVisible()
    expect(sent).toEqual([['{"name":"a"}', "it's", 'application/json']])
    const pretty = screen.getByRole('region', { name: 'Body, Laid out' })
    expect(pretty.textContent).toContain('"id": 7')
    const command = screen.getByRole('region', { name: 'As curl', hidden: true }).textContent
    expect(command).toContain("-H 'X-Trace: it'\\''s'")
    expect(command).toContain(`--data-raw '{"name":"a"}'`)
  })

  it('sends query parameters after what was typed of the query', async () => {
    const sent: string[] = []
    server.use(
      http.get('*/gateway/orders/v1/*', ({ request }) => {
        sent.push(new URL(request.url).search)
        return HttpResponse.json({})
      }),
    )
    const { user } = open()
    const path = await field(/Path/)
    await user.clear(path)
    await user.type(path, '/items?page=2')
    await user.click(screen.getByRole('button', { name: /Add.*Query parameters/ }))
    const [name, value] = within(
      screen.getByRole('group', { name: /Query parameters/ }),
    ).getAllByRole('textbox')
    await user.type(name as HTMLElement, 'q')
    await user.type(value as HTMLElement, "it's & more")
    await user.click(screen.getByRole('button', { name: 'Send' }))
    await answer()
    expect(sent).toEqual(['?page=2&q=it%27s%20%26%20more'])
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
    const content = { 'application/json': { example: { name: 'a' } } }
    const document = {
      openapi: '3.1.0',
      paths: { '/items/{id}': { put: { summary: 'Replace', requestBody: { content } } } },
    }
    server.use(http.get('*/api/v1/contracts/:id/openapi', () => HttpResponse.json(document)))
    const { user } = open({ has_openapi: true })
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
    expect(await screen.findByText('This path would leave the API.')).toBeVisible()
  })
})
