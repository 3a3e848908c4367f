import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'

import { routes } from '~/app/routes'
import { aConsumer, aPage, aViewer } from '~/test/builders'
import { api, ok, problem, unreachable } from '~/test/contract-mock'
import { renderRoutes } from '~/test/render'
import { server } from '~/test/server'

const open = (rest = '') => renderRoutes(routes, `/t/default/consumers${rest}`)
const field = (name: string | RegExp) => screen.findByRole('textbox', { name })

describe('the list of consumers', () => {
  it('teaches where there is none', async () => {
    open()
    expect(await screen.findByText('No consumer yet')).toBeVisible()
    expect(screen.getAllByRole('link', { name: 'New consumer' })[0]).toHaveAttribute(
      'href',
      '/t/default/consumers/new',
    )
  })

  it("shows the server's rows and total, and asks the server for a search", async () => {
    const asked: string[] = []
    server.use(
      api.get('/v1/consumers/{tenant}', ({ query }) => {
        asked.push(query.toString())
        return query.get('search') === 'acme'
          ? aPage([aConsumer({ name: 'Acme Corp Integration' })], { page_size: 50 })
          : aPage([aConsumer({ name: 'Someone Else' })], { total: 100_000, page_size: 50 })
      }),
    )
    const { user, address } = open()
    expect(await screen.findByRole('link', { name: 'Someone Else' })).toBeVisible()
    expect(screen.getByText('1–50 of 100,000')).toBeVisible()
    await user.type(screen.getByRole('searchbox', { name: 'Search consumers' }), 'acme')
    expect(await screen.findByRole('link', { name: 'Acme Corp Integration' })).toBeVisible()
    expect(address()).toBe('/t/default/consumers?search=acme')
    expect(asked.at(-1)).toContain('search=acme')
    expect(asked.at(-1)).toContain('page_size=50')
  })

  it('takes everything it asks for from the address', async () => {
    const asked: string[] = []
    server.use(
      api.get('/v1/consumers/{tenant}', ({ query }) => {
        asked.push(query.toString())
        return aPage([], { total: 900, page: 3, page_size: 50 })
      }),
    )
    open('?email=dev@acme.example&status=suspended&sort=-created_at&page=3')
    await waitFor(() => expect(asked).not.toHaveLength(0))
    const query = new URLSearchParams(asked[0])
    expect(Object.fromEntries(query)).toEqual({
      email: 'dev@acme.example',
      status: 'suspended',
      sort: '-created_at',
      page: '3',
      page_size: '50',
    })
  })

  it('draws a failure in its place and recovers by itself when asked again', async () => {
    server.use(
      api.get('/v1/consumers/{tenant}', () => problem(500, { detail: 'The disk is full.' })),
    )
    const { user } = open()
    const failure = await screen.findByRole('alert')
    expect(failure).toHaveTextContent('The disk is full.')
    expect(failure).toHaveTextContent('req-0123456789')
    expect(screen.getByRole('heading', { name: 'Consumers' })).toBeVisible()
    server.use(api.get('/v1/consumers/{tenant}', aPage([aConsumer({ name: 'Back Again' })])))
    await user.click(within(failure).getByRole('button', { name: 'Try again' }))
    expect(await screen.findByRole('link', { name: 'Back Again' })).toBeVisible()
  })

  it('shows what a name hides', async () => {
    server.use(
      api.get('/v1/consumers/{tenant}', aPage([aConsumer({ name: 'invoice\u202Efdp.exe' })])),
    )
    open()
    expect(await screen.findByText('U+202E')).toBeVisible()
  })

  it("tells a viewer which role is needed, and refuses the form's own address", async () => {
    server.use(api.get('/v1/me', aViewer()))
    const first = open()
    const create = await screen.findAllByRole('button', { name: 'New consumer' })
    expect(create[0]).toHaveAttribute('aria-disabled', 'true')
    expect(create[0]).toHaveAccessibleDescription(/tenant-admin/)
    first.unmount()
    open('/new')
    expect(await screen.findByText(/consumers:write/)).toBeVisible()
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument()
  })
})

