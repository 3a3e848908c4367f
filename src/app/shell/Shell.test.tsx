import { screen, waitFor, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw/http'
import { describe, expect, it } from 'vitest'

import { health } from '~/api/health'
import { queryClient } from '~/api/query-client'
import { setConfig } from '~/config/config'
import { aConsumer, aMe, aViewer } from '~/test/builders'
import { api } from '~/test/contract-mock'
import { renderRoutes } from '~/test/render'
import { server } from '~/test/server'

import { startRecovery } from '../recovery'
import { routes } from '../routes'

const heading = (name: string | RegExp) => screen.findByRole('heading', { level: 1, name })
const navigation = () => screen.getByRole('navigation', { name: 'Main navigation' })

setConfig({
  face: 'console',
  keycloak: { url: 'http://localhost:8080', realm: 'stoa', clientId: 'c' },
  apiBase: '/api',
  gatewayBase: '/gateway',
  gatewayPublicUrl: 'http://localhost:3001',
  consoleUrl: 'http://localhost:3000',
  portalUrl: 'http://localhost:3002',
  features: {},
})

describe('the shell', () => {
  it('leads from the root to the own tenant, and from place to place by the map', async () => {
    server.use(api.get('/v1/me', aMe()))
    const { user, address } = renderRoutes(routes, '/')
    await heading('Dashboard')
    expect(address()).toBe('/t/default/dashboard')
    await user.click(within(navigation()).getByRole('link', { name: 'Consumers' }))
    await heading('Consumers')
    expect(address()).toBe('/t/default/consumers')
    await waitFor(() => expect(document.title).toBe('Consumers · STOA Console'))
    expect(document.activeElement).toBe(screen.getByRole('main'))
  })

  it('names the object in the crumbs and the title, and links to its list', async () => {
    const consumer = aConsumer({ name: 'Acme Mobile' })
    server.use(api.get('/v1/me', aMe()), api.get('/v1/consumers/{tenant}/{id}', consumer))
    renderRoutes(routes, `/t/default/consumers/${consumer.id}`)
    await heading('Acme Mobile')
    const crumbs = screen.getByRole('navigation', { name: 'Breadcrumbs' })
    expect(within(crumbs).getByRole('link', { name: 'Consumers' })).toHaveAttribute(
      'href',
      '/t/default/consumers',
    )
    expect(within(crumbs).getByText('Acme Mobile')).toBeInTheDocument()
    await waitFor(() => expect(document.title).toBe('Acme Mobile · Consumers · STOA Console'))
  })

  it('says at its own address that a page is not this person’s to see, with the permission and the roles', async () => {
    server.use(api.get('/v1/me', aViewer()))
    const { address } = renderRoutes(routes, '/t/default/consumers/new')
    const alert = await screen.findByRole('alert')
    expect(alert).toHaveTextContent('consumers:write')
    expect(alert).toHaveTextContent('tenant-admin')
    expect(alert).toHaveTextContent('Your roles: viewer')
    expect(address()).toBe('/t/default/consumers/new')
  })

  it('shows nothing of a tenant that is not among the caller’s', async () => {
    server.use(api.get('/v1/me', aMe()))
    renderRoutes(routes, '/t/foreign/consumers')
    await heading('There is no such page')
    expect(screen.getByRole('link', { name: 'Go to the start page' })).toHaveAttribute('href', '/')
  })

  it('asks for nothing at an ill-formed address', async () => {
    const asked: string[] = []
    server.use(
      api.get('/v1/me', aMe()),
      http.all('*/v1/consumers/*', ({ request }) => void asked.push(request.url)),
    )
    renderRoutes(routes, '/t/default/consumers/..%2f..%2fadmin')
    await heading('There is no such page')
    expect(asked).toEqual([])
  })

  it('stands although the Control Plane does not, names it, and comes back by itself', async () => {
    const stop = startRecovery(
      queryClient,
      () => void queryClient.invalidateQueries(health.services()),
    )
    let isDown = true
    const down = () =>
      HttpResponse.json(
        {
          title: 'Bad Gateway',
          status: 502,
          detail: 'The Control Plane at http://cp cannot be reached.',
        },
        { status: 502, headers: { 'content-type': 'application/problem+json' } },
      )
    server.use(http.all('*/api/*', () => (isDown ? down() : undefined)))
    renderRoutes(routes, '/t/default/consumers')
    expect(within(navigation()).getByRole('link', { name: 'Policies' })).toBeInTheDocument()
    expect(
      await screen.findByText(
        'The Control Plane at http://cp cannot be reached.',
        {},
        { timeout: 12_000 },
      ),
    ).toBeInTheDocument()
    expect(await screen.findByText(/The Control Plane does not answer since/)).toBeInTheDocument()
    isDown = false
    server.use(api.get('/v1/me', aMe()))
    await waitFor(
      () =>
        expect(screen.queryByText('The Control Plane at http://cp cannot be reached.')).toBeNull(),
      { timeout: 12_000 },
    )
    await heading('Consumers')
    stop()
  })

  it('tells a service that answers wrongly from one that does not answer', async () => {
    server.use(
      api.get('/v1/me', aMe()),
      api.get('/health/ready', {
        status: 'degraded',
        version: '1',
        checks: {
          prometheus: { state: 'down', detail: 'It answered 422.' },
          alertmanager: { state: 'down', detail: 'The connection is refused.' },
        },
      }),
    )
    renderRoutes(routes, '/t/default/consumers')
    expect(
      await screen.findByText(/^Prometheus has not answered as it should since .*422/),
    ).toBeVisible()
    expect(screen.getByText(/^Alertmanager does not answer since/)).toBeVisible()
  })

  it('tells a developer without a role where the portal is', async () => {
    server.use(
      api.get(
        '/v1/me',
        aMe({ name: 'Dev', roles: [], permissions: [], tenants: [], tenant_id: null }),
      ),
    )
    renderRoutes(routes, '/')
    expect(await screen.findByRole('link', { name: 'Open the developer portal' })).toHaveAttribute(
      'href',
      'http://localhost:3002',
    )
  })
})
