import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { schemaView } from './schema-view'
import { operationView } from './view'

const document = {
  openapi: '3.1.0',
  security: [{ key: [] }],
  paths: {
    '/pets/{id}': {
      parameters: [
        { name: 'id', in: 'path', required: true, schema: { type: 'string' } },
        { name: 'q', in: 'query', description: 'of the path' },
      ],
      put: {
        parameters: [
          { $ref: '#/components/parameters/Trace' },
          { name: 'q', in: 'query', description: 'of the operation' },
        ],
        requestBody: {
          required: true,
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Pet' } } },
        },
        responses: { 200: { $ref: '#/components/responses/Pet' }, 204: { description: 'None' } },
      },
    },
  },
  components: {
    parameters: { Trace: { name: 'trace', in: 'header' } },
    responses: {
      Pet: { description: 'A pet', content: { 'application/json': { example: { name: 'a' } } } },
    },
    schemas: {
      Pet: {
        type: 'object',
        required: ['name'],
        properties: {
          name: { type: 'string', enum: ['a', 'b'], default: 'a' },
          friends: { type: 'array', items: { $ref: '#/components/schemas/Pet' } },
          nowhere: { $ref: '#/components/schemas/Gone' },
        },
      },
      Loop: { $ref: '#/components/schemas/Loop' },
    },
  },
}
const pet = { $ref: '#/components/schemas/Pet' }

describe('an operation', () => {
  it('is told with what its path says and what its references name', () => {
    expect(operationView(document, 'PUT', '/pets/{id}')).toMatchObject({
      parameters: [
        { name: 'id', place: 'path', isRequired: true },
        { name: 'q', description: 'of the operation' },
        { name: 'trace', place: 'header' },
      ],
      body: { isRequired: true, media: [{ contentType: 'application/json', schema: pet }] },
      responses: [
        { status: '200', description: 'A pet', media: [{ example: '{\n  "name": "a"\n}' }] },
        { status: '204', media: [] },
      ],
      security: ['key'],
    })
    expect(operationView(document, 'GET', '/pets/{id}')).toBeUndefined()
  })

  it('of Swagger 2.0 has its types, its body and its answer in their own places', () => {
    const post = {
      consumes: ['text/csv'],
      parameters: [
        { name: 'n', in: 'query', type: 'integer' },
        { name: 'body', in: 'body', required: true, schema: { type: 'string' } },
      ],
      responses: { 200: { description: 'OK', schema: { type: 'object' } } },
    }
    const swagger = { swagger: '2.0', produces: ['application/xml'], paths: { '/a': { post } } }
    expect(operationView(swagger, 'POST', '/a')).toMatchObject({
      parameters: [{ name: 'n', schema: { type: 'integer' } }],
      body: { media: [{ contentType: 'text/csv' }] },
      responses: [{ media: [{ contentType: 'application/xml' }] }],
    })
  })
})

describe('a schema', () => {
  it('is told level by level, and a circle ends where it closes', () => {
    const view = schemaView(document, pet)
    expect(view.type).toBe('Pet: object')
    const [members] = view.groups
    expect(members?.inner.map(({ name, isRequired }) => [name, isRequired])).toEqual([
      ['name', true],
      ['friends', false],
      ['nowhere', false],
    ])
    const inner = (at: number) => schemaView(document, members?.inner[at]?.schema, view.seen)
    expect(inner(0)).toMatchObject({ type: 'string', values: ['"a"', '"b"'], fallback: '"a"' })
    expect(inner(1).type).toBe('array of Pet')
    const items = inner(1).groups[0]?.inner[0]?.schema
    expect(schemaView(document, items, view.seen).end).toEqual({
      kind: 'recursive',
      reference: 'Pet',
    })
    expect(inner(2).end).toMatchObject({ kind: 'dangling' })
  })

  it('that only names itself leads nowhere', () => {
    const loop = { $ref: '#/components/schemas/Loop' }
    expect(schemaView(document, loop).end?.kind).toBe('dangling')
  })

  it('may be anything at all', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (schema) => {
        expect(schemaView(document, schema).type).toEqual(expect.any(String))
      }),
    )
  })
})