describe('a new consumer', () => {
  const fill = async (user: ReturnType<typeof open>['user']) => {
    await user.type(await field('External id'), 'client-001')
    await user.type(await field('Name'), 'Acme Corp Integration')
    await user.type(await field('E-mail'), 'dev@acme.example.com')
  }

  it('is sent once, as the runbook sends it, and its page opens', async () => {
    const sent: unknown[] = []
    const keys: (string | null)[] = []
    const made = aConsumer({ name: 'Acme Corp Integration' })
    server.use(
      api.post('/v1/consumers/{tenant}', ({ body, headers }) => {
        sent.push(body)
        keys.push(headers.get('idempotency-key'))
        return made
      }),
      api.get('/v1/consumers/{tenant}/{id}', made),
    )
    const { user, address } = open('/new')
    await fill(user)
    await user.dblClick(screen.getByRole('button', { name: 'Create' }))
    await waitFor(() => expect(address()).toBe(`/t/default/consumers/${made.id}`))
    expect(sent).toEqual([
      { external_id: 'client-001', name: 'Acme Corp Integration', email: 'dev@acme.example.com' },
    ])
    expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/)
    expect(await screen.findByText('Acme Corp Integration is created.')).toBeVisible()
  })

  it('names each fault at its field before anything is sent', async () => {
    const { user } = open('/new')
    await user.type(await field('External id'), 'two words')
    await user.type(await field('E-mail'), 'nobody')
    await user.click(screen.getByRole('button', { name: 'Create' }))
    const id = await field('External id')
    await waitFor(() => expect(id).toHaveAccessibleDescription(/without spaces/))
    expect(id).toHaveFocus()
    expect(await field('E-mail')).toHaveAccessibleDescription(/An e-mail address/)
  })

  it("leads the server's faults to their fields and keeps what was typed", async () => {
    server.use(
      api.post('/v1/consumers/{tenant}', () =>
        problem(422, { errors: [{ pointer: '/email', detail: 'This domain takes no mail.' }] }),
      ),
    )
    const { user } = open('/new')
    await fill(user)
    await user.click(screen.getByRole('button', { name: 'Create' }))
    const email = await field('E-mail')
    await waitFor(() => expect(email).toHaveAccessibleDescription('This domain takes no mail.'))
    expect(email).toHaveValue('dev@acme.example.com')
    expect(await field('Name')).toHaveValue('Acme Corp Integration')
  })

  it('says that the external id is taken (409) and loses nothing', async () => {
    server.use(
      api.post('/v1/consumers/{tenant}', () =>
        problem(409, {
          detail: 'client-001 exists already.',
          errors: [{ pointer: '/external_id', detail: 'It is taken.' }],
        }),
      ),
    )
    const { user } = open('/new')
    await fill(user)
    await user.click(screen.getByRole('button', { name: 'Create' }))
    expect(await screen.findByText('client-001 exists already.')).toBeVisible()
    expect(await field('External id')).toHaveValue('client-001')
  })

  it('is asked for again with the same key after a lost answer', async () => {
    const keys: (string | null)[] = []
    server.use(
      api.post('/v1/consumers/{tenant}', ({ headers }) => {
        keys.push(headers.get('idempotency-key'))
        return unreachable()
      }),
    )
    const { user, address } = open('/new')
    await fill(user)
    await user.click(screen.getByRole('button', { name: 'Create' }))
    const again = await screen.findByRole('button', { name: 'Send again' })
    const made = aConsumer()
    server.use(
      api.post('/v1/consumers/{tenant}', ({ headers }) => {
        keys.push(headers.get('idempotency-key'))
        return made
      }),
      api.get('/v1/consumers/{tenant}/{id}', made),
    )
    await user.click(again)
    await waitFor(() => expect(address()).toBe(`/t/default/consumers/${made.id}`))
    expect(new Set(keys).size).toBe(1)
  })
})

