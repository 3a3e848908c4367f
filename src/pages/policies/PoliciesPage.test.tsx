import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'

import { routes } from '~/app/routes'
import { aPage, aPolicy, aViewer } from '~/test/builders'
import { api, problem } from '~/test/contract-mock'
import { editorOf, writeInEditor } from '~/test/editor'
import { renderRoutes } from '~/test/render'
import { server } from '~/test/server'

const open = (rest = '') => renderRoutes(routes, `/t/default/policies${rest}`)
const field = (name: string | RegExp) => screen.findByRole('textbox', { name })

describe('the list of policies', () => {
  it("teaches where there is none, with the runbook's two at hand", async () => {
    open()
    expect(await screen.findByText('No policy yet')).toBeVisible()
    expect(screen.getAllByRole('link', { name: 'Rate limit of the runbook' })).not.toHaveLength(0)
    expect(screen.getAllByRole('link', { name: 'CORS of the runbook' })).not.toHaveLength(0)
  })

  it('says what each policy does and covers, and keeps an unknown type', async () => {
    server.use(
      api.get(
        '/v1/admin/policies',
        aPage([
          aPolicy({ name: 'limit', binding_count: 0 }),
          aPolicy({ name: 'of-tomorrow', policy_type: 'circuit_breaker', binding_count: 2 }),
        ]),
      ),
    )
    open()
    expect(
      await screen.findByText('100 a minute for each subscription, bursts of 10'),
    ).toBeVisible()
    expect(await screen.findByText('All 0 APIs of the tenant')).toBeVisible()
    expect(screen.getByText('circuit_breaker')).toBeVisible()
    expect(screen.getByText(/no words for this type: it is kept/)).toBeVisible()
    expect(screen.getByText('2 bindings')).toBeVisible()
  })

  it('asks the server for type, scope and state', async () => {
    const asked: URLSearchParams[] = []
    server.use(
      api.get('/v1/admin/policies', ({ query }) => {
        asked.push(query)
        return aPage([])
      }),
    )
    open('?policy_type=cors&state=disabled&scope=gateway&search=web')
    await waitFor(() => expect(asked).not.toHaveLength(0))
    expect(Object.fromEntries(asked[0] ?? [])).toMatchObject({
      tenant_id: 'default',
      policy_type: 'cors',
      scope: 'gateway',
      enabled: 'false',
      search: 'web',
    })
  })

  it('switches on what the server confirms, and says so', async () => {
    const policy = aPolicy({ name: 'limit', enabled: true, etag: '"5"' })
    const sent: unknown[] = []
    server.use(
      api.get('/v1/admin/policies', aPage([policy])),
      api.patch('/v1/admin/policies/{id}', ({ body, headers }) => {
        sent.push([body, headers.get('if-match')])
        const off = { ...policy, enabled: false, etag: '"6"' }
        server.use(api.get('/v1/admin/policies', aPage([off])))
        return off
      }),
    )
    const { user } = open()
    const toggle = await screen.findByRole('switch', { name: 'limit enabled' })
    expect(toggle).toBeChecked()
    await user.click(toggle)
    const dialog = await screen.findByRole('alertdialog')
    expect(await within(dialog).findByText(/No call path changes/)).toBeVisible()
    await user.click(within(dialog).getByRole('button', { name: 'Disable' }))
    await waitFor(() => expect(toggle).not.toBeChecked())
    expect(
      await screen.findByText('limit is disabled, as read back from the Control Plane.'),
    ).toBeVisible()
    expect(sent).toEqual([[{ enabled: false }, '"5"']])
  })

  it('does not move the switch when the server refuses', async () => {
    server.use(
      api.get('/v1/admin/policies', aPage([aPolicy({ name: 'limit' })])),
      api.patch('/v1/admin/policies/{id}', () => problem(412, { detail: 'Somebody was faster.' })),
    )
    const { user } = open()
    const toggle = await screen.findByRole('switch', { name: 'limit enabled' })
    await user.click(toggle)
    await user.click(await screen.findByRole('button', { name: 'Disable' }))
    expect(await screen.findByText('limit was not changed: Somebody was faster.')).toBeVisible()
    expect(toggle).toBeChecked()
  })

  it('lets a viewer read and not switch', async () => {
    server.use(
      api.get('/v1/me', aViewer()),
      api.get('/v1/admin/policies', aPage([aPolicy({ name: 'limit' })])),
    )
    open()
    const toggle = await screen.findByRole('switch', { name: 'limit enabled' })
    expect(toggle).toHaveAttribute('aria-disabled', 'true')
    expect(toggle).toHaveAccessibleDescription(/devops/)
  })
})

