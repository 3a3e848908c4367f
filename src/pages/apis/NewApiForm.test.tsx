import { screen, waitFor, within } from '@testing-library/react'
import { HttpResponse } from 'msw/http'
import { beforeEach, describe, expect, it } from 'vitest'

import { routes } from '~/app/routes'
import { setConfig } from '~/config/config'
import { aContract, aPage } from '~/test/builders'
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
    features: {},
  })
})

const document = {
  openapi: '3.1.0',
  info: { title: 'Pet Store', version: '1.2', description: 'Pets' },
  servers: [{ url: 'https://eu.pets.example/v1' }, { url: 'https://us.pets.example/v1' }],
  tags: [{ name: 'pets' }],
  paths: {
    '/pets': { get: { summary: 'List pets', responses: { 200: { description: 'Pets' } } } },
  },
}
const pets = aContract({
  apiName: 'pet-store',
  apiVersion: '1.2.0',
  displayName: 'Old pets',
  status: 'draft',
})
const noContent = () => new HttpResponse(null, { status: 204 })

async function open() {
  const { user } = renderRoutes(routes, '/t/default/apis/new')
  await user.click(await screen.findByText('From an OpenAPI document'))
  return user
}

async function paste(user: ReturnType<typeof renderRoutes>['user'], text: string) {
  await user.click(screen.getByRole('tab', { name: 'Text' }))
  await user.click(screen.getByLabelText('OpenAPI text'))
  await user.paste(text)
  await user.click(screen.getByRole('button', { name: 'Read it' }))
}

const value = (name: string | RegExp) =>
  screen.findByRole('textbox', { name }).then((field) => (field as HTMLInputElement).value)

describe('registering from a document', () => {
  it('fills in the form, stores both and reads the document back', async () => {
    const sent: unknown[] = []
    server.use(
      api.post('/v1/contracts', ({ body }) => {
        sent.push(body)
        return pets
      }),
      api.put('/v1/contracts/{id}/openapi', ({ body, headers }) => {
        sent.push(body, headers.get('if-match'))
        return noContent()
      }),
      api.get('/v1/contracts/{id}/openapi', document as never),
      api.get('/v1/contracts/{id}', { ...pets, has_openapi: true }),
    )
    const user = await open()
    await paste(user, JSON.stringify(document))
    expect(await screen.findByText('1 operation')).toBeVisible()
    expect(await value('Name')).toBe('pet-store')
    expect(await value(/^Version/)).toBe('1.2.0')
    expect(await value(/^Backend URL/)).toBe('https://eu.pets.example/v1')
    await user.click(screen.getByRole('radio', { name: /us\.pets\.example/ }))
    await user.click(screen.getByRole('button', { name: 'Register' }))
    expect(await screen.findByText(/read back as sent/)).toBeVisible()
    expect(sent).toEqual([
      expect.objectContaining({
        apiName: 'pet-store',
        displayName: 'Pet Store',
        description: 'Pets',
        endpoint: expect.objectContaining({ url: 'https://us.pets.example/v1' }),
        portal: { visible: true, categories: ['pets'] },
      }),
      document,
      '"1"',
    ])
  })

  it('never overwrites what was typed', async () => {
    const user = await open()
    await user.type(await screen.findByRole('textbox', { name: 'Name' }), 'mine')
    await user.type(screen.getByRole('textbox', { name: /^Backend URL/ }), 'http://own:1')
    await paste(user, JSON.stringify(document))
    expect(await screen.findByText('1 operation')).toBeVisible()
    expect(await value('Name')).toBe('mine')
    expect(await value(/^Backend URL/)).toBe('http://own:1')
    expect(await value(/^Display name/)).toBe('Pet Store')
    await user.click(screen.getByRole('radio', { name: /eu\.pets/ }))
    await user.click(screen.getByRole('radio', { name: /My own backend/ }))
    expect(await value(/^Backend URL/)).toBe('http://own:1')
  })

  it('says what is left when only the document fails, and does it', async () => {
    const answers = [problem(507, { detail: 'The disk is full.' }), noContent()]
    const versions: (string | null)[] = []
    server.use(
      api.post('/v1/contracts', pets),
      api.put('/v1/contracts/{id}/openapi', ({ headers }) => {
        versions.push(headers.get('if-match'))
        return answers.shift() ?? noContent()
      }),
      api.get('/v1/contracts/{id}/openapi', document as never),
      api.get('/v1/contracts/{id}', { ...pets, etag: '"2"' }),
    )
    const user = await open()
    await paste(user, JSON.stringify(document))
    await screen.findByText('1 operation')
    await user.click(screen.getByRole('button', { name: 'Register' }))
    expect(await screen.findByText('The API is there, its document is not')).toBeVisible()
    expect(screen.getByText(/The disk is full/)).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Store the document' }))
    expect(await screen.findByRole('heading', { level: 1, name: 'Old pets' })).toBeVisible()
    expect(versions).toEqual(['"1"', '"2"'])
  })

  it('offers the update of what is there already, and writes only what changes', async () => {
    const patches: unknown[] = []
    server.use(
      api.get('/v1/contracts', aPage([pets])),
      api.get('/v1/contracts/{id}', { ...pets, endpoint: { ...pets.endpoint, timeout: '30s' } }),
      api.patch('/v1/contracts/{id}', ({ body }) => {
        patches.push(body)
        return { ...pets, etag: '"2"' }
      }),
      api.put('/v1/contracts/{id}/openapi', noContent),
      api.get('/v1/contracts/{id}/openapi', document as never),
    )
    const user = await open()
    await paste(user, JSON.stringify(document))
    await user.click(await screen.findByRole('button', { name: 'Update it with this form' }))
    const dialog = await screen.findByRole('dialog', { name: 'Update pet-store 1.2.0' })
    expect(within(dialog).getByText('Old pets')).toBeVisible()
    expect(within(dialog).getByText('1 operation comes')).toBeVisible()
    await user.click(within(dialog).getByRole('button', { name: 'Save the changes' }))
    await waitFor(() => expect(patches).toHaveLength(1))
    // The timeout of the form is its own default: nobody chose it, so that 30s stays.
    expect(patches[0]).toEqual({
      displayName: 'Pet Store',
      description: 'Pets',
      endpoint: { url: 'https://eu.pets.example/v1' },
      portal: { categories: ['pets'] },
    })
    expect(await screen.findByText(/is updated/)).toBeVisible()
  })
})

