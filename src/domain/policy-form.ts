/**
 * A policy while it is edited: as fields and as JSON text, both ways. The fields hold the config; the text that was typed is
 * shown as long as it says what they say, or as long as it cannot be read, and then nothing is sent.
 */

import type { Policy } from '#contract/contract.gen'

import * as z from 'zod/mini'

import { isObject } from './field-diff'
import { lineOfPointer } from './json-lines'
import { sameJson } from './merge-patch'
import { type ConfigFault, configFaults, readJson } from './policy-config'

export const policyScopes = ['api', 'tenant', 'gateway'] as const

type Members = Record<string, unknown>

/** Every type's fields stand in one form, so that changing the type in the form loses nothing. */
export interface ConfigFields {
  requests_per_minute: number | null
  burst: number | null
  origins: string[]
  methods: string[]
  headers: string[]
  max_age: number | null
  credentials: boolean
  allow: string[]
  deny: string[]
  max_bytes: number | null
  issuer: string
  audience: string
  jwks_url: string
  set: Record<string, string>
  remove: string[]
}

export const noFields: ConfigFields = {
  requests_per_minute: null,
  burst: null,
  origins: [],
  methods: [],
  headers: [],
  max_age: null,
  credentials: false,
  allow: [],
  deny: [],
  max_bytes: null,
  issuer: '',
  audience: '',
  jwks_url: '',
  set: {},
  remove: [],
}

/** Types that have fields of their own, and which; every other is edited as JSON alone. */
const fieldsOfType = {
  rate_limit: ['requests_per_minute', 'burst'],
  cors: ['origins', 'methods', 'headers', 'max_age', 'credentials'],
  ip_filter: ['allow', 'deny'],
  request_size: ['max_bytes'],
  jwt_validation: ['issuer', 'audience', 'jwks_url'],
  response_headers: ['set', 'remove'],
} as const satisfies Record<string, readonly (keyof ConfigFields)[]>

export type TypedPolicy = keyof typeof fieldsOfType
/** Types with rules that this console knows; others may still be written. */
export const typedPolicies = Object.keys(fieldsOfType) as TypedPolicy[] // its own keys
export const isTyped = (type: string): type is TypedPolicy => Object.hasOwn(fieldsOfType, type)

const namesOf = (type: string): readonly (keyof ConfigFields)[] =>
  isTyped(type) ? fieldsOfType[type] : []

export interface PolicyForm {
  name: string
  /** Empty for a type that is typed in `other_type`. */
  policy_type: string
  other_type: string
  scope: string
  description: string
  priority: number | null
  enabled: boolean
  config: ConfigFields
  /** By type: members without a field. Of a type without fields that is the whole config. */
  rest: Record<string, Members>
  /** By type: the JSON text as it was typed last. */
  text: Record<string, string>
}

/** The config that the form says: the fields of its type without the empty ones, and the members without a field. */
export function configOf({ policy_type, config, rest }: PolicyForm): Members {
  const fields = namesOf(policy_type)
    .map((name) => [name, config[name]] as const)
    .filter(([, value]) => !isEmpty(value))
  return { ...Object.fromEntries(fields), ...rest[policy_type] }
}

const isEmpty = (value: unknown): boolean =>
  value === null ||
  value === '' ||
  value === false ||
  (typeof value === 'object' && Object.keys(value).length === 0)

/** Whether each member that has a field is something that the field can show. */
const fits = (config: Members): boolean =>
  Object.entries(noFields).every(([name, empty]) => {
    const value = config[name]
    return value === undefined || value === null || isLike(value, empty)
  })

function isLike(value: unknown, empty: unknown): boolean {
  if (Array.isArray(empty))
    return Array.isArray(value) && value.every((item) => typeof item === 'string')
  if (isObject(empty))
    return isObject(value) && Object.values(value).every((item) => typeof item === 'string')
  return typeof value === (empty === null ? 'number' : typeof empty)
}

/** The parts of the form that hold a config. A member that no field can show stays with the others. */
function placed(type: string, config: Members): { fields: ConfigFields; rest: Members } {
  const names: readonly string[] = namesOf(type)
  const entries = Object.entries(config)
  const isField = ([name, value]: [string, unknown]) =>
    names.includes(name) && value !== null && isLike(value, noFields[name as keyof ConfigFields])
  return {
    fields: { ...noFields, ...Object.fromEntries(entries.filter(isField)) },
    rest: Object.fromEntries(entries.filter((entry) => !isField(entry))),
  }
}

/** What the edit form is opened on. */
export function policyFormOf(policy: Policy): PolicyForm {
  const { name, policy_type, scope, description, priority, enabled } = policy
  const { fields, rest } = placed(policy_type, policy.config)
  return {
    name,
    policy_type,
    other_type: '',
    scope,
    description,
    priority,
    enabled,
    config: fields,
    rest: { [policy_type]: rest },
    text: {},
  }
}

