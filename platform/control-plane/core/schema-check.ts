/** JSON Schema checks whose faults are pointers and sentences that never repeat what was sent in (security.md T30). */
import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'

import type { Schema } from './contract-document.ts'
import type { Fault } from './problems.ts'

/** Checks a value and fills in defaults where the check was made to; returns the faults, none when it is valid. */
export type Check = (value: unknown, at?: string) => Fault[]

export type CheckKind = 'body' | 'patch' | 'parameters' | 'answer'

const MAX_FAULTS = 50
const MAX_NAME = 100

const OPTIONS: Record<CheckKind, { useDefaults: boolean; coerceTypes: false | 'array' }> = {
  body: { useDefaults: true, coerceTypes: false },
  // A merge patch leaves alone what it does not name: a default would change it.
  patch: { useDefaults: false, coerceTypes: false },
  // Text of a URL or header becomes the number, boolean or list that the contract says.
  parameters: { useDefaults: true, coerceTypes: 'array' },
  answer: { useDefaults: false, coerceTypes: false },
}

const compilers = new Map<CheckKind, Ajv2020>()

/** A check for a schema without references. It is compiled when it is first needed: all of them at once would double the start. */
export function checkOf(schema: Schema, kind: CheckKind): Check {
  let validate: ValidateFunction | undefined
  return (value, at = '') => {
    validate ??= compilerFor(kind).compile(schema)
    return validate(value) ? [] : faultsOf(validate, at)
  }
}

function compilerFor(kind: CheckKind): Ajv2020 {
  const known = compilers.get(kind)
  if (known) return known
  const made = new Ajv2020({
    ...OPTIONS[kind],
    allErrors: true,
    strict: false,
    unicodeRegExp: true,
  })
  // The package is CommonJS: its default export is the function itself or holds it, by loader.
  const add = addFormats as unknown as { default?: (ajv: Ajv2020) => void } & ((
    ajv: Ajv2020,
  ) => void)
  ;(add.default ?? add)(made)
  compilers.set(kind, made)
  return made
}

function faultsOf(validate: ValidateFunction, at: string): Fault[] {
  const faults = new Map<string, Fault>()
  for (const error of validate.errors ?? []) {
    const fault = { pointer: at + pointerOf(error), detail: sentenceFor(error) }
    faults.set(`${fault.pointer} ${fault.detail}`, fault)
    if (faults.size >= MAX_FAULTS) break
  }
  return [...faults.values()]
}

function pointerOf(error: ErrorObject): string {
  const name = memberOf(error)
  return name === undefined ? error.instancePath : `${error.instancePath}/${pointerSegment(name)}`
}

/** The member that is missing or not known; ajv reports it on the object around it. */
function memberOf({ keyword, params }: ErrorObject): string | undefined {
  const { missingProperty, additionalProperty, propertyName } = params as Record<string, string>
  if (keyword === 'required') return missingProperty
  if (keyword === 'additionalProperties') return additionalProperty
  return keyword === 'propertyNames' ? propertyName : undefined
}

/** A name as one segment of a JSON Pointer (RFC 6901), cut to a length that a log and a page can bear. */
export function pointerSegment(name: string): string {
  return name.slice(0, MAX_NAME).replaceAll('~', '~0').replaceAll('/', '~1')
}

/** Sentences for the keywords that the contract uses; ajv's own words name the rule, not the value. */
const SENTENCES: Record<string, (params: Record<string, unknown>) => string> = {
  required: () => 'This is required.',
  additionalProperties: () => 'There is no such field.',
  propertyNames: () => 'This name is not allowed.',
  type: ({ type }) => `This must be ${Array.isArray(type) ? type.join(' or ') : String(type)}.`,
  enum: ({ allowedValues }) => `This must be one of ${(allowedValues as unknown[]).join(', ')}.`,
  const: ({ allowedValue }) => `This must be ${String(allowedValue)}.`,
  minLength: ({ limit }) => `This must have at least ${String(limit)} characters.`,
  maxLength: ({ limit }) => `This may have at most ${String(limit)} characters.`,
  minimum: ({ limit }) => `This must be at least ${String(limit)}.`,
  maximum: ({ limit }) => `This may be at most ${String(limit)}.`,
  minItems: ({ limit }) => `At least ${String(limit)} must be given.`,
  maxItems: ({ limit }) => `At most ${String(limit)} may be given.`,
  minProperties: ({ limit }) => `At least ${String(limit)} field must be given.`,
  maxProperties: ({ limit }) => `At most ${String(limit)} fields may be given.`,
  uniqueItems: () => 'Nothing may be given twice.',
  pattern: ({ pattern }) => `This must match ${String(pattern)}.`,
  format: ({ format }) => `This must be a ${String(format)}.`,
  oneOf: () => 'Exactly one of the allowed forms must be given.',
}

function sentenceFor({ keyword, params, message }: ErrorObject): string {
  const say = SENTENCES[keyword]
  return say ? say(params as Record<string, unknown>) : `This ${message ?? 'is not valid'}.`
}
