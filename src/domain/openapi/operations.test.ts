import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { operationsOf } from './operations'

const read = { summary: 'List' }

describe('the operations of a document', () => {
  it('are read in its order, with the first example of a body', () => {
    const document = {
      openapi: '3.1.0',
      paths: {
        '/items': {
          parameters: [],
          get: read,
          post: {
            operationId: 'add',
            requestBody: { content: { 'application/json': { example: { name: 'a' } } } },
          },
        },
        'x-note': { get: {} },
        '/broken': 'nothing',
      },
    }
    expect(operationsOf(document)).toEqual([
      {
        method: 'GET',
        path: '/items',
        summary: 'List',
        operationId: '',
        tags: [],
        isDeprecated: false,
        body: undefined,
      },
      {
        method: 'POST',
        path: '/items',
        summary: 'add',
        operationId: 'add',
        tags: [],
        isDeprecated: false,
        body: { contentType: 'application/json', example: '{\n  "name": "a"\n}' },
      },
    ])
  })

  it('of Swagger 2.0 have their body among the parameters', () => {
    const put = { consumes: ['text/csv'], parameters: [{ in: 'body', schema: { example: 'a;b' } }] }
    const [operation] = operationsOf({ swagger: '2.0', paths: { '/rows': { put } } })
    expect(operation?.body).toEqual({ contentType: 'text/csv', example: 'a;b' })
  })

  it('are none in anything else, and never a fault', () => {
    fc.assert(fc.property(fc.anything(), (paths) => void operationsOf({ paths })))
    expect([undefined, null, 7, [], {}, { paths: [] }].flatMap(operationsOf)).toEqual([])
  })

  it('are all found, whatever they are called', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ unit: 'binary' })), (names) => {
        const paths = Object.fromEntries(names.map((name) => [`/${name}`, { get: {} }]))
        expect(operationsOf({ paths })).toHaveLength(names.length)
      }),
    )
  })
})