/** The config as JSON: what was typed while it says the same or cannot be read, else what the fields say. */
export function jsonOf(form: PolicyForm): string {
  const typed = form.text[form.policy_type]
  const written = configOf(form)
  if (typed === undefined) return JSON.stringify(written, null, 2)
  const read = readable(form.policy_type, typed)
  if (read === undefined) return typed
  const says = configOf({ ...form, config: read.fields, rest: { [form.policy_type]: read.rest } })
  return sameJson(says, written) ? typed : JSON.stringify(written, null, 2)
}

/** What the fields would hold; undefined when the text is no config or no field can show what it says. */
function readable(type: string, text: string) {
  const config = readJson(text)?.value
  if (!isObject(config)) return undefined
  if (isTyped(type)) {
    const own: Members = {}
    for (const name of namesOf(type)) if (Object.hasOwn(config, name)) own[name] = config[name]
    if (!fits(own)) return undefined
  }
  return placed(type, config)
}

/** The changes of the form's parts that follow from a text that was typed. */
export function withJson(
  form: PolicyForm,
  text: string,
): Pick<PolicyForm, 'config' | 'rest' | 'text'> {
  const type = form.policy_type
  const read = readable(type, text)
  const typed = { ...form.text, [type]: text }
  if (read === undefined) return { config: form.config, rest: form.rest, text: typed }
  const kept = Object.fromEntries(namesOf(type).map((name) => [name, read.fields[name]]))
  return {
    config: { ...form.config, ...kept },
    rest: { ...form.rest, [type]: read.rest },
    text: typed,
  }
}

/** Whether the fields and the text say the same: false while the text is no config that fields could show. */
export function isReadable(form: PolicyForm): boolean {
  const typed = form.text[form.policy_type]
  return (
    typed === undefined || jsonOf(form) !== typed || readable(form.policy_type, typed) !== undefined
  )
}

export interface PlacedFault extends ConfigFault {
  /** Of the JSON text, from 1. */
  line: number
}

/**
 * What is wrong with the config, at its line of the text. A text that is no JSON has none here: the editor says that itself.
 * @param known members that came from the server, kept although they have no rule
 */
export function jsonFaults(form: PolicyForm, known: readonly string[]): PlacedFault[] {
  const text = jsonOf(form)
  const read = readJson(text)
  if (read === undefined) return []
  return configFaults(form.policy_type, read.value, known).map((fault) => ({
    ...fault,
    line: lineOfPointer(text, fault.at),
  }))
}

/** Is there anything that keeps the text from being sent? */
export const isJsonFaulty = (form: PolicyForm, known: readonly string[]): boolean =>
  readJson(jsonOf(form)) === undefined || jsonFaults(form, known).length > 0

/** One sentence for each thing that can be wrong with what was typed. */
export interface PolicyFaults {
  name: () => string
  type: () => string
  description: () => string
  priority: () => string
  json: () => string
  /** @param fault of the config */
  config: (type: string, fault: ConfigFault) => string
}

/** Under which name a fault of the config is shown in the form. */
export function fieldOfFault(type: string, { at }: Pick<ConfigFault, 'at'>): string {
  const names: readonly string[] = namesOf(type)
  const member = at.split('/')[1] ?? names[0]
  return member !== undefined && names.includes(member) ? `config.${member}` : 'text'
}

/**
 * The form's rules.
 * @param known members of the config that came from the server
 */
export const policyForm = (faults: PolicyFaults, known: readonly string[] = []) =>
  z
    .object({
      name: z
        .string()
        .check(z.maxLength(255, { error: faults.name }), z.regex(/\S/, { error: faults.name })),
      policy_type: z.string(),
      other_type: z.string(),
      scope: z.string(),
      description: z.string().check(z.maxLength(4000, { error: faults.description })),
      priority: z.nullable(z.number({ error: faults.priority })),
      enabled: z.boolean(),
      config: z.custom<ConfigFields>(),
      rest: z.custom<PolicyForm['rest']>(),
      text: z.custom<PolicyForm['text']>(),
    })
    .check(
      z.superRefine((form, context) => {
        const add = (path: string, message: string) =>
          context.addIssue({ code: 'custom', path: path.split('.'), message, input: form })
        if (form.policy_type === '' && !/^[a-z][a-z0-9_]{0,63}$/.test(form.other_type))
          add('other_type', faults.type())
        if (!isPriority(form.priority)) add('priority', faults.priority())
        if (!isReadable(form)) add('text', faults.json())
        else
          for (const fault of configFaults(form.policy_type, configOf(form), known))
            add(fieldOfFault(form.policy_type, fault), faults.config(form.policy_type, fault))
      }),
    )

const isPriority = (value: number | null): boolean =>
  value !== null && Number.isInteger(value) && value >= 0 && value <= 10_000

/**
 * Which field of the form a pointer of the server means, where the two differ.
 * @param isJson whether the config is shown as JSON
 */
export function policyFieldOf(
  chosen: string,
  pointer: string,
  isJson: boolean,
): string | undefined {
  if (pointer === '/policy_type' && chosen === '') return 'other_type'
  const isInConfig = pointer === '/config' || pointer.startsWith('/config/')
  if (!isInConfig) return undefined
  return isJson ? 'text' : fieldOfFault(chosen, { at: pointer.slice('/config'.length) })
}
