import { screen, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw/http'
import { beforeEach, describe, expect, it } from 'vitest'

import { routes } from '~/app/routes'
import { setConfig } from '~/config/config'
import { api, problem } from '~/test/contract-mock'
import { renderRoutes } from '~/test/render'
import { server } from '~/test/server'

beforeEach(() => {
  setConfig({
    face: 'console',
    keycloak: { url: 'http://localhost:8080', realm: 'stoa', clientId: 'stoa-console' },
    apiBase: '/api',
    gatewayBase: '/gateway',
    gatewayPublicUrl: 'http://localhost:3001',
    consoleUrl: 'http://localhost:3000',
    portalUrl: 'http://localhost:3002',
    environment: 'local',
    features: {},
  })
  server.use(
    api.get('/health/ready', {
      status: 'ok',
      version: '1.0.0',
      checks: {
        prometheus: { state: 'down', detail: 'The connection is refused.' },
        alertmanager: { state: 'off' },
        database: { state: 'ok', latency_ms: 1 },
      },
    }),
  )
})

const connection = async (name: string) => {
  const heading = await screen.findByText(name)
  const row = heading.closest('li')
  if (!row) throw new Error(`${name} stands in no row`)
  return within(row)
}

const open = () => renderRoutes(routes, '/t/default/doctor')

describe('the connection doctor', () => {
  it('says of each service what was proved, and what to do', async () => {
    open()
    expect((await connection('Keycloak, sign-in')).getByText('works')).toBeVisible()
    const prometheus = await connection('Prometheus')
    expect(prometheus.getByText(/nothing listens on that port/)).toBeVisible()
    expect(prometheus.getByText('tail -n 50 .stoa/logs/prometheus.log')).toBeVisible()
    expect((await connection('Alertmanager')).getByText('not set up')).toBeVisible()
  })

  it('names the address behind the console server, and is right again once it answers', async () => {
    server.use(
      http.get('*/gateway/health', () =>
        problem(502, {
          detail: 'The gateway at http://localhost:3001 cannot be reached (ECONNREFUSED).',
        }),
      ),
    )
    const { user } = open()
    const gateway = await connection('Gateway')
    expect(gateway.getByText('http://localhost:3001')).toBeVisible()
    expect(gateway.getByText('does not work')).toBeVisible()
    server.use(http.get('*/gateway/health', () => HttpResponse.json({ status: 'ok' })))
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    expect(await gateway.findByText('works')).toBeVisible()
  })

  it('can be read while the Control Plane cannot be heard', async () => {
    server.use(
      api.get('/v1/me', () => HttpResponse.error()),
      api.get('/health/ready', () => problem(502)),
    )
    open()
    expect((await connection('Database')).getByText('cannot tell')).toBeVisible()
    expect((await connection('Control Plane')).getByText('does not work')).toBeVisible()
  })
})
