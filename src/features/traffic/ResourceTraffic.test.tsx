import { screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import { aPage, anAuditEntry, anEffective, anId, auditStates } from '~/test/builders'
import { api, problem } from '~/test/contract-mock'
import { renderRoutes } from '~/test/render'
import { server } from '~/test/server'
import { ResourceTraffic } from './ResourceTraffic'

const now = () => Math.floor(Date.now() / 1000)
const asked: string[] = []
const open = (scope: Parameters<typeof ResourceTraffic>[0]['scope'], search = '') =>
  renderRoutes(
    [{ path: '/x', element: <ResourceTraffic tenant="default" scope={scope} /> }],
    `/x${search}`,
  )
const figure = async (label: string) =>
  (await screen.findByText(label, { selector: 'dt' })).nextElementSibling

beforeEach(() => {
  asked.length = 0
  server.use(
    api.get('/v1/metrics/query', ({ query }) => {
      asked.push(query.get('query') ?? '')
      const rows: [Record<string, string>, string][] = [
        [{ status: '200' }, '90'],
        [{ status: '429' }, '10'],
        [{ quantile: '0.95' }, '0.12'],
        [{ figure: 'sampled_at' }, String(now() - 2)],
      ]
      return {
        status: 'success' as const,
        data: {
          resultType: 'vector',
          result: rows.map(([metric, value]) => ({ metric, value: [now(), value] })),
        },
      }
    }),
    api.get('/v1/metrics/query_range', ({ query }) => {
      asked.push(query.get('query') ?? '')
      return { status: 'success' as const, data: { resultType: 'matrix', result: [] } }
    }),
  )
})

describe('the traffic of one API', () => {
  it('is asked for in three questions, each about this API only', async () => {
    open({ api: 'orders' })
    expect(await figure('Requests')).toHaveTextContent('100')
    expect(await figure('Rate limited')).toHaveTextContent('10')
    expect(await figure('Response time p95')).toHaveTextContent('120')
    expect(await screen.findByRole('region', { name: 'Response time' })).toBeVisible()
    expect(asked).toHaveLength(3)
    for (const query of asked) expect(query).toContain('api="orders"')
  })

  it('says that Prometheus is away once, without any number', async () => {
    const down = () => problem(503, { detail: 'Prometheus does not answer.' })
    server.use(api.get('/v1/metrics/query', down), api.get('/v1/metrics/query_range', down))
    open({ api: 'orders' })
    const panel = await screen.findByRole('region', { name: 'Traffic in this range' })
    expect(await within(panel).findByText(/Prometheus does not answer/)).toBeVisible()
    await waitFor(() => expect(screen.queryByRole('region', { name: 'Response time' })).toBeNull())
    expect(screen.queryByText('Requests', { selector: 'dt' })).toBeNull()
  })
})

describe('the traffic of one consumer', () => {
  it('is counted by its keys, and says that no response times are measured', async () => {
    open({ consumer: 'acme"shop' }, '?from=now-6h&to=now')
    expect(await figure('Requests')).toHaveTextContent('100')
    expect(await figure('Response time p95')).toHaveTextContent(/only by API/)
    expect(screen.queryByRole('region', { name: 'Response time' })).toBeNull()
    expect(asked).toHaveLength(2)
    for (const query of asked) {
      expect(query).toContain(
        String.raw`stoa_consumer_requests_total{tenant="default",consumer="acme\"shop"}`,
      )
      expect(query).not.toContain('histogram_quantile')
    }
  })
})

describe('changes of policies', () => {
  const at = new Date(Date.now() - 600_000).toISOString()
  const rows = ['limit', 'elsewhere'].map((name) =>
    anAuditEntry({
      at,
      resource_type: 'policy',
      resource_id: name,
      resource_name: name,
      action: 'update',
      actor_name: 'Ada',
      ...auditStates({ config: { burst: 10 } }, { config: { burst: 20 } }),
    }),
  )
  it('are marks with who and what, also in the table; on an API only those on its path', async () => {
    const winner = {
      policy_id: 'limit',
      policy_name: 'limit',
      level: 'api' as const,
      priority: 1,
      value: 1,
    }
    const values = [{ name: 'burst', value: 1, winner, losers: [] }]
    server.use(
      api.get('/v1/audit/{tenant}', aPage(rows)),
      api.get('/v1/metrics/query_range', ({ query }) => {
        const end = Number(query.get('end'))
        const result = [{ metric: { status: '200' }, values: [[end, '1']] }]
        return { status: 'success' as const, data: { resultType: 'matrix', result } }
      }),
      api.get(
        '/v1/admin/policies/effective',
        anEffective({ types: [{ policy_type: 'rate_limit', config: {}, values }] }),
      ),
    )
    const { user } = renderRoutes(
      [
        {
          path: '/x',
          element: (
            <ResourceTraffic
              tenant="default"
              scope={{ api: 'orders' }}
              marksOf={{ contract: anId() }}
            />
          ),
        },
      ],
      '/x',
    )
    const chart = await screen.findByRole('region', { name: 'Requests per second' })
    expect(await within(chart).findByText('1 change of a policy in this range')).toBeVisible()
    expect(
      within(chart).getByText(/limit: Changed, by Ada \(config\.burst 10 → 20\)/),
    ).toBeInTheDocument()
    await user.click(within(chart).getByRole('button', { name: /as a table|values/i }))
    const table = within(chart).getByRole('table')
    expect(
      within(table).getByRole('columnheader', { name: 'Changes of policies' }),
    ).toBeInTheDocument()
    expect(within(table).getByRole('cell', { name: /limit: Changed, by Ada/ })).toBeInTheDocument()
  })
})
