import { screen, waitFor, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw/http'
import { beforeEach, describe, expect, it } from 'vitest'

import { routes } from '~/app/routes'
import { api } from '~/test/contract-mock'
import { aDashboard, sampledAgo, summary, vector } from '~/test/dashboard'
import { renderRoutes } from '~/test/render'
import { server } from '~/test/server'

const open = (search = '') => renderRoutes(routes, `/t/default/dashboard${search}`)
const traffic = () => screen.findByRole('region', { name: 'Traffic in this range' })

beforeEach(() => server.use(...aDashboard))

describe('Prometheus', () => {
  /** As the Control Plane tells it (platform/control-plane/metrics), and what the page makes of it. */
  const pictures: [string, number, object, RegExp][] = [
    [
      'stopped',
      502,
      { detail: 'Prometheus at http://p could not be reached (ECONNREFUSED).' },
      /could not be reached/,
    ],
    [
      'slow',
      504,
      { detail: 'Prometheus at http://p did not answer within 11 s.' },
      /did not answer within/,
    ],
    [
      'another program',
      502,
      { detail: 'http://p answered 200 with something that is not Prometheus’ JSON.' },
      /not Prometheus’ JSON/,
    ],
    [
      'of another opinion',
      422,
      { status: 'error', errorType: '422', error: 'too many series' },
      /too many series/,
    ],
    ['without samples', 200, vector(), /^No data$/],
    [
      'behind',
      200,
      vector([{ status: '200' }, '90'], sampledAgo(300)),
      /Old: measured 5 minutes ago/,
    ],
  ]

  it.each(pictures)(
    '%s is a picture of its own, with a number only where one was measured',
    async (state, status, body, words) => {
      server.use(
        http.get('*/v1/metrics/query', () =>
          HttpResponse.json({ ...(status > 422 && { title: 'No', status }), ...body }, { status }),
        ),
      )
      open()
      const region = within(await traffic())
      expect(await region.findAllByText(words)).not.toHaveLength(0)
      const failures = pictures.slice(0, 4).filter(([other]) => other !== state)
      for (const [, , , foreign] of failures) expect(region.queryAllByText(foreign)).toEqual([])
      const numbers = region.queryAllByText(/^\d[\d,.]*\s?(%|ms|s)?$/)
      expect(numbers.length > 0).toBe(state === 'behind')
    },
  )
})

describe('the range before', () => {
  const watched = (share: string): [Record<string, string>, string] => [
    { figure: 'watched' },
    share,
  ]
  const times: number[] = []
  const ranges = (before: ReturnType<typeof vector>) =>
    api.get('/v1/metrics/query', ({ query }) => {
      const question = query.get('query') ?? ''
      if (question.includes('topk(')) return vector()
      times.push(Number(query.get('time')))
      return question.includes('"watched"')
        ? before
        : vector([{ status: '200' }, '150'], [{ quantile: '0.95' }, '0.2'], sampledAgo(2))
    })

  it('of the same length is compared with, each number for itself', async () => {
    times.length = 0
    server.use(ranges(vector([{ status: '200' }, '90'], [{ status: '500' }, '10'], watched('1'))))
    open('?from=now-6h')
    const region = within(await traffic())
    expect(await region.findByText('+50% · 100 before')).toBeVisible()
    expect(region.getByText('-10 points · 10% before')).toBeVisible()
    expect(region.getByText(/^Compared with/)).toBeVisible()
    expect(Math.abs(times[0] ?? 0) - (times[1] ?? 0)).toBeOneOf([21_600, 21_601, -21_600, -21_601])
  })

  it('of which half was measured is not compared with, and that is said', async () => {
    server.use(ranges(vector([{ status: '200' }, '90'], watched('0.5'))))
    open()
    expect(await screen.findByText(/^Only 50% of the time/)).toBeVisible()
    expect(screen.queryByText(/ before$/)).not.toBeInTheDocument()
  })

  it('that was not measured at all is said', async () => {
    server.use(ranges(vector()))
    open()
    expect(await screen.findByText(/Nothing was measured in the range before/)).toBeVisible()
  })
})

describe('an installation that counts under other names', () => {
  const names = (...data: string[]) =>
    api.get('/v1/metrics/label/{name}/values', { status: 'success' as const, data })

  it('is asked in its own, and the page says which', async () => {
    const asked: string[] = []
    server.use(
      names('up', 'stoa_api_requests_total'),
      api.get('/v1/metrics/query', ({ query }) => {
        asked.push(query.get('query') ?? '')
        return vector([{ status_code: '200' }, '90'], [{ status_code: '500' }, '10'], sampledAgo(2))
      }),
    )
    open()
    const region = within(await traffic())
    expect(await region.findByText('100')).toBeVisible()
    expect(region.getByText('10%')).toBeVisible()
    expect(region.getByText('Counted from stoa_api_requests_total.')).toBeVisible()
    for (const query of asked)
      expect(query).toContain('stoa_api_requests_total{tenant_id="default"}')
    expect(await screen.findByText(/does not tell consumers apart/)).toBeVisible()
  })

  it('of all tenants together says so', async () => {
    server.use(names('stoa_http_requests_total'), summary([{ status: '200' }, '7'], sampledAgo(2)))
    open()
    expect(await screen.findByText(/all tenants together/)).toBeVisible()
  })

  it('without response times has none, and fails that chart only', async () => {
    server.use(names('proxy_requests_total'), summary([{ status: '200' }, '7'], sampledAgo(2)))
    open()
    const times = within(await screen.findByRole('region', { name: 'Response time' }))
    expect(await times.findByText(/comes without response times/)).toBeVisible()
    expect(await screen.findByRole('figure', { name: 'Requests per second' })).toBeVisible()
  })
})

describe('the error budget', () => {
  it('of the objective in the address is what is left of it, and follows the choice', async () => {
    server.use(summary([{ status: '200' }, '1996'], [{ status: '503' }, '4'], sampledAgo(2)))
    const { user, address } = open('?objective=99')
    const region = within(await traffic())
    expect(await region.findByText('80% left in this range')).toBeVisible()
    await user.selectOptions(region.getByRole('combobox', { name: 'Error budget' }), '99.9')
    expect(await region.findByText('Spent 2 times over')).toBeVisible()
    expect(address()).toBe('/t/default/dashboard')
  })

  it('is not there without requests', async () => {
    server.use(summary())
    open()
    await within(await traffic()).findAllByText('No data')
    expect(screen.queryByText(/left in this range/)).not.toBeInTheDocument()
  })
})

describe('narrowing', () => {
  it('leads from an API to its consumers and on to one, in the address, and Back restores it', async () => {
    const asked: string[] = []
    server.use(
      api.get('/v1/metrics/query', ({ query }) => {
        const question = query.get('query') ?? ''
        asked.push(question)
        if (!question.includes('topk(')) return vector([{ status: '200' }, '5'], sampledAgo(2))
        return vector(
          [{ api: 'orders', class: '2' }, '7'],
          [{ consumer: 'acme', class: '429' }, '3'],
          [{ consumer: '_other', class: '2' }, '1'],
        )
      }),
    )
    const { user, address, router } = open('?from=now-6h')
    const apis = within(await screen.findByRole('region', { name: 'Busiest APIs' }))
    await user.click(await apis.findByRole('link', { name: 'orders' }))
    await waitFor(() => expect(address()).toBe('/t/default/dashboard?from=now-6h&api=orders'))
    await waitFor(() => expect(screen.queryByRole('region', { name: 'Busiest APIs' })).toBeNull())
    await waitFor(() => expect(asked.at(-1)).toContain('api="orders"'))
    expect(await screen.findByText('Further consumers, counted together')).toBeVisible()
    await user.click(await screen.findByRole('link', { name: 'acme' }))
    await waitFor(() => expect(address()).toMatch(/api=orders&consumer=acme$/))
    const shown = within(await screen.findByRole('list', { name: 'Shown on this page' }))
    expect(await shown.findByRole('link', { name: 'acme' })).toHaveAttribute(
      'href',
      '/t/default/consumers?search=acme',
    )
    expect(await within(await traffic()).findAllByText(/only by API/)).toHaveLength(3)
    await router.navigate(-2)
    await waitFor(() => expect(address()).toBe('/t/default/dashboard?from=now-6h'))
    expect(await screen.findByRole('region', { name: 'Busiest APIs' })).toBeVisible()
  })
})
