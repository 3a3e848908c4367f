import { screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'

import { routes } from '~/app/routes'
import { setConfig } from '~/config/config'
import type { Contract } from '~/domain/contract'
import { aContract, anId, aViewer } from '~/test/builders'
import { api, ok, problem } from '~/test/contract-mock'
import { editorOf, writeInEditor } from '~/test/editor'
import { renderRoutes } from '~/test/render'
import { server } from '~/test/server'

const id = anId()
const label = 'Contract as text'
let state: Contract
let patches: { body: unknown; etag: string | null }[]

const open = () => renderRoutes(routes, `/t/default/apis/${id}?tab=contract`)
const textNow = async () => (await editorOf(label)).state.doc.toString()
const edit = async (from: string, to: string) =>
  writeInEditor(label, (await textNow()).replace(from, to))
const press = async (user: ReturnType<typeof open>['user'], name: string) =>
  user.click(await screen.findByRole('button', { name }))

/** Not the tabs of the page, nor those of the whole contract below. */
const notation = (name: string, selected?: boolean) =>
  within(screen.getByRole('tablist', { name: 'How the contract is edited' })).getByRole('tab', {
    name,
    ...(selected !== undefined && { selected }),
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
  state = aContract({ id, etag: '"1"', metadata: { owner: 'team a' } })
  patches = []
  server.use(
    api.get('/v1/contracts/{id}', () => state),
    api.patch('/v1/contracts/{id}', ({ body, headers }) => {
      patches.push({ body, etag: headers.get('If-Match') })
      if (headers.get('If-Match') !== state.etag) return problem(412)
      const { endpoint, auth: _, portal: __, metadata: ___, ...plain } = body
      state = {
        ...state,
        ...plain,
        endpoint: { ...state.endpoint, ...endpoint },
        etag: `"${patches.length + 10}"`,
      }
      return ok(state)
    }),
  )
})

describe('a contract as text', () => {
  it('shows what will be written, writes exactly that, and reads it back', async () => {
    const { user } = open()
    await edit('15s', '9s')
    await press(user, 'Review changes')
    const dialog = await screen.findByRole('dialog', { name: 'What will be saved' })
    expect(
      within(dialog)
        .getAllByRole('rowheader')
        .map((row) => row.textContent),
    ).toEqual(['Timeout'])
    expect(patches).toEqual([])
    await user.click(within(dialog).getByRole('button', { name: 'Save changes' }))
    expect(await screen.findByText(/Saved and read back/)).toBeVisible()
    expect(patches).toEqual([{ body: { endpoint: { timeout: '9s' } }, etag: '"1"' }])
  })

  it('keeps an edit from text to form and back, and what the form does not know', async () => {
    const { user } = open()
    await edit('team a', 'team b')
    await user.click(notation('Form'))
    const name = await screen.findByRole('textbox', { name: 'Display name' })
    await user.clear(name)
    await user.type(name, 'Renamed')
    await user.click(notation('JSON'))
    await waitFor(async () => expect(await textNow()).toContain('"Renamed"'))
    expect(await textNow()).toContain('"owner": "team b"')
    await press(user, 'Review changes')
    await user.click(
      within(await screen.findByRole('dialog')).getByRole('button', { name: 'Save changes' }),
    )
    await waitFor(() =>
      expect(patches).toEqual([
        { body: { displayName: 'Renamed', metadata: { owner: 'team b' } }, etag: '"1"' },
      ]),
    )
  })

  it('that cannot be read stays as it was typed, and says the line', async () => {
    const { user } = open()
    await writeInEditor(label, 'apiVersion: "1.0.0"\nbroken: [\n')
    await user.click(notation('Form'))
    expect(await screen.findByText(/stays as you typed it\. Line 3:/)).toBeVisible()
    expect(await textNow()).toBe('apiVersion: "1.0.0"\nbroken: [\n')
    expect(notation('YAML', true)).toBeVisible()
    await press(user, 'Review changes')
    expect(screen.queryByRole('dialog')).toBeNull()
  })

  it.each([
    ['description', 'apiName', 'Line 3:', /apiName cannot be changed here/],
    ['description', 'colour', 'Line 3:', /A contract has no field colour/],
    ['15s', '15 hours', 'Line 7:', /Timeout:/],
  ])('with %s made %s is told at %s', async (from, to, line, words) => {
    const { user } = open()
    await edit(from, to)
    const fault = (await screen.findAllByText(words))[0]
    expect(fault).toHaveTextContent(line)
    await press(user, 'Review changes')
    expect(screen.queryByRole('dialog')).toBeNull()
    expect(patches).toEqual([])
  })

  it('left unchanged writes nothing', async () => {
    const { user } = open()
    await textNow()
    await press(user, 'Review changes')
    expect(await screen.findByText('Nothing was changed, so nothing was sent.')).toBeVisible()
    expect(patches).toEqual([])
  })

  it('that somebody else overtook is merged field by field and saved on theirs', async () => {
    const { user } = open()
    await edit('15s', '9s')
    await edit('"Orders"', '"Mine"')
    state = { ...state, displayName: 'Theirs', description: 'New words', etag: '"7"' }
    await press(user, 'Review changes')
    await user.click(
      within(await screen.findByRole('dialog')).getByRole('button', { name: 'Save changes' }),
    )
    const dialog = await screen.findByRole('dialog', { name: 'Somebody else saved first' })
    const save = within(dialog).getByRole('button', { name: 'Save this choice' })
    expect(save).toHaveAttribute('aria-disabled', 'true')
    const field = within(dialog).getByRole('group', { name: /^Display name/ })
    await user.click(within(field).getByRole('radio', { name: /Yours/ }))
    await user.click(save)
    expect(await screen.findByText(/Saved and read back/)).toBeVisible()
    expect(patches.at(-1)).toEqual({
      body: { displayName: 'Mine', endpoint: { timeout: '9s' } },
      etag: '"7"',
    })
    expect(state.description).toBe('New words')
  })

  it('is not lost by going to another tab without having said so', async () => {
    const { user, address } = open()
    await edit('15s', '9s')
    await user.click(screen.getByRole('tab', { name: 'Versions' }))
    expect(await screen.findByRole('alertdialog', { name: 'Leave without saving?' })).toBeVisible()
    expect(address()).toContain('tab=contract')
  })

  it('can be read by those who may not write', async () => {
    server.use(api.get('/v1/me', aViewer()))
    open()
    expect((await editorOf(label)).state.readOnly).toBe(true)
    expect(screen.getByRole('button', { name: 'Review changes' })).toHaveAttribute(
      'aria-disabled',
      'true',
    )
  })
})
