import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import type { Contract, ContractFaults } from './contract'
import {
  asDocument,
  type ContractDocument,
  documentFaults,
  documentOf,
  documentPatch,
  formOf,
  withForm,
} from './contract-document'
import { readText } from './code-text'
import { visibleJson } from './curl'
import { yaml } from './yaml'

const words: ContractFaults = {
  name: () => 'name',
  version: () => 'version',
  displayName: () => 'displayName',
  description: () => 'description',
  url: () => 'url',
  timeout: () => 'timeout',
  category: () => 'category',
}

const text = fc.string({ unit: 'binary', maxLength: 20 }).map((value) => value.toWellFormed())
const some = fc.oneof(text, fc.constantFrom('', '  ', "it's", '\u202Ex', 'null', 'yes', '1.0'))
const version = fc.constantFrom('1.0.0', '2.10.3', '0.0.1-rc.1')
const url = fc.constantFrom('http://orders:8090', 'https://x.example/a?b=c')
const timeout = fc.constantFrom('100ms', '15s', '60s')
const extra = fc.dictionary(fc.constantFrom('x-later', 'newer', '__proto__'), fc.jsonValue(), {
  maxKeys: 2,
})
const plain = (value: unknown): Record<string, unknown> => JSON.parse(JSON.stringify(value))

/** As any server of ours, older or newer, may answer. */
const contract: fc.Arbitrary<Contract> = fc
  .record({
    apiVersion: version,
    displayName: some,
    description: some,
    endpoint: fc
      .tuple(fc.record({ url, method: fc.constantFrom('REST', 'SOAP', 'GRPC'), timeout }), extra)
      .map(([known, more]) => ({ ...more, ...known })),
    auth: fc.record({ type: fc.constantFrom('api_key', 'jwt', 'none', 'mtls') }),
    portal: fc.record({
      visible: fc.boolean(),
      categories: fc.array(fc.constantFrom('sales', 'été', "a'b"), { maxLength: 3 }),
    }),
    metadata: fc.dictionary(some, fc.jsonValue(), { maxKeys: 3 }).map(plain),
    status: fc.constantFrom('draft', 'published', 'deprecated'),
  })
  .map((part) => ({
    id: '0193b5a0-0000-7000-8000-000000000001',
    apiName: 'orders',
    tenant: 'default',
    bindings: [],
    subscription_count: 0,
    has_openapi: false,
    deprecation: null,
    etag: '"1"',
    created_at: '2026-11-20T08:00:00Z',
    updated_at: '2026-11-20T08:00:00Z',
    ...part,
  }))

/** One edit in the form, and the patch that is exactly it. */
const edits = [
  ['displayName', (value: string) => ({ displayName: value })],
  ['description', (value: string) => ({ description: value })],
  ['endpoint.url', (value: string) => ({ endpoint: { url: value } })],
  ['endpoint.timeout', (value: string) => ({ endpoint: { timeout: value } })],
  ['auth.type', (value: string) => ({ auth: { type: value } })],
  ['portal.categories', (value: string) => ({ portal: { categories: [value] } })],
] as const

describe('a contract as a document', () => {
  it('opened in the form and saved unchanged writes nothing', () => {
    fc.assert(
      fc.property(contract, (read) => {
        const before = documentOf(read)
        expect(documentPatch(before, withForm(before, formOf(read, before)))).toBeUndefined()
      }),
    )
  })

  it.each(['json', 'yaml'] as const)('written as %s and read again writes nothing', (notation) => {
    fc.assert(
      fc.property(contract, (read) => {
        const before = documentOf(read)
        const written = notation === 'json' ? visibleJson(before) : yaml(before)
        const { value } = readText(notation, written) as { value: unknown }
        expect(documentFaults(value, { ...words })).toEqual([])
        expect(documentPatch(before, asDocument(value))).toBeUndefined()
      }),
    )
  })

  it('edited in one field of the form patches exactly that field', () => {
    fc.assert(
      fc.property(contract, fc.constantFrom(...edits), (read, [name, patchOf]) => {
        const before = documentOf(read)
        const form = formOf(read, before)
        const [first = '', second] = name.split('.')
        const fresh = name === 'portal.categories' ? ['fresh'] : 'fresh'
        const holder = second === undefined ? form : form[first as 'endpoint']
        Object.assign(holder, { [second ?? first]: fresh })
        expect(documentPatch(before, withForm(before, form))).toEqual(patchOf('fresh'))
      }),
    )
  })

  it('edited as text in one member patches exactly that member', () => {
    fc.assert(
      fc.property(contract, some, (read, value) => {
        const before = documentOf(read)
        const metadata = { ...before.metadata, fresh: `${value}!` }
        const after = asDocument(JSON.parse(visibleJson({ ...before, metadata })))
        expect(documentPatch(before, after)).toEqual({ metadata: { fresh: `${value}!` } })
      }),
    )
  })
})

describe('documentFaults', () => {
  const good: ContractDocument = {
    apiVersion: '1.0.0',
    displayName: 'Orders',
    description: '',
    endpoint: { url: 'http://orders:8090', method: 'REST', timeout: '15s' },
    auth: { type: 'api_key' },
    portal: { visible: true, categories: [] },
    metadata: {},
  }
  const { description: _, ...undescribed } = good

  it.each([
    [[], '', 'object'],
    [null, '', 'object'],
    [{ ...good, apiName: 'other' }, '/apiName', 'fixed'],
    [{ ...good, status: 'retired' }, '/status', 'fixed'],
    [{ ...good, colour: 'red' }, '/colour', 'unknown'],
    [undescribed, '/description', 'missing'],
    [{ ...good, displayName: 7 }, '/displayName', 'type'],
    [{ ...good, endpoint: null }, '/endpoint', 'type'],
    [{ ...good, endpoint: { ...good.endpoint, url: 'ftp://x' } }, '/endpoint/url', 'value'],
    [{ ...good, endpoint: { url: 'http://x', method: 'REST' } }, '/endpoint/timeout', 'missing'],
    [{ ...good, displayName: 'x'.repeat(10_000) }, '/displayName', 'value'],
    [{ ...good, portal: { visible: true, categories: ['a', 5] } }, '/portal/categories/1', 'type'],
    [{ ...good, metadata: 'text' }, '/metadata', 'type'],
  ])('of %j lies at %s: %s', (value, pointer, kind) => {
    expect(documentFaults(value, words)).toEqual([expect.objectContaining({ pointer, kind })])
  })

  it('finds none in a good one, with or without metadata', () => {
    const { metadata: __, ...bare } = good
    expect(documentFaults(good, words)).toEqual([])
    expect(documentFaults(bare, words)).toEqual([])
    expect(asDocument(bare)).toEqual(good)
    expect(Object.keys(asDocument({ metadata: {}, ...bare }))).toEqual(Object.keys(good))
  })
})
