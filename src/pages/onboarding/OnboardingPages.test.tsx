import { screen, waitFor, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw/http'
import { beforeAll, expect, test } from 'vitest'
import { routes } from '~/app/routes'
import { setConfig } from '~/config/config'
import { aContract, aPage, aViewer } from '~/test/builders'
import { api } from '~/test/contract-mock'
import { renderRoutes } from '~/test/render'
import { server } from '~/test/server'
import type { OnboardingUpdate } from '#contract/contract.gen'

beforeAll(() =>
  setConfig({
    face: 'console',
    keycloak: { url: 'http://localhost:8080', realm: 'stoa', clientId: 'stoa-console' },
    apiBase: '/api',
    gatewayBase: '/gateway',
    gatewayPublicUrl: 'http://localhost:3001',
    consoleUrl: 'http://localhost:3000',
    portalUrl: 'http://localhost:3002',
    features: {},
  }),
)

const step = (name: string) => screen.findByRole('region', { name })

test('a day says what is proved and what is not, and keeps what was seen for the others', async () => {
  const kept: OnboardingUpdate['steps'][] = []
  server.use(
    api.put('/v1/onboarding/{tenant}', ({ body, params, headers }) => {
      expect(headers.get('if-match')).toBe('"0"')
      kept.push(body.steps)
      return { tenant_id: params['tenant'] ?? '', steps: {}, etag: '"0"' }
    }),
  )
  renderRoutes(routes, '/t/default/onboarding/day-1')
  expect(await screen.findByRole('heading', { level: 1 })).toHaveTextContent(
    'Day 1: Verify everything works',
  )
  expect(await within(await step('The gateway is well')).findByText('Proved')).toBeVisible()
  await waitFor(() => expect(Object.keys(kept[0] ?? {})).toContain('day-1.gateway.seen'))
})

test('another program at the gateway’s address makes no tick', async () => {
  server.use(
    http.get('*/gateway/health', () => HttpResponse.html('<html>Welcome to nginx!</html>')),
    api.put('/v1/onboarding/{tenant}', { tenant_id: 'default', steps: {}, etag: '"0"' }),
  )
  renderRoutes(routes, '/t/default/onboarding/day-1')
  const card = await step('The gateway is well')
  expect(await within(card).findByText('Fails')).toBeVisible()
  expect(within(card).getByText(/Another program answers/)).toBeVisible()
})

test('a week that is opened while the Control Plane is down says what answers and what does not', async () => {
  server.use(api.get('/v1/me', () => new HttpResponse('Bad gateway', { status: 502 })))
  renderRoutes(routes, '/t/default/onboarding/day-1')
  expect(await screen.findByRole('heading', { name: 'Connections' })).toBeVisible()
})

test('who may only read sees the week, keeps nothing and vouches for nothing', async () => {
  server.use(
    api.get('/v1/me', aViewer()),
    api.get('/v1/contracts', aPage([aContract()])),
    http.get('*/gateway/orders/v1/health', () => new HttpResponse(null, { status: 401 })),
  )
  renderRoutes(routes, '/t/default/onboarding/day-7')
  await step('The backup procedure is written down')
  expect(await screen.findByText(/You may look at the week/)).toBeVisible()
  expect(screen.queryByRole('button', { name: /Vouch for/ })).toBeNull()
})

test('a tick goes away when it stops being true, and comes back with it', async () => {
  let isUp = true
  server.use(
    http.get('*/gateway/health', () =>
      isUp
        ? HttpResponse.json({ status: 'ok', version: '0.1.0' })
        : new HttpResponse('Bad gateway', { status: 502 }),
    ),
    api.put('/v1/onboarding/{tenant}', { tenant_id: 'default', steps: {}, etag: '"0"' }),
  )
  const { user } = renderRoutes(routes, '/t/default/onboarding/day-1')
  const card = await step('The gateway is well')
  const again = () =>
    user.click(within(card).getByRole('button', { name: 'Check again: The gateway is well' }))
  expect(await within(card).findByText('Proved')).toBeVisible()
  isUp = false
  await again()
  expect(await within(card).findByText('Fails')).toBeVisible()
  isUp = true
  await again()
  expect(await within(card).findByText('Proved')).toBeVisible()
})

test('somebody vouches for what nothing measures, with a note and until a date', async () => {
  const written: OnboardingUpdate['steps'][] = []
  server.use(
    api.put('/v1/onboarding/{tenant}', ({ body, params }) => {
      written.push(body.steps)
      return { tenant_id: params['tenant'] ?? '', steps: {}, etag: '"1"' }
    }),
  )
  const { user } = renderRoutes(routes, '/t/default/onboarding/day-7')
  const step = 'The backup procedure is written down'
  await user.click(await screen.findByRole('button', { name: `Vouch for: ${step}` }))
  const dialog = await screen.findByRole('dialog')
  await user.click(within(dialog).getByRole('button', { name: 'Vouch for it' }))
  expect(await within(dialog).findByText(/Say what was looked at/)).toBeVisible()
  await user.type(within(dialog).getByRole('textbox'), 'Restored in May')
  await user.click(within(dialog).getByRole('button', { name: 'Vouch for it' }))
  await waitFor(() =>
    expect(written.find((steps) => steps['day-7.backup'])?.['day-7.backup']).toMatchObject({
      kind: 'attestation',
      evidence: { note: 'Restored in May' },
    }),
  )
})