describe('a document that is not taken', () => {
  it('is told by line, and the form keeps what it has', async () => {
    const user = await open()
    await user.type(await screen.findByRole('textbox', { name: 'Name' }), 'mine')
    await paste(user, 'openapi: 3.1.0\ninfo:\n  title: A\npaths: {}\n')
    const alert = await screen.findByRole('alert')
    expect(alert).toHaveTextContent('Line 2: "version" is missing.')
    expect(alert).toHaveTextContent('info:')
    expect(screen.getByLabelText('OpenAPI text')).toBeInvalid()
    expect(await value('Name')).toBe('mine')
  })

  it('is refused before it is read when it is a file of 30 MB', async () => {
    const user = await open()
    const file = new File(['x'], 'huge.json')
    Object.defineProperty(file, 'size', { value: 30 * 1024 ** 2 })
    await user.upload(screen.getByLabelText('OpenAPI file', { selector: 'input' }), file)
    expect(await screen.findByRole('alert')).toHaveTextContent('larger than 5 MiB')
  })

  it('is told at its address when the address is the reason', async () => {
    const detail =
      'The Control Plane never connects to this address: it is in the range "linkLocal".'
    server.use(
      api.post('/v1/contracts/openapi-fetch', () =>
        problem(422, { detail, errors: [{ pointer: '/url', detail }] }),
      ),
    )
    const user = await open()
    await user.click(screen.getByRole('tab', { name: 'Address' }))
    await user.type(
      screen.getByLabelText('Address of the document'),
      'http://169.254.169.254/{enter}',
    )
    expect(await screen.findByText(detail)).toBeVisible()
    expect(screen.getByLabelText('Address of the document')).toBeInvalid()
  })

  it('fetched from an address is read like any other', async () => {
    server.use(
      api.post('/v1/contracts/openapi-fetch', () => ({
        url: 'https://pets.example/openapi.json',
        content_type: 'text/html',
        text: '<html></html>',
      })),
    )
    const user = await open()
    await user.click(screen.getByRole('tab', { name: 'Address' }))
    await user.type(screen.getByLabelText('Address of the document'), 'https://pets.example{enter}')
    expect(await screen.findByRole('alert')).toHaveTextContent('This is a web page')
  })
})
