/**
 * Is a document what its specification says? Asked of the official JSON schemas (schemas/README.md) by an interpreter: our
 * content security policy forbids the compiled functions of the faster validators, in workers too.
 */

import { type OutputUnit, type Schema, type SchemaDraft, Validator } from '@cfworker/json-schema'

import type { Unplaced } from './fault'
import { draft4 } from './schema-draft4'
import { faultsOf } from './schema-faults'
import openapi30 from './schemas/openapi-3.0.json'
import openapi31 from './schemas/openapi-3.1.json'
import swagger20 from './schemas/swagger-2.0.json'

export type Specification = '2.0' | '3.0' | '3.1'

const official: Record<Specification, { schema: object; draft: SchemaDraft }> = {
  '2.0': { schema: swagger20, draft: '4' },
  '3.0': { schema: openapi30, draft: '4' },
  '3.1': { schema: openapi31, draft: '2020-12' },
}

/** Which specification the document names; undefined for none that is known. */
export function specificationOf(document: object): Specification | undefined {
  const said = 'swagger' in document ? document.swagger : undefined
  const openapi = 'openapi' in document ? document.openapi : undefined
  if (said === '2.0') return '2.0'
  if (typeof openapi !== 'string') return undefined
  const found = /^3\.(0|1)\.\d+(-.+)?$/.exec(openapi)?.[1]
  return found === undefined ? undefined : found === '0' ? '3.0' : '3.1'
}

/** Everything that the schema has against the document; empty when it has nothing. */
export function schemaFaults(document: object, specification: Specification): Unplaced[] {
  try {
    if (validate(document, specification, true).valid) return []
    return faultsOf(validate(document, specification, false).errors, document)
  } catch (error) {
    // So many faults that they do not fit into one list: the interpreter passes them on as arguments.
    if (error instanceof RangeError) return [{ code: 'schema', pointer: '', subject: '' }]
    throw error
  }
}

function validate(
  document: object,
  specification: Specification,
  isVerdictOnly: boolean,
): { valid: boolean; errors: OutputUnit[] } {
  const { schema, draft } = official[specification]
  const validator = new Validator(adapted(schema) as Schema, draft, isVerdictOnly)
  if (specification === '2.0')
    // The interpreter writes into what it is given.
    validator.addSchema(structuredClone(draft4) as Schema)
  return validator.validate(document)
}

/**
 * A copy in which `$dynamicRef: "#meta"` is the reference that it resolves to within this schema (the interpreter does not know the
 * keyword), and without `format`: it is an annotation in 2020-12, and a slip in a contact's address is no reason to refuse an API.
 */
function adapted(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(adapted)
  if (typeof schema !== 'object' || schema === null) return schema
  const members = Object.entries(schema)
    .filter(([name, value]) => !(name === 'format' && typeof value === 'string'))
    .map(([name, value]) =>
      name === '$dynamicRef' ? ['$ref', '#/$defs/schema'] : [name, adapted(value)],
    )
  return Object.fromEntries(members)
}
