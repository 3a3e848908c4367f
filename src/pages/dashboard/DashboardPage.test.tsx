import { screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import { http, HttpResponse } from 'msw/http'

import { routes } from '~/app/routes'
import { aPage, aViewer } from '~/test/builders'
import type { Asked } from '~/test/contract-mock'
import { api, problem } from '~/test/contract-mock'
import { aDashboard, gridOf, sampledAgo, summary } from '~/test/dashboard'
import { renderRoutes } from '~/test/render'
import { server } from '~/test/server'

const open = (search = '') => renderRoutes(routes, `/t/default/dashboard${search}`)
const traffic = () => screen.findByRole('region', { name: 'Traffic in this range' })

beforeEach(() => server.use(...aDashboard))

describe('the five pictures of a number', () => {
  it('shows what was measured, with the query behind it', async () => {
    server.use(summary([{ status: '200' }, '90'], [{ status: '503' }, '10'], sampledAgo(2)))
    const { user } = open()
    const region = within(await traffic())
    expect(await region.findByText('100')).toBeVisible()
    expect(region.getByText('10%')).toBeVisible()
    await user.click(region.getByRole('button', { name: 'How Requests was measured' }))
    expect(await screen.findByText(/stoa_requests_total\{tenant="default"\}/)).toBeVisible()
    await user.click(screen.getByText('The answer as it came'))
    expect(await screen.findByText(/"resultType": "vector"/)).toBeInTheDocument()
  })

  it('shows zero as zero', async () => {
    server.use(summary([{ status: '200' }, '0'], sampledAgo(2)))
    open()
    const region = within(await traffic())
    expect(await region.findByText('0')).toBeVisible()
  })

  it('says "No data" where there is no sample, and shows no 0', async () => {
    server.use(summary())
    open()
    const region = within(await traffic())
    expect(await region.findAllByText('No data')).toHaveLength(7)
    expect(region.queryByText('0')).not.toBeInTheDocument()
  })

  it('marks what is older than three scrapes, with its age', async () => {
    server.use(summary([{ status: '200' }, '90'], sampledAgo(300)))
    open()
    const region = within(await traffic())
    expect(await region.findAllByText(/Old: measured 5 minutes ago/)).not.toHaveLength(0)
  })

  it('names the cause when Prometheus does not answer, once, and shows no number at all', async () => {
    const down = () =>
      problem(502, { detail: 'Prometheus at http://127.0.0.1:9090 could not be reached.' })
    server.use(api.get('/v1/metrics/query', down), api.get('/v1/metrics/query_range', down))
    open()
    const region = within(await traffic())
    expect(await region.findByText(/could not be reached/, {}, { timeout: 20_000 })).toBeVisible()
    await waitFor(() =>
      expect(screen.queryByRole('region', { name: 'Requests per second' })).not.toBeInTheDocument(),
    )
    expect(region.queryByText(/^\d/)).not.toBeInTheDocument()
    // What does not come from Prometheus stays.
    expect(screen.getByText('1,234')).toBeVisible()
  })

  it.each([
    [
      'Prometheus',
      400,
      { status: 'error', errorType: 'bad_data', error: '1:5: parse error' },
      /parse error/,
    ],
    [
      'VictoriaMetrics',
      422,
      { status: 'error', errorType: '422', error: 'cannot parse' },
      /cannot parse/,
    ],
    [
      'nobody known',
      200,
      { status: 'success', data: { resultType: 'vector', result: [{}] } },
      /data\.result\[0\]\.metric/,
    ],
  ])(
    'tells a refusal of %s in its own words, in that panel only',
    async (_, status, body, words) => {
      server.use(http.get('*/api/v1/metrics/query', () => HttpResponse.json(body, { status })))
      open()
      expect(await within(await traffic()).findByText(words)).toBeVisible()
      expect(await screen.findByRole('figure', { name: 'Requests per second' })).toBeVisible()
    },
  )
})

describe('counts', () => {
  it('are the totals of the server, with the way there, and fail each for itself', async () => {
    server.use(
      api.get('/v1/subscriptions/tenant/{tenant}', () =>
        problem(500, { detail: 'The disk is full.' }),
      ),
    )
    open()
    expect(await screen.findByText('100,000')).toBeVisible()
    expect(await screen.findByText('1,234')).toBeVisible()
    expect(await screen.findByText(/The disk is full\./)).toBeVisible()
    const counts = within(screen.getByRole('list', { name: 'What there is' }))
    expect(counts.getByRole('link', { name: 'Policies' })).toHaveAttribute(
      'href',
      '/t/default/policies',
    )
  })
})

describe('an install without APIs', () => {
  it('teaches the first step instead of drawing empty charts', async () => {
    server.use(api.get('/v1/contracts', aPage([])))
    open()
    const link = await screen.findByRole('link', { name: 'Register an API' })
    expect(link).toHaveAttribute('href', '/t/default/apis/new')
    expect(screen.queryByRole('region', { name: 'Requests per second' })).not.toBeInTheDocument()
  })

  it('tells a viewer who can', async () => {
    server.use(api.get('/v1/contracts', aPage([])), api.get('/v1/me', aViewer()))
    open()
    expect(await screen.findByText(/role devops or tenant-admin/)).toBeVisible()
    expect(screen.queryByRole('link', { name: 'Register an API' })).not.toBeInTheDocument()
  })
})

describe('charts', () => {
  it('have their values as a table, where a gap is no 0', async () => {
    const { user } = open('?from=now-15m')
    await user.click(
      await screen.findByRole('button', { name: 'Requests per second as a table of values' }),
    )
    const table = await screen.findByRole('table', { name: 'Requests per second' })
    expect(within(table).getAllByText('no sample')).toHaveLength(1)
    expect(within(table).getAllByText('10/s').length).toBeGreaterThan(40)
    expect(within(table).queryByText('0/s')).not.toBeInTheDocument()
  })
})

describe('the time range', () => {
  let asked: Asked<unknown>[] = []

  beforeEach(() => {
    asked = []
    server.use(
      api.get('/v1/metrics/query_range', (one) => {
        asked.push(one)
        return { status: 'success' as const, data: { resultType: 'matrix', result: [] } }
      }),
    )
  })

  it('of the address is what is asked for, at most 120 points, every selector in the tenant', async () => {
    open('?from=2026-11-01T00:00:00Z&to=2026-11-08T00:00:00Z')
    await waitFor(() => expect(asked).toHaveLength(2))
    for (const { query } of asked) {
      const { start, end, step } = gridOf(query)
      expect(end).toBe(Date.parse('2026-11-08T00:00:00Z') / 1000)
      expect((end - start) / step).toBeLessThan(120)
      const selectors = query.get('query')?.match(/\{[^}]*\}/g) ?? []
      expect(selectors.length).toBeGreaterThan(2)
      expect(selectors.filter((one) => !one.includes('tenant="default"}'))).toEqual([])
    }
  })

  it('chosen from the presets stands in the address, and Back undoes it', async () => {
    const { user, address, router } = open()
    await user.click(await screen.findByRole('button', { name: 'Last hour' }))
    await user.click(await screen.findByRole('button', { name: 'Last 7 days' }))
    await waitFor(() => expect(address()).toBe('/t/default/dashboard?from=now-7d'))
    await router.navigate(-1)
    await waitFor(() => expect(address()).toBe('/t/default/dashboard'))
  })

  it('moves by half its length to earlier, and forth again to now', async () => {
    const { user, address } = open('?from=now-6h')
    expect(await screen.findByRole('button', { name: 'Later' })).toHaveAttribute(
      'aria-disabled',
      'true',
    )
    await user.click(screen.getByRole('button', { name: 'Earlier' }))
    await waitFor(() => expect(address()).toMatch(/from=\d{4}-.*&to=\d{4}-/))
    const later = () => screen.getByRole('button', { name: 'Later' })
    await waitFor(() => expect(later()).not.toHaveAttribute('aria-disabled'))
    await user.click(later())
    await waitFor(() => expect(address()).toBe('/t/default/dashboard?from=now-6h'))
  })

  it('typed wrongly is refused in words and keeps the text', async () => {
    const { user, address } = open()
    await user.click(await screen.findByRole('button', { name: 'Last hour' }))
    const from = await screen.findByRole('textbox', { name: 'From' })
    await user.clear(from)
    await user.type(from, 'yesterday')
    await user.click(screen.getByRole('button', { name: 'Show this range' }))
    expect(await screen.findByText('One of the two ends is no time.')).toBeVisible()
    expect(from).toHaveValue('yesterday')
    expect(address()).toBe('/t/default/dashboard')
  })

  it('that is none in the address is said, and the last hour shown', async () => {
    open('?from=now-99d')
    expect(await screen.findByText(/longer than 31 days/)).toBeVisible()
    await waitFor(() => expect(asked.length).toBeGreaterThan(0))
  })
})

describe('services', () => {
  it('say which answers, which does not and why, and where nobody can tell', async () => {
    open()
    const services = within(await screen.findByRole('list', { name: 'Services' }))
    expect(await services.findByText('It answered 503.')).toBeVisible()
    expect(services.getByText('Alertmanager').closest('li')).toHaveTextContent('cannot tell')
    expect(services.getByText('Keycloak').closest('li')).toHaveTextContent('14 ms')
  })
})

describe('alerts', () => {
  it('are listed, the firing first', async () => {
    const alert = (name: string, state: string) => ({
      labels: { alertname: name },
      annotations: { summary: `${name} happened` },
      state,
      activeAt: '2026-11-24T10:00:00Z',
    })
    server.use(
      api.get('/v1/metrics/alerts', {
        status: 'success',
        data: { alerts: [alert('Later', 'pending'), alert('StoaGatewayDown', 'firing')] },
      }),
    )
    open()
    const region = within(await screen.findByRole('region', { name: 'Alerts' }))
    await region.findByText('StoaGatewayDown happened')
    const names = region.getAllByRole('listitem').map((item) => item.textContent)
    expect(names[0]).toContain('Firing')
    expect(names[1]).toContain('Later')
  })
})
