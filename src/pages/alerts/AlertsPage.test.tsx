import { screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'

import { routes } from '~/app/routes'
import { setConfig } from '~/config/config'
import { alertRules } from '~/domain/artefacts/alert-rules'
import { plainInstall } from '~/domain/artefacts/testing/hostile'
import { aMe, anId, aSilence, aViewer } from '~/test/builders'
import { api, problem } from '~/test/contract-mock'
import { renderRoutes } from '~/test/render'
import { server } from '~/test/server'

const open = (rest = '') => renderRoutes(routes, `/t/default/alerts${rest}`)
const panel = (name: string) => screen.findByRole('region', { name })

const [, highErrors, storm] = alertRules(plainInstall)
const aRule = (part: object = {}) => ({
  type: 'alerting',
  name: 'StoaHighErrorRate',
  query: highErrors?.expr,
  state: 'inactive',
  duration: 300,
  labels: { severity: 'warning' },
  health: 'ok',
  lastEvaluation: new Date().toISOString(),
  alerts: [],
  ...part,
})
const firing = {
  state: 'firing',
  activeAt: '2026-11-24T08:00:00Z',
  labels: { alertname: 'StoaGatewayDown', job: 'stoa-gateway', severity: 'critical' },
  annotations: {},
  value: '0e+00',
}
const rules = (...list: object[]) =>
  server.use(
    api.get('/v1/metrics/rules', {
      status: 'success',
      data: { groups: [{ name: 'stoa', rules: list }] },
    }),
  )
const vector = (...values: string[]) => ({
  status: 'success' as const,
  data: {
    resultType: 'vector',
    result: values.map((value, at) => ({ metric: { at: String(at) }, value: [1764000000, value] })),
  },
})

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

describe('the rules', () => {
  it('say state, value against threshold, and which of the three are missing', async () => {
    rules(
      aRule(),
      aRule({
        name: 'StoaGatewayDown',
        query: 'up{job="stoa-gateway"} == 0 or absent(up{job="stoa-gateway"})',
        state: 'firing',
        alerts: [firing],
      }),
    )
    const asked: string[] = []
    server.use(
      api.get('/v1/me', aMe({ roles: ['cpi-admin'] })),
      api.get('/v1/metrics/query', ({ query }) => {
        asked.push(query.get('query') ?? '')
        return vector(query.get('query')?.startsWith('up') ? '0' : '0.012')
      }),
      api.get('/v1/admin/alerts/silences', { items: [aSilence()] }),
    )
    open()
    const all = within(await panel('Rules'))
    const [down, errors] = await all.findAllByRole('heading', { level: 3 })
    expect(down).toHaveTextContent('StoaGatewayDown')
    const row = within(down?.closest('li') as HTMLElement)
    expect(row.getAllByText('Firing')[0]).toBeVisible()
    expect(row.getByText('fires at 0')).toBeVisible()
    expect(await row.findByText('Silenced by ada@example.com')).toBeVisible()
    const other = errors?.closest('li')
    await waitFor(() => expect(other).toHaveTextContent(/Now\s*1\.2%/))
    expect(other).toHaveTextContent('fires above 5%')
    expect(asked).toContain(highErrors?.expr.replace(' > 0.05', ''))
    expect(all.getByText('Rule missing').closest('li')).toHaveTextContent('StoaRateLimitStorm')
  })

  it('of one that is not evaluated, or fails, are never green', async () => {
    rules(
      aRule({ health: 'err', lastError: 'many-to-many matching' }),
      aRule({ name: 'Other', health: 'unknown', lastEvaluation: '0001-01-01T00:00:00Z' }),
    )
    open()
    expect(await screen.findByText(/many-to-many matching/)).toBeVisible()
    expect(screen.getByText(/Never evaluated/)).toBeVisible()
    expect(screen.queryByText('Inactive')).toBeNull()
    expect(screen.getAllByText('Cannot tell')).toHaveLength(2)
  })

  it('in the runbook’s form are said to misfire', async () => {
    rules(aRule({ name: 'StoaRateLimitStorm', query: storm?.runbookExpr }))
    open()
    expect(await screen.findByText(/This expression misfires/)).toBeVisible()
  })

  it('do not take what one tenant may not see for a finding', async () => {
    rules(aRule({ name: 'StoaGatewayDown', query: 'up == 0' }))
    server.use(api.get('/v1/metrics/query', vector()))
    open()
    const seen = within(await panel('Rules'))
    expect(await seen.findByText(/only an administrator of the platform/)).toBeVisible()
  })

  it('name Prometheus when it is down, and show no number', async () => {
    const down = () => problem(502, { detail: 'Prometheus at x could not be reached.' })
    server.use(api.get('/v1/metrics/rules', down), api.get('/v1/metrics/query', down))
    open()
    const seen = await panel('Rules')
    expect(await within(seen).findByText(/Prometheus at x could not be reached/)).toBeVisible()
    expect(within(seen).queryByText('Rule missing')).toBeNull()
  })
})

describe('silences', () => {
  it('name Alertmanager when it is down, without blanking the rules', async () => {
    rules(aRule())
    server.use(
      api.get('/v1/admin/alerts/silences', () =>
        problem(502, { detail: 'Alertmanager at y could not be reached.' }),
      ),
    )
    open()
    const seen = await panel('Silences')
    expect(await within(seen).findByText(/Alertmanager at y could not be reached/)).toBeVisible()
    expect(await screen.findByRole('heading', { name: 'StoaHighErrorRate' })).toBeVisible()
  })

  it('are made with labels, time and reason, once', async () => {
    const sent: unknown[] = []
    server.use(
      api.post('/v1/admin/alerts/silences', ({ body, headers }) => {
        sent.push(body, headers.has('idempotency-key'))
        return aSilence()
      }),
    )
    const { user, address } = open('/silence?alertname=StoaGatewayDown&job=stoa-gateway')
    await user.selectOptions(await screen.findByRole('combobox', { name: 'For' }), '240')
    await user.click(screen.getByRole('button', { name: 'Silence' }))
    expect(await screen.findByText(/Say why/)).toBeVisible()
    await user.type(screen.getByRole('textbox', { name: 'Why' }), 'Maintenance')
    await user.dblClick(screen.getByRole('button', { name: 'Silence' }))
    await waitFor(() => expect(address()).toBe('/t/default/alerts'))
    const is = (name: string, value: string) => ({ name, value, is_regex: false, is_equal: true })
    expect(sent).toEqual([
      {
        tenant_id: 'default',
        matchers: [is('alertname', 'StoaGatewayDown'), is('job', 'stoa-gateway')],
        duration_minutes: 240,
        comment: 'Maintenance',
      },
      true,
    ])
  })

  it('are ended after a question', async () => {
    const silence = aSilence()
    let state: 'active' | 'expired' = 'active'
    server.use(
      api.get('/v1/admin/alerts/silences', () => ({
        items: [{ ...silence, state, can_expire: state === 'active' }],
      })),
      api.delete('/v1/admin/alerts/silences/{id}', ({ params }) => {
        expect(params['id']).toBe(silence.id)
        state = 'expired'
        return new Response(null, { status: 204 })
      }),
    )
    const { user } = open()
    await user.click(await screen.findByRole('button', { name: /^End now/ }))
    const question = within(await screen.findByRole('alertdialog'))
    await user.click(question.getByRole('button', { name: 'End now' }))
    expect(await screen.findByText('Over')).toBeVisible()
  })

  it('are only read by a viewer, who sends no test alert either', async () => {
    server.use(
      api.get('/v1/me', aViewer()),
      api.get('/v1/admin/alerts/silences', { items: [aSilence({ can_expire: false })] }),
    )
    open()
    expect(await screen.findByText('Of the platform')).toBeVisible()
    for (const name of ['Silence alerts', 'Send a test alert'])
      expect(screen.getByRole('button', { name })).toHaveAttribute('aria-disabled', 'true')
  })
})

describe('the rule file', () => {
  it('and the expressions that misfire are about the counter that Prometheus has', async () => {
    const asked: string[] = []
    server.use(
      api.get('/v1/me', aMe({ roles: ['cpi-admin'] })),
      api.get('/v1/metrics/label/{name}/values', {
        status: 'success' as const,
        data: ['stoa_api_requests_total'],
      }),
      api.get('/v1/metrics/query', ({ query }) => {
        asked.push(query.get('query') ?? '')
        return vector('0.5')
      }),
    )
    open()
    const files = await panel('Rule file and its tests')
    await waitFor(() =>
      expect(files).toHaveTextContent('stoa_api_requests_total{job="stoa-gateway",status_code=~"5'),
    )
    await waitFor(() =>
      expect(asked).toContain(
        'rate(stoa_api_requests_total{status_code=~"5.."}[1h]) / rate(stoa_api_requests_total[1h])',
      ),
    )
  })
})

describe('a test alert', () => {
  const sent = (part: object = {}) => ({
    id: anId(),
    state: 'sent' as const,
    sent_at: new Date().toISOString(),
    received_at: null,
    latency_ms: null,
    ...part,
  })

  it('is followed until its receiver reports it, with the time that it took', async () => {
    const test = sent()
    let asked = 0
    server.use(
      api.post('/v1/admin/alerts/test', test),
      api.get('/v1/admin/alerts/test/{id}', () => {
        asked += 1
        return asked < 2
          ? test
          : { ...test, state: 'received' as const, received_at: test.sent_at, latency_ms: 3200 }
      }),
    )
    const { user, address } = open()
    await user.click(await screen.findByRole('button', { name: 'Send a test alert' }))
    expect(await screen.findByText(/not received yet/)).toBeVisible()
    expect(await screen.findByText('received after 3.2 sec')).toBeVisible()
    expect(address()).toBe(`/t/default/alerts?test=${test.id}`)
  })

  it('that does not arrive within five minutes is lost', async () => {
    const test = sent({ sent_at: new Date(Date.now() - 301_000).toISOString() })
    server.use(api.get('/v1/admin/alerts/test/{id}', test))
    open(`?test=${test.id}`)
    expect(await screen.findByText(/not received for 5 min/)).toBeVisible()
  })

  it('names Alertmanager when that is down', async () => {
    server.use(
      api.post('/v1/admin/alerts/test', () =>
        problem(502, { detail: 'Alertmanager at y could not be reached.' }),
      ),
    )
    const { user } = open()
    await user.click(await screen.findByRole('button', { name: 'Send a test alert' }))
    expect(await screen.findByText(/Alertmanager at y could not be reached/)).toBeVisible()
  })
})

it('why the runbook misfires is computed, on this installation and on an example', async () => {
  server.use(
    api.get('/v1/metrics/query', ({ query }) =>
      query.get('query')?.startsWith('sum') ? vector('0.02') : vector('1', '1', 'NaN'),
    ),
  )
  open()
  const seen = within(await panel("Why the runbook's expressions misfire"))
  expect((await seen.findAllByText('100% (2 series)'))[0]).toBeVisible()
  expect(seen.getAllByText('2% (1 series)')[0]).toBeVisible()
  const table = within(seen.getByRole('table', { name: 'An example, computed' }))
  expect(table.getByText('100%: fires')).toBeVisible()
  expect(table.getByText('1%: quiet')).toBeVisible()
  expect(table.getByText('no value: never fires')).toBeVisible()
  expect(table.getByText('90%: fires')).toBeVisible()
})