describe('many consumers at once', () => {
  const row = (name: string, more: Parameters<typeof aConsumer>[0] = {}) =>
    aConsumer({ name, ...more })
  const box = (name: string) => screen.findByRole('checkbox', { name })

  it('keeps the choice while paging, and changes those that can be changed, each with its result', async () => {
    const first = [row('One', { subscription_count: 2 }), row('Two', { status: 'blocked' })]
    const second = [row('Three')]
    const moved: string[] = []
    server.use(
      api.get('/v1/consumers/{tenant}', ({ query }) =>
        aPage(query.get('page') === '2' ? second : first, { total: 51, page_size: 50 }),
      ),
      api.post('/v1/consumers/{tenant}/{id}/suspend', ({ params, body }) => {
        const found = [...first, ...second].find(({ id }) => id === params['id'])
        moved.push(`${found?.name}: ${body?.reason}`)
        return found?.name === 'Three'
          ? problem(500, { detail: 'The disk is full.' })
          : ok({ ...found, status: 'suspended' })
      }),
    )
    const { user } = open()
    await user.click(await box('Choose One'))
    await user.click(await box('Choose Two'))
    await user.click(screen.getByRole('button', { name: 'Next page' }))
    await user.click(await box('Choose Three'))
    expect(screen.getAllByText('3 rows chosen')).not.toHaveLength(0)
    await user.click(screen.getByRole('button', { name: 'Suspend' }))

    const dialog = await screen.findByRole('alertdialog', { name: 'Suspend 2 consumers?' })
    expect(dialog).toHaveTextContent('They hold 2 live subscriptions')
    expect(dialog).toHaveTextContent('1 is left as it is')
    await user.type(within(dialog).getByRole('textbox', { name: /Reason/ }), 'unpaid')
    await user.click(within(dialog).getByRole('button', { name: 'Suspend' }))
    expect(await within(dialog).findByText('1 done, 1 failed, 0 not tried.')).toBeVisible()
    expect(moved.toSorted()).toEqual(['One: unpaid', 'Three: unpaid'])
    expect(within(dialog).getByRole('row', { name: /Three Failed/ })).toHaveTextContent(
      'The disk is full.',
    )

    server.use(
      api.post('/v1/consumers/{tenant}/{id}/suspend', () =>
        ok({ ...second[0], status: 'suspended' }),
      ),
    )
    await user.click(within(dialog).getByRole('button', { name: 'Try the failed one again' }))
    expect(await within(dialog).findByText('All 2 done, and read back.')).toBeVisible()
  })

  it('means the filter itself where all that match are chosen', async () => {
    const all = Array.from({ length: 130 }, (_, n) => row(`Shop ${n}`))
    const moved = new Set<string>()
    server.use(
      api.get('/v1/consumers/{tenant}', ({ query }) => {
        const [page, size] = [Number(query.get('page')), Number(query.get('page_size'))]
        return aPage(all.slice((page - 1) * size, page * size), { total: 130, page_size: size })
      }),
      api.post('/v1/consumers/{tenant}/{id}/block', ({ params }) => {
        moved.add(params['id'] ?? '')
        return ok({ ...row('x'), status: 'blocked' })
      }),
    )
    const { user } = open('?search=shop')
    await user.click(await box('Choose all rows of this page'))
    await user.click(screen.getByRole('button', { name: 'Choose all 130 that match' }))
    await user.click(screen.getByRole('button', { name: 'Block' }))
    const dialog = await screen.findByRole('alertdialog', { name: 'Block 130 consumers?' })
    const confirm = within(dialog).getByRole('button', { name: 'Block' })
    await waitFor(() => expect(confirm).not.toHaveAttribute('aria-disabled'))
    await user.click(confirm)
    expect(await within(dialog).findByText('All 130 done, and read back.')).toBeVisible()
    expect(moved.size).toBe(130)
  })

  it('offers no change to who may only read', async () => {
    server.use(api.get('/v1/me', aViewer()), api.get('/v1/consumers/{tenant}', aPage([row('One')])))
    const { user } = open()
    await user.click(await box('Choose One'))
    expect(screen.getByRole('button', { name: 'Suspend' })).toHaveAttribute('aria-disabled', 'true')
    expect(screen.getByRole('button', { name: 'Export' })).not.toHaveAttribute('aria-disabled')
  })
})