describe('a new policy', () => {
  const tab = async (name: string) =>
    within(await screen.findByRole('tablist', { name: /The rule/ })).getByRole('tab', { name })
  const create = () => screen.findByRole('button', { name: 'Create' })
  const accept = () => {
    const sent: unknown[] = []
    const made = aPolicy()
    server.use(
      api.post('/v1/admin/policies', ({ body }) => {
        sent.push(body)
        return made
      }),
      api.get('/v1/admin/policies/{id}', made),
    )
    return { sent, made }
  }

  it('of the runbook is two presses away and sent to the letter', async () => {
    const { sent, made } = accept()
    const { user, address } = open()
    await user.click(
      (await screen.findAllByRole('link', { name: 'Rate limit of the runbook' }))[0]!,
    )
    await user.click(await create())
    await waitFor(() => expect(address()).toBe(`/t/default/policies/${made.id}`))
    expect(sent).toEqual([
      {
        name: 'standard-rate-limit',
        policy_type: 'rate_limit',
        tenant_id: 'default',
        scope: 'api',
        config: { requests_per_minute: 100, burst: 10 },
        priority: 100,
        enabled: true,
      },
    ])
  })

  it('of CORS is sent to the letter as well', async () => {
    const { sent } = accept()
    const { user } = open('/new?preset=cors')
    await user.click(await create())
    await waitFor(() => expect(sent).toHaveLength(1))
    expect(sent[0]).toMatchObject({
      name: 'browser-cors',
      config: {
        origins: ['https://yourapp.com', 'http://localhost:3000'],
        methods: ['GET', 'POST', 'PUT', 'DELETE'],
        headers: ['Content-Type', 'Authorization', 'X-API-Key'],
        max_age: 3600,
      },
    })
  })

  it('names a limit that is none at its field', async () => {
    const { user } = open('/new?preset=rate_limit')
    const limit = await field('Requests per minute')
    await user.clear(limit)
    await user.type(limit, '-5')
    await user.click(await create())
    await waitFor(() => expect(limit).toHaveAccessibleDescription(/from 1 to 1,000,000/))
  })

  it('says in words what each type will do, while it is typed', async () => {
    const { user } = open('/new?type=ip_filter')
    const says = await screen.findByRole('status', { name: 'What it will do' })
    expect(says).toHaveTextContent('Only 10.0.0.0/8 may call; everyone else gets 403.')
    await user.type(await field(/^Refused addresses/), '10.1.2.3{Enter}')
    expect(says).toHaveTextContent('Only 10.0.0.0/8 may call, except 10.1.2.3')
    await user.selectOptions(
      within(screen.getByRole('dialog')).getByRole('combobox', { name: 'Type' }),
      'request_size',
    )
    expect(says).toHaveTextContent('up to 1 MB (1,048,576 bytes) pass')
  })

  it('shows the fields as JSON and the JSON as fields', async () => {
    const { sent } = accept()
    const { user } = open('/new?preset=rate_limit')
    const limit = await field('Requests per minute')
    await user.clear(limit)
    await user.type(limit, '250')
    await user.click(await tab('JSON'))
    const view = await editorOf('Config (JSON)')
    expect(JSON.parse(view.state.doc.toString())).toEqual({ requests_per_minute: 250, burst: 10 })
    await writeInEditor('Config (JSON)', '{"requests_per_minute": 70}')
    await user.click(await tab('Form'))
    expect(await field('Requests per minute')).toHaveValue('70')
    expect(await field(/^Burst/)).toHaveValue('')
    await user.click(await create())
    await waitFor(() => expect(sent).toHaveLength(1))
    expect(sent[0]).toMatchObject({ config: { requests_per_minute: 70 } })
  })

  it('turns saving off while the JSON is none, tells the line, and keeps the text', async () => {
    const { sent } = accept()
    const { user } = open('/new?preset=rate_limit')
    await user.click(await tab('JSON'))
    const broken = '{"requests_per_minute": 5,\n "burst": }'
    await writeInEditor('Config (JSON)', broken)
    expect(await screen.findByRole('button', { name: 'Line 2:' })).toBeVisible()
    expect(await create()).toHaveAttribute('aria-disabled', 'true')
    expect(screen.getByText('The JSON has a fault: mend it to save.')).toBeVisible()
    await user.click(await tab('Form'))
    expect(await screen.findByText(/It is kept/)).toBeVisible()
    await user.click(await create())
    await user.click(screen.getByRole('button', { name: 'Mend the JSON' }))
    expect((await editorOf('Config (JSON)')).state.doc.toString()).toBe(broken)
    await writeInEditor('Config (JSON)', '{\n"requests_per_minute": -5}')
    expect(await screen.findByRole('button', { name: 'Line 2:' })).toBeVisible()
    expect(await screen.findByText(/from 1 to 1,000,000/)).toBeVisible()
    expect(await create()).toHaveAttribute('aria-disabled', 'true')
    expect(sent).toEqual([])
  })

  it.each([
    ['cors', /^Allowed origins/, '*{Enter}https://a.example{Enter}', /no other origin/],
    ['ip_filter', /^Refused addresses/, '10.0.0.0/33{Enter}', /Addresses or ranges/],
    ['request_size', /^Largest request body/, '-', /whole number from 1 to 1,073,741,824/],
    ['jwt_validation', /^Address of the signing keys/, 'http://169.254.169.254/', /link-local/],
    ['response_headers', /^Headers to remove/, 'Bad Name{Enter}', /Header names/],
  ])('of %s refuses nonsense at its field', async (type, label, typed, reason) => {
    const { sent } = accept()
    const { user } = open(`/new?type=${type}`)
    await user.type(await field('Name'), 'n')
    await user.type(await field(label), typed)
    await user.click(await create())
    await waitFor(async () => expect(await field(label)).toHaveAccessibleDescription(reason))
    expect(sent).toEqual([])
  })

  it('fills the rule from a preset and keeps a name that was typed', async () => {
    const { user } = open('/new')
    await user.type(await field('Name'), 'mine')
    await user.click(screen.getByRole('button', { name: 'Strict response headers' }))
    expect(await field('Name')).toHaveValue('mine')
    expect(screen.getByRole('status', { name: 'What it will do' })).toHaveTextContent(
      'Strict-Transport-Security',
    )
  })

  it('of a type that the console does not know is sent as it was written', async () => {
    const { sent } = accept()
    const { user } = open('/new?type=ip_filter')
    const dialog = within(await screen.findByRole('dialog'))
    await user.selectOptions(dialog.getByRole('combobox', { name: 'Type' }), '')
    await user.type(await field('Name of the type'), 'circuit_breaker')
    await user.type(await field('Name'), 'breaker')
    await writeInEditor('Config (JSON)', '{"after": 5, "deep": {"kept": [1, null]}}')
    await user.click(await create())
    await waitFor(() => expect(sent).toHaveLength(1))
    expect(sent[0]).toMatchObject({
      policy_type: 'circuit_breaker',
      config: { after: 5, deep: { kept: [1, null] } },
    })
  })

  it("leads the server's fault inside the config to its field", async () => {
    server.use(
      api.post('/v1/admin/policies', () =>
        problem(422, { errors: [{ pointer: '/config/allow/0', detail: 'No such range.' }] }),
      ),
    )
    const { user } = open('/new?type=ip_filter')
    await user.type(await field('Name'), 'office')
    await user.click(await create())
    await waitFor(async () =>
      expect(await field(/^Allowed addresses/)).toHaveAccessibleDescription(/No such range/),
    )
  })
})
