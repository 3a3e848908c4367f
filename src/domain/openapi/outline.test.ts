import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { operationChanges } from './changes'
import { outlineOf } from './outline'
import { prefillOf } from './prefill'

const urls = (document: object, from?: string) =>
  outlineOf({ ...document }, '3.1', from).servers.map(({ url, isUsable }) => [url, isUsable])

describe('servers', () => {
  it('have the defaults of their variables, once each, and say which can be a backend', () => {
    const servers = [
      {
        url: 'https://{region}.example.com:{port}/v1/',
        variables: { region: { default: 'eu' }, port: { default: '8443' } },
      },
      { url: 'https://eu.example.com:8443/v1' },
      { url: 'https://{nobody}.example.com' },
      { url: '/v2' },
      { url: 'ws://example.com' },
      { url: 'https://user:secret@example.com' },
      'nothing',
    ]
    expect(urls({ openapi: '3.1.0', servers })).toEqual([
      ['https://eu.example.com:8443/v1', true],
      ['https://{nobody}.example.com', false],
      ['/v2', false],
      ['ws://example.com', false],
      ['https://user:secret@example.com', false],
    ])
  })

  it('that are relative are meant from where the document was read', () => {
    const servers = [{ url: '/v2' }, { url: './' }]
    expect(urls({ servers }, 'https://api.example.com/docs/openapi.json')).toEqual([
      ['https://api.example.com/v2', true],
      ['https://api.example.com/docs', true],
    ])
  })

  it('of Swagger 2.0 are schemes, host and base path', () => {
    const host = { swagger: '2.0', host: 'api.example.com:8080', basePath: '/v1' }
    expect(urls({ ...host, schemes: ['http', 'https', 'wss'] })).toEqual([
      ['http://api.example.com:8080/v1', true],
      ['https://api.example.com:8080/v1', true],
    ])
    expect(urls(host)).toEqual([['https://api.example.com:8080/v1', true]])
    expect(urls({ swagger: '2.0', basePath: '/' })).toEqual([['/', false]])
  })
})

describe('the security of a document', () => {
  it('is said in short', () => {
    const securitySchemes = {
      key: { type: 'apiKey', in: 'header', name: 'X-Key' },
      token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
    }
    expect(outlineOf({ components: { securitySchemes } }, '3.1').security).toEqual([
      { name: 'key', type: 'apiKey', detail: 'header X-Key' },
      { name: 'token', type: 'http', detail: 'bearer JWT' },
    ])
  })
})

describe('what a form is filled in with', () => {
  const prefill = (title: string, version: string, tags: string[] = []) =>
    prefillOf({ ...outlineOf({ info: { title, version } }, '3.1'), tags })

  it.each([
    ['Orders', 'orders'],
    ['Petstore: Été 2 (bêta)', 'petstore-ete-2-beta'],
    ['  --  ', ''],
    ['日本', ''],
    [`${'a'.repeat(62)} b`, 'a'.repeat(62)],
  ])('%j is called %j', (title, name) => {
    expect(prefill(title, '1').apiName).toBe(name)
  })

  it.each([
    ['1', '1.0.0'],
    ['v2.1', '2.1.0'],
    ['1.2.3-rc.1+build', '1.2.3-rc.1'],
    ['01.2.3', '1.2.3'],
    ['2026-11-24', undefined],
    ['latest', undefined],
  ])('version %j is %j', (version, expected) => {
    expect(prefill('a', version).apiVersion).toBe(expected)
  })

  it('always keeps to the patterns of the contract', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.array(fc.string()), (title, version, tags) => {
        const { apiName, apiVersion, displayName, categories } = prefill(title, version, tags)
        expect(apiName).toMatch(/^([a-z0-9]([a-z0-9-]*[a-z0-9])?)?$/)
        expect(apiVersion ?? '0.0.0').toMatch(/^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/)
        expect(displayName.length).toBeLessThanOrEqual(255)
        expect(categories.length).toBeLessThanOrEqual(5)
      }),
    )
  })
})

describe('the changes of operations', () => {
  const pet = { type: 'object', properties: { owner: { $ref: '#/components/schemas/Owner' } } }
  const before = {
    paths: {
      '/pets': { get: { responses: { 200: { $ref: '#/components/responses/Pets' } } }, post: {} },
      '/plain': { get: { summary: 'Plain' } },
    },
    components: {
      responses: { Pets: { schema: { $ref: '#/components/schemas/Pet' } } },
      schemas: { Pet: pet, Owner: { properties: { pet: { $ref: '#/components/schemas/Pet' } } } },
    },
  }
  const named = ({ added, removed, changed, unchanged }: ReturnType<typeof operationChanges>) => ({
    added: added.map(({ method, path }) => `${method} ${path}`),
    removed: removed.map(({ method, path }) => `${method} ${path}`),
    changed: changed.map(({ method, path }) => `${method} ${path}`),
    unchanged,
  })

  it('see what comes, what goes, and what a path says for all of its operations', () => {
    const paths = {
      '/pets': { ...before.paths['/pets'], post: undefined, put: {} },
      '/plain': { parameters: [{ name: 'q' }], get: { summary: 'Plain' } },
    }
    expect(named(operationChanges(before, { ...before, paths }))).toEqual({
      added: ['PUT /pets'],
      removed: ['POST /pets'],
      changed: ['GET /plain'],
      unchanged: 1,
    })
  })

  it('see a change far behind references, even round a circle', () => {
    const after = structuredClone(before)
    Object.assign(after.components.schemas.Owner.properties, { name: { type: 'string' } })
    expect(named(operationChanges(before, after)).changed).toEqual(['GET /pets'])
    expect(named(operationChanges(before, structuredClone(before)))).toMatchObject({
      changed: [],
      unchanged: 3,
    })
  })

  it('are all additions where nothing was', () => {
    expect(named(operationChanges(undefined, before)).added).toHaveLength(3)
  })
})
