/** Reads contract/openapi.yaml, the one description of the API, and lists its operations with every reference resolved. */
import { readFileSync } from 'node:fs'
import { parse } from 'yaml'

import type { OperationId } from './access.ts'

export type Schema = Record<string, unknown>
export type ParameterPlace = 'path' | 'query' | 'header'

export interface Parameter {
  name: string
  in: ParameterPlace
  required?: boolean
  schema: Schema
}

interface Content {
  schema?: Schema
}

export interface AnswerDescription {
  content?: Record<string, Content>
}

export interface OperationDescription {
  id: OperationId
  method: string
  /** `/v1/consumers/{tenant}`, as written. */
  path: string
  parameters: Parameter[]
  body?: { required: boolean; content: Record<string, Content> }
  /** By status, and `default`. */
  answers: Record<string, AnswerDescription>
}

export interface ContractDocument {
  document: Schema
  version: string
  operations: OperationDescription[]
  /** A named schema with every reference resolved. */
  schema(name: string): Schema
}

interface RawOperation {
  operationId: OperationId
  parameters?: Parameter[]
  requestBody?: { required?: boolean; content: Record<string, Content> }
  responses: Record<string, AnswerDescription>
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const
const CONTRACT_FILE = new URL('../../../contract/openapi.yaml', import.meta.url)

/**
 * The contract. Our own file, whose drift the tests see: its structure is taken as given.
 * @throws when it cannot be read or a reference leads nowhere
 */
export function readContract(): ContractDocument {
  const document = parse(readFileSync(CONTRACT_FILE, 'utf8')) as Schema
  const resolved = resolve(document, document) as Schema
  const operations: OperationDescription[] = []
  for (const [path, item] of Object.entries(resolved['paths'] as Record<string, Schema>)) {
    for (const method of METHODS) {
      const raw = item[method] as RawOperation | undefined
      if (raw) operations.push(describe(method, path, raw, item['parameters'] as Parameter[]))
    }
  }
  const components = resolved['components'] as { schemas: Record<string, Schema> }
  return {
    document,
    version: (document['info'] as { version: string }).version,
    operations,
    schema(name) {
      const found = components.schemas[name]
      if (!found) throw new Error(`the contract has no schema ${name}`)
      return found
    },
  }
}

function describe(
  method: string,
  path: string,
  raw: RawOperation,
  shared: Parameter[] | undefined,
): OperationDescription {
  const { requestBody } = raw
  return {
    id: raw.operationId,
    method: method.toUpperCase(),
    path,
    parameters: [...(shared ?? []), ...(raw.parameters ?? [])],
    ...(requestBody && {
      body: { required: requestBody.required === true, content: requestBody.content },
    }),
    answers: raw.responses,
  }
}

/** Copies a value with each `$ref` replaced by what it names. The contract has no reference that leads back to itself. */
function resolve(value: unknown, document: Schema): unknown {
  if (Array.isArray(value)) return value.map((item) => resolve(item, document))
  if (typeof value !== 'object' || value === null) return value
  const reference = (value as Schema)['$ref']
  if (typeof reference === 'string') {
    const target = lookUp(reference, document)
    const { $ref: _, ...beside } = value as Schema
    return { ...(resolve(target, document) as Schema), ...(resolve(beside, document) as Schema) }
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, resolve(inner, document)]),
  )
}

function lookUp(reference: string, document: Schema): unknown {
  let found: unknown = document
  for (const segment of reference.replace(/^#\//, '').split('/'))
    found = (found as Schema | undefined)?.[segment]
  if (found === undefined)
    throw new Error(`the contract refers to ${reference}, which is not there`)
  return found
}
