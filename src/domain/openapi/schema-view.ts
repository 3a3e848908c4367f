/** One level of a schema as a person reads it. What lies inside is looked at when it is opened; a circle ends where it closes. */

import { entriesOf, isObject, listOf, own, textOf, textsOf } from './loose'
import { followed, referenceOf } from './references'

export interface Inner {
  /** Of a member its name; '' for an item or an alternative. */
  name: string
  isRequired: boolean
  schema: unknown
}

export interface SchemaGroup {
  kind: 'members' | 'more' | 'items' | 'allOf' | 'anyOf' | 'oneOf'
  inner: Inner[]
}

export interface SchemaView {
  /** `array of Pet`, `string (date-time)`, `object`. */
  type: string
  description: string
  /** As JSON; '' where there is none. */
  fallback: string
  /** As JSON. */
  values: string[]
  groups: SchemaGroup[]
  /** Where it ends: the reference closes a circle, or leads nowhere in this document. */
  end: { kind: 'recursive' | 'dangling'; reference: string } | undefined
  /** For what lies inside: the references on the way. */
  seen: readonly string[]
}

/** @param seen references on the way from the outermost schema */
export function schemaView(
  document: unknown,
  schema: unknown,
  seen: readonly string[] = [],
): SchemaView {
  const reference = referenceOf(schema)
  const name = reference === undefined ? '' : nameOf(reference)
  const found = followed(document, schema)
  const empty = { description: '', fallback: '', values: [], groups: [], seen }
  if (reference !== undefined && seen.includes(reference))
    return { ...empty, type: name, end: { kind: 'recursive', reference: name } }
  if (reference !== undefined && found === undefined)
    return { ...empty, type: name, end: { kind: 'dangling', reference } }
  const fallback = own(found, 'default')
  return {
    type: [name, typeOf(document, found)].filter((word) => word !== '').join(': '),
    description: textOf(own(found, 'description')),
    fallback: fallback === undefined ? '' : JSON.stringify(fallback),
    values: listOf(own(found, 'enum')).map((value) => JSON.stringify(value)),
    groups: groupsOf(found),
    end: undefined,
    seen: reference === undefined ? seen : [...seen, reference],
  }
}

const nameOf = (reference: string): string => reference.split('/').at(-1) ?? reference

function typeOf(document: unknown, schema: unknown): string {
  const said = own(schema, 'type')
  const words = Array.isArray(said) ? textsOf(said) : [textOf(said)]
  const format = textOf(own(schema, 'format'))
  const type = words
    .map((word) => (word === 'array' ? arrayOf(document, schema) : word))
    .join(' | ')
  const whole = type || (isObject(own(schema, 'properties')) ? 'object' : '')
  const nullable = own(schema, 'nullable') === true ? ' | null' : ''
  return `${whole}${format === '' ? '' : ` (${format})`}${nullable}`
}

function arrayOf(document: unknown, schema: unknown): string {
  const items = own(schema, 'items')
  const reference = referenceOf(items)
  const inner =
    reference === undefined ? textOf(own(followed(document, items), 'type')) : nameOf(reference)
  return inner === '' ? 'array' : `array of ${inner}`
}

function groupsOf(schema: unknown): SchemaGroup[] {
  const required = new Set(textsOf(own(schema, 'required')))
  const members = entriesOf(own(schema, 'properties')).map(([name, inner]) => ({
    name,
    isRequired: required.has(name),
    schema: inner,
  }))
  const alone = (inner: unknown) => (isObject(inner) ? [unnamed(inner)] : [])
  const groups: SchemaGroup[] = [
    { kind: 'members', inner: members },
    { kind: 'more', inner: alone(own(schema, 'additionalProperties')) },
    { kind: 'items', inner: alone(own(schema, 'items')) },
    ...(['allOf', 'anyOf', 'oneOf'] as const).map((kind) => ({
      kind,
      inner: listOf(own(schema, kind)).map(unnamed),
    })),
  ]
  return groups.filter(({ inner }) => inner.length > 0)
}

const unnamed = (schema: unknown): Inner => ({ name: '', isRequired: false, schema })
