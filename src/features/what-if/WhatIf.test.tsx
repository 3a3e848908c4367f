import { screen } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'

import { api, problem } from '~/test/contract-mock'
import { renderRoutes } from '~/test/render'
import { server } from '~/test/server'

import { WhatIf } from './WhatIf'

const limit = { perMinute: 60, burst: 10 }
const success = (resultType: string, result: unknown[]) => ({
  status: 'success' as const,
  data: { resultType, result },
})
const asked: string[] = []

/** One caller whose counter stood at 0 for a day, and grew once, an hour before the end. */
function calls(count: number) {
  server.use(
    api.get('/v1/metrics/query', ({ query }) => {
      asked.push(query.get('query') ?? '')
      const at = Number(query.get('time'))
      return success('vector', [
        { metric: { api: 'orders', consumer: 'acme' }, value: [at, String(count)] },
        { metric: { figure: 'callers' }, value: [at, '1'] },
      ])
    }),
    api.get('/v1/metrics/query_range', ({ query }) => {
      const [start, end] = [Number(query.get('start')), Number(query.get('end'))]
      const times = Array.from({ length: (end - start) / 60 + 1 }, (_, place) => start + place * 60)
      return success('matrix', [
        {
          metric: { api: 'orders', consumer: 'acme' },
          values: times.map((at) => [at, at > end - 3600 ? String(count) : '0']),
        },
        // Watched for the last half of the day.
        { metric: { figure: 'watched' }, values: times.slice(720).map((at) => [at, '3']) },
      ])
    }),
  )
}

const open = (given: typeof limit | undefined = limit) =>
  renderRoutes([{ path: '/', element: <WhatIf tenant="default" limit={given} /> }])

beforeEach(() => {
  asked.length = 0
})

describe('what if', () => {
  it('asks nothing before it is asked, and then says who, how many, and how well it is known', async () => {
    calls(200)
    const { user } = open()
    const button = await screen.findByRole('button', { name: 'Replay the last 24 hours' })
    expect(asked).toEqual([])
    await user.click(button)
    expect(
      await screen.findByText(/1 of 1 callers would have been refused for certain/),
    ).toBeVisible()
    const row = screen.getByRole('row', { name: /acme/ })
    // At most 10 at once and 75 s of refill pass: a count is as old as the last scrape, 15 s at most.
    expect(row).toHaveTextContent(/orders\s*200\s*115 to 190\s*1\s*200/)
    expect(screen.getByText(/watched for 12 hr of 1 day/)).toBeVisible()
    expect(screen.getByText(/A burst within them is not seen/)).toBeVisible()
  })

  it('says that nobody would be refused only where no order of the calls could be', async () => {
    calls(10)
    const { user } = open()
    await user.click(await screen.findByRole('button', { name: 'Replay the last 24 hours' }))
    expect(await screen.findByText(/Nobody would have been refused: all 10 calls/)).toBeVisible()
    expect(screen.queryByRole('table')).toBeNull()
  })

  it('says nothing where nobody watched', async () => {
    const { user } = open()
    await user.click(await screen.findByRole('button', { name: 'Replay the last 24 hours' }))
    expect(await screen.findByText(/nothing can be said/)).toBeVisible()
  })

  it('says that this installation does not count by consumer, and blames no server', async () => {
    server.use(
      api.get('/v1/metrics/label/{name}/values', {
        status: 'success' as const,
        data: ['proxy_requests_total'],
      }),
    )
    calls(200)
    const { user } = open()
    await user.click(await screen.findByRole('button', { name: 'Replay the last 24 hours' }))
    const note = await screen.findByRole('alert', {
      name: 'This installation does not count that',
    })
    expect(note).toHaveTextContent('proxy_requests_total does not tell consumers apart.')
    expect(asked).toEqual([])
  })

  it('says why, when Prometheus does not answer', async () => {
    server.use(
      api.get('/v1/metrics/query', () => problem(503, { detail: 'Prometheus does not answer.' })),
    )
    const { user } = open()
    await user.click(await screen.findByRole('button', { name: 'Replay the last 24 hours' }))
    expect(await screen.findByRole('alert')).toHaveTextContent(/Prometheus does not answer/)
  })
})
