import { screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'

import { routes } from '~/app/routes'
import { aMe, aViewer } from '~/test/builders'
import { api, problem } from '~/test/contract-mock'
import { aDashboard, vector } from '~/test/dashboard'
import { editorOf, writeInEditor } from '~/test/editor'
import { renderRoutes } from '~/test/render'
import { server } from '~/test/server'

const open = (search = '') => renderRoutes(routes, `/t/default/explore${search}`)
const answer = () => screen.findByRole('region', { name: 'Answer' })
const run = () => screen.findByRole('button', { name: 'Run' })

/** Every question about one moment that was asked; each gets two series, one of them not a number. */
function asked(): string[] {
  const questions: string[] = []
  server.use(
    api.get('/v1/metrics/query', ({ query }) => {
      questions.push(query.get('query') ?? '')
      return vector(
        [{ __name__: 'up', job: 'stoa-gateway' }, '0.12345678901'],
        [{ __name__: 'up', job: 'another' }, 'NaN'],
      )
    }),
  )
  return questions
}

beforeEach(() => {
  server.use(...aDashboard, api.get('/v1/me', aMe({ roles: ['cpi-admin'] })))
})

describe('Explore', () => {
  it('runs what is written, shows every digit, and its address brings the same', async () => {
    const questions = asked()
    const { user, address } = open('?view=table')
    expect(await screen.findByText('Nothing was asked yet')).toBeVisible()
    await writeInEditor('Expression', '  up ')
    expect(questions).toEqual([])
    await user.click(await run())
    const table = await within(await answer()).findByRole('table')
    expect(within(table).getByText('up{job="stoa-gateway"}')).toBeVisible()
    expect(within(table).getByText('0.12345678901')).toBeVisible()
    expect(within(table).getByText('NaN')).toBeVisible()
    expect(questions).toEqual(['up'])
    expect(address()).toBe('/t/default/explore?view=table&q=up')
  })

  it('offers expressions to begin with in the names that the server counts by; the chosen one is written and run', async () => {
    const questions = asked()
    server.use(
      api.get('/v1/metrics/label/{name}/values', {
        status: 'success' as const,
        data: ['proxy_requests_total'],
      }),
    )
    const { user, address } = open('?view=table')
    const list = await screen.findByRole('list', { name: 'Or begin with one of these' })
    expect(within(list).getAllByRole('button')).toHaveLength(2)
    await user.click(within(list).getByRole('button', { name: /^Requests a second, by status/ }))
    const query = 'sum by (status) (rate(proxy_requests_total{tenant="default"}[5m]))'
    await within(await answer()).findByRole('table')
    expect(questions).toEqual([query])
    expect(new URLSearchParams(address().split('?')[1]).get('q')).toBe(query)
    expect((await editorOf('Expression')).state.doc.toString()).toBe(query)
    expect(list).not.toBeInTheDocument()
    expect(screen.getByRole('button', { name: 'Run before' })).toBeVisible()
  })

  it('runs the same expression again when it is asked to', async () => {
    const questions = asked()
    const { user } = open('?view=table&q=up')
    await within(await answer()).findByRole('table')
    await user.click(await run())
    await waitFor(() => expect(questions).toEqual(['up', 'up']))
  })

  it('shows the answer over time, with a table of its own', async () => {
    open('?q=rate(up[5m])')
    const part = within(await answer())
    expect(await part.findByRole('figure', { name: 'Graph' })).toBeVisible()
    expect(part.getByText('{status="200"}')).toBeVisible()
  })

  it('leads to the place of a fault in what was written', async () => {
    server.use(
      api.get('/v1/metrics/query', () =>
        problem(400, { detail: 'Prometheus: 1:6: parse error: unexpected "]"' }),
      ),
    )
    const { user } = open(`?view=table&q=${encodeURIComponent('up + ]')}`)
    const part = within(await answer())
    expect(await part.findByText(/unexpected "\]"/)).toBeVisible()
    await user.click(part.getByRole('button', { name: 'Show the place: line 1, column 6' }))
    const view = await editorOf('Expression')
    expect(view.state.selection.main.from).toBe(5)
    expect(part.queryByRole('table')).not.toBeInTheDocument()
  })

  it('lets a question go that takes too long', async () => {
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    server.use(
      api.get('/v1/metrics/query', async () => {
        await held
        return vector()
      }),
    )
    const { user } = open('?view=table&q=up')
    await user.click(await screen.findByRole('button', { name: 'Cancel' }))
    expect(await screen.findByText('Cancelled before an answer came.')).toBeVisible()
    release()
  })

  it('says that nothing fits, and names a Prometheus that is away, without a number', async () => {
    server.use(api.get('/v1/metrics/query', vector()))
    const { user } = open('?view=table&q=nothing_here')
    expect(await screen.findByText(/no series fits/)).toBeVisible()
    server.use(
      api.get('/v1/metrics/query', () =>
        problem(502, { detail: 'Prometheus at http://x could not be reached.' }),
      ),
    )
    await user.click(await run())
    const part = within(await answer())
    expect(await part.findByText(/Prometheus at http:\/\/x could not be reached/)).toBeVisible()
    expect(part.queryByText(/no series fits/)).not.toBeInTheDocument()
  })

  it('offers what was run before, newest first, and runs it', async () => {
    const questions = asked()
    const { user } = open('?view=table')
    for (const text of ['up', 'up * 2']) {
      await writeInEditor('Expression', text)
      await user.click(await run())
      await waitFor(() => expect(questions.at(-1)).toBe(text))
    }
    await user.click(screen.getByRole('button', { name: 'Run before' }))
    const menu = within(await screen.findByRole('menu'))
    const offered = menu.getAllByRole('menuitem').map(({ textContent }) => textContent)
    expect(offered.slice(0, 2)).toEqual(['up * 2', 'up'])
    await user.click(menu.getByRole('menuitem', { name: 'up' }))
    await waitFor(async () =>
      expect((await editorOf('Expression')).state.doc.toString()).toBe('up'),
    )
  })

  it('says to whom it is confined', async () => {
    server.use(api.get('/v1/me', aViewer()))
    open()
    expect(await screen.findByText(/limited to the series of this tenant/)).toBeVisible()
  })
})
