import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'

import type { DocumentFault } from './fault'
import { isStorable, limits } from './limits'
import { readDocument, type ReadDocument } from './read'

const responses = { 200: { description: 'OK' } }
const minimal = { openapi: '3.1.0', info: { title: 'Orders', version: '1' }, paths: {} }

function read(document: object | string): ReadDocument {
  const content = typeof document === 'string' ? document : JSON.stringify(document)
  const reading = readDocument({ content })
  if ('faults' in reading) throw new Error(JSON.stringify(reading.faults))
  return reading
}

function faults(content: string | Uint8Array): DocumentFault[] {
  const reading = readDocument({ content })
  return 'faults' in reading ? reading.faults : []
}

const codes = (content: string | Uint8Array) => faults(content).map(({ code }) => code)

describe('a document', () => {
  it.each([
    ['2.0', { swagger: '2.0', info: minimal.info, paths: { '/a': { get: { responses } } } }],
    ['3.0', { ...minimal, openapi: '3.0.3', paths: { '/a': { get: { responses } } } }],
    ['3.1', { ...minimal, paths: { '/a': { get: { responses } } } }],
  ])('of %s is read as JSON and as YAML, with the same result', (version, document) => {
    const json = read(document)
    expect(read(stringify(document))).toEqual(json)
    expect(json.outline).toMatchObject({ specification: version, title: 'Orders' })
    expect(json.outline.operations).toMatchObject([{ method: 'GET', path: '/a' }])
    expect(JSON.parse(json.json)).toEqual(JSON.parse(JSON.stringify(document)))
  })

  it('may have what only drafts of the schemas refused', () => {
    const variables = { region: { default: 'eu', description: 'Where' } }
    const servers = [{ url: 'https://{region}.example.com', variables }]
    const info = { ...minimal.info, license: { name: 'MIT' }, contact: { url: 'not an address' } }
    expect(read({ ...minimal, info, servers }).outline.servers).toEqual([
      { url: 'https://eu.example.com', description: '', isUsable: true },
    ])
  })

  it('keeps every operation of 10,000 lines and more, whichever way it is written', () => {
    const schema = { type: 'object', properties: { id: { type: 'string', description: 'An id' } } }
    const content = { 'application/json': { schema } }
    const answer = { 200: { description: 'OK', content }, 404: { description: 'None' } }
    const paths = Object.fromEntries(
      Array.from({ length: 300 }, (_, at) => [
        `/things-${at}/{id}`,
        {
          get: { operationId: `get${at}`, tags: [`tag ${at % 9}`], responses: answer },
          put: { operationId: `put${at}`, requestBody: { content }, responses: answer },
        },
      ]),
    )
    const large = { ...minimal, paths }
    for (const text of [
      JSON.stringify(large, null, 1),
      stringify(large, { aliasDuplicateObjects: false }),
    ]) {
      expect(text.split('\n').length).toBeGreaterThan(10_000)
      const { outline } = read(text)
      expect(outline.operations).toHaveLength(600)
      expect(outline.operations.at(-1)).toMatchObject({ method: 'PUT', path: '/things-299/{id}' })
    }
  })

  it('is storable up to what the Control Plane takes', () => {
    expect(isStorable(read(minimal))).toBe(true)
    const long = { ...minimal, info: { ...minimal.info, description: 'é'.repeat(600_000) } }
    expect(isStorable(read(long))).toBe(false)
  })
})

describe('a fault', () => {
  const broken = {
    ...minimal,
    paths: { '/a': { get: { responses: { 200: {} }, colour: 'red' } } },
  }

  it.each([
    ['JSON', JSON.stringify(broken, null, 2), [11, 13]],
    ['YAML', stringify(broken), [9, 10]],
  ])('of the schema has its member and its line in %s', (_, text, lines) => {
    expect(faults(text)).toMatchObject([
      { code: 'required', pointer: '/paths/~1a/get/responses/200', subject: 'description' },
      { code: 'unknown', pointer: '/paths/~1a/get/colour', subject: 'colour' },
    ])
    expect(faults(text).map(({ line }) => line)).toEqual(lines)
    expect(faults(text)[1]?.excerpt).toContain('colour')
  })

  it('is told once, of the alternative that fits best', () => {
    const parameter = { in: 'query', name: 'q', type: 'strin' }
    const get = { parameters: [parameter], responses }
    const text = JSON.stringify({ swagger: '2.0', info: minimal.info, paths: { '/a': { get } } })
    expect(faults(text)).toMatchObject([
      { code: 'value', pointer: '/paths/~1a/get/parameters/0/type' },
    ])
    const schema = { type: 'object', properties: { a: { nullable: 'yes' } } }
    const content = { 'application/json': { schema } }
    const paths = { '/a': { get: { responses: { 200: { description: '', content } } } } }
    expect(faults(JSON.stringify({ ...minimal, openapi: '3.0.0', paths }))).toMatchObject([
      { code: 'type', subject: 'boolean', pointer: expect.stringMatching(/\/a\/nullable$/) },
    ])
  })

  it.each<[string, string, DocumentFault['code'], number]>([
    ['of JSON', '{\n  "openapi": "3.1.0",\n  oops\n}', 'json', 3],
    ['of YAML', 'openapi: 3.1.0\ninfo: [a\npaths: {}\n', 'yaml', 3],
    ['twice the same name in JSON', '{\n"a": 1,\n"b": {"c": 1,\n"c": 2}\n}', 'duplicate', 4],
    ['twice the same name in YAML', 'a: 1\nb:\n  c: 1\n  c: 2\n', 'duplicate', 4],
    ['an unknown version', '{\n"openapi": "3.2.0"\n}', 'version', 2],
    ['a list', '[\n1]', 'no-document', 1],
    ['a text', 'hello there', 'no-document', 1],
    ['another JSON', '{"name": "package", "version": "1.0.0"}', 'no-document', 1],
  ])('%s has its line', (_, text, code, line) => {
    expect(faults(text)[0]).toMatchObject({ code, line })
  })

  it('counts lines that end as on other systems', () => {
    expect(faults('a: 1\r\nb: 2\r\na: 3\r\n')[0]).toMatchObject({ code: 'duplicate', line: 3 })
  })
})

describe('what is no document', () => {
  it.each([
    ['an HTML page', '\uFEFF<!doctype html><html></html>', 'html'],
    ['nothing', ' \n', 'empty'],
    ['half a character', 'openapi: "\uD800"', 'not-text'],
    ['bytes that are no text', new Uint8Array([0x50, 0x4b, 3, 4, 0xff, 0xfe]), 'not-text'],
    ['a NUL', new TextEncoder().encode('{"openapi": "\0"}'), 'not-text'],
    ['more than 5 MiB', new Uint8Array(limits.text + 1), 'too-large'],
    ['more than 5 MiB of text', ' '.repeat(limits.text + 1), 'too-large'],
  ])('is refused: %s', (_, content, code) => {
    expect(codes(content)).toEqual([code])
  })

  it('is refused without recursion: nested without end', () => {
    expect(codes('['.repeat(100_000) + ']'.repeat(100_000))).toEqual(['too-deep'])
    expect(codes(`a: ${'['.repeat(20_000)}${']'.repeat(20_000)}`)).toEqual(['too-deep'])
    expect(codes(`a: ${'['.repeat(70)}${']'.repeat(70)}`)).toEqual(['too-deep'])
  })

  it('is refused in no time: aliases that multiply', () => {
    const lines = 'bcdefghi'.split('').map((name, at) => {
      const before = String.fromCodePoint(97 + at)
      return `${name}: &${name} [${Array.from({ length: 9 }, () => `*${before}`).join(', ')}]`
    })
    const started = performance.now()
    expect(codes(['a: &a [x, x, x, x, x, x, x, x, x]', ...lines].join('\n'))).toEqual(['aliases'])
    // Few uses of something large: the library's own count lets them pass.
    const large = `a: &a "${'x'.repeat(100_000)}"\nb: [${Array.from({ length: 900 }, () => '*a').join(',')}]`
    expect(codes(large)).toEqual(['aliases'])
    expect(codes('a: &a [*a]')).toEqual(['too-deep'])
    expect(performance.now() - started).toBeLessThan(2_000)
  })

  it('is told and never thrown, whatever it is', () => {
    const isTold = (content: string | Uint8Array) => {
      expect(faults(content)).not.toEqual([])
    }
    fc.assert(fc.property(fc.string({ unit: 'binary' }), isTold))
    fc.assert(fc.property(fc.uint8Array(), isTold))
    fc.assert(fc.property(fc.json(), (text) => isTold(`{"openapi": "3.1.0", "info": ${text}}`)))
    fc.assert(
      fc.property(fc.jsonValue(), (paths) => isTold(JSON.stringify({ ...minimal, oops: paths }))),
    )
  })
})
