/** Rate limits, CORS and security rules: the shape of each type's config, and what a form sends for it. */

import type {
  NewPolicy,
  NewPolicyBinding,
  Policy,
  PolicyBinding,
  PolicyPatch,
} from '#contract/contract.gen'

import * as z from 'zod/mini'

import { jsonPlace } from './json-place'
import { mergePatch } from './merge-patch'
import { type ConfigFault, configFault } from './policy-config'

export type { NewPolicy, NewPolicyBinding, Policy, PolicyBinding, PolicyPatch }

export const policyScopes = ['api', 'tenant', 'gateway'] as const

/** Types that have fields of their own; every other is edited as JSON text. */
export const typedPolicies = ['rate_limit', 'cors'] as const
export type TypedPolicy = (typeof typedPolicies)[number]
export const isTyped = (type: string): type is TypedPolicy =>
  (typedPolicies as readonly string[]).includes(type)

/** One sentence for each thing that can be wrong with what was typed. */
export interface PolicyFaults {
  name: () => string
  type: () => string
  description: () => string
  priority: () => string
  perMinute: () => string
  burst: () => string
  origins: () => string
  methods: () => string
  headers: () => string
  maxAge: () => string
  /** Not JSON, or not what the type asks for. */
  json: (fault: ConfigFault) => string
}

// Bounds and patterns are the contract's own (contract/openapi.yaml: NewPolicy, RateLimitConfig, CorsConfig).
const origin = /^(\*|https?:\/\/[^\s/?#@]+)$/
const httpMethod = /^[A-Z]{1,20}$/
const headerName = /^(\*|[A-Za-z0-9!#$%&'*+.^_`|~-]+)$/

/** A whole number within bounds; null is an empty field, which only an optional one may be. */
const whole = (
  minimum: number,
  maximum: number,
  error: () => string,
  empty: 'required' | 'optional',
) =>
  z
    .nullable(z.number({ error }))
    .check(
      z.refine(
        (value) =>
          value === null
            ? empty === 'optional'
            : Number.isInteger(value) && value >= minimum && value <= maximum,
        { error },
      ),
    )

const list = (pattern: RegExp, least: number, most: number, error: () => string) =>
  z.array(z.string().check(z.maxLength(255, { error }), z.regex(pattern, { error }))).check(
    z.minLength(least, { error }),
    z.maxLength(most, { error }),
    z.refine((items) => new Set(items).size === items.length, { error }),
  )

const anyNumber = z.nullable(z.number())
const anyList = z.array(z.string())

// Every type's fields stand in one form, so that only the rules change with the type; those of other types are not looked at.
const noFields = {
  requests_per_minute: anyNumber,
  burst: anyNumber,
  origins: anyList,
  methods: anyList,
  headers: anyList,
  max_age: anyNumber,
}

const fields = {
  rate_limit: (faults: PolicyFaults) => ({
    ...noFields,
    requests_per_minute: whole(1, 1_000_000, faults.perMinute, 'required'),
    burst: whole(1, 1_000_000, faults.burst, 'optional'),
  }),
  cors: (faults: PolicyFaults) => ({
    ...noFields,
    origins: list(origin, 1, 100, faults.origins),
    methods: list(httpMethod, 0, 20, faults.methods),
    headers: list(headerName, 0, 100, faults.headers),
    max_age: whole(0, 86_400, faults.maxAge, 'optional'),
  }),
} satisfies Record<TypedPolicy, unknown>

/** A text for each type that is written as JSON, so that changing the type in the form loses none; unknown types share one. */
export const jsonTypes = [
  'ip_filter',
  'request_size',
  'jwt_validation',
  'response_headers',
] as const
export type JsonPlace = (typeof jsonTypes)[number] | 'other'
export const jsonPlaceOf = (type: string): JsonPlace =>
  jsonTypes.find((known) => known === type) ?? 'other'

const anyText = z.string()
const noTexts = {
  ip_filter: anyText,
  request_size: anyText,
  jwt_validation: anyText,
  response_headers: anyText,
  other: anyText,
}

const jsonText = (type: string, faults: PolicyFaults) =>
  z.string().check(
    z.superRefine((text, context) => {
      const fault = configFault(type, text)
      if (fault) context.addIssue({ code: 'custom', message: faults.json(fault), input: text })
    }),
  )

/** What the type is called: chosen, or typed where it is none of those known here. */
export const typeOf = (form: Pick<PolicyForm, 'policy_type' | 'other_type'>): string =>
  form.policy_type === '' ? form.other_type : form.policy_type

/**
 * The form's rules for a policy of one type.
 * @param chosen the form's `policy_type`: decides which fields of `config` count, or which text of `json`; empty for a type
 *   that is typed in `other_type`
 */
export const policyForm = (chosen: string, faults: PolicyFaults) => {
  const typeName = z
    .string()
    .check(
      z.maxLength(64, { error: faults.type }),
      z.regex(/^[a-z][a-z0-9_]*$/, { error: faults.type }),
    )
  return z.object({
    name: z
      .string()
      .check(z.maxLength(255, { error: faults.name }), z.regex(/\S/, { error: faults.name })),
    policy_type: z.string(),
    other_type: chosen === '' ? typeName : z.string(),
    scope: z.string(),
    description: z.string().check(z.maxLength(4000, { error: faults.description })),
    priority: whole(0, 10_000, faults.priority, 'required'),
    enabled: z.boolean(),
    config: z.object(isTyped(chosen) ? fields[chosen](faults) : noFields),
    json: z.object({
      ...noTexts,
      ...(!isTyped(chosen) && { [jsonPlaceOf(chosen)]: jsonText(chosen, faults) }),
    }),
  })
}

export type PolicyForm = z.infer<ReturnType<typeof policyForm>>

/** Which field of the form a pointer of the server means, where the two differ. */
export function policyFieldOf(chosen: string, pointer: string): string | undefined {
  if (pointer === '/policy_type' && chosen === '') return 'other_type'
  const isInConfig = pointer === '/config' || pointer.startsWith('/config/')
  return isInConfig && !isTyped(chosen) ? `json.${jsonPlaceOf(chosen)}` : undefined
}

const emptyTexts: PolicyForm['json'] = {
  ip_filter: '',
  request_size: '',
  jwt_validation: '',
  response_headers: '',
  other: '',
}

/** What the edit form is opened on. */
export function policyFormOf(policy: Policy): PolicyForm {
  const { name, policy_type, scope, description, priority, enabled, config } = policy
  const number = (value: unknown) => (typeof value === 'number' ? value : null)
  const texts = (value: unknown) =>
    Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
  return {
    name,
    policy_type,
    other_type: '',
    scope,
    description,
    priority,
    enabled,
    config: {
      requests_per_minute: number(config['requests_per_minute']),
      burst: number(config['burst']),
      origins: texts(config['origins']),
      methods: texts(config['methods']),
      headers: texts(config['headers']),
      max_age: number(config['max_age']),
    },
    json: { ...emptyTexts, [jsonPlaceOf(policy_type)]: JSON.stringify(config, null, 2) },
  }
}

/** The config that the form says: the fields of its type without the empty ones, or the JSON text. */
export function configOf(form: PolicyForm): Record<string, unknown> {
  const { requests_per_minute, burst, origins, methods, headers, max_age } = form.config
  if (form.policy_type === 'rate_limit') return present({ requests_per_minute, burst })
  if (form.policy_type === 'cors') return present({ origins, methods, headers, max_age })
  return JSON.parse(form.json[jsonPlaceOf(form.policy_type)]) as Record<string, unknown> // the form's rules have checked it
}

const present = (config: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(config).filter(
      ([, value]) => value !== null && !(Array.isArray(value) && value.length === 0),
    ),
  )

/** What creating would send, while it is typed; undefined as long as the JSON is none. */
export function draftPolicy(tenant: string, form: PolicyForm): NewPolicy | undefined {
  if (!isTyped(form.policy_type) && jsonPlace(form.json[jsonPlaceOf(form.policy_type)]))
    return undefined
  return newPolicy(tenant, form)
}

/** What creating sends. */
export function newPolicy(tenant: string, form: PolicyForm): NewPolicy {
  return {
    name: form.name,
    policy_type: typeOf(form),
    tenant_id: tenant,
    scope: form.scope as NonNullable<NewPolicy['scope']>, // offered from policyScopes only
    config: configOf(form),
    priority: form.priority ?? 100,
    enabled: form.enabled,
    ...(form.description !== '' && { description: form.description }),
  }
}

/**
 * Only what was changed since the form was opened, or undefined. A config member that the form does not know stays as it is,
 * because the server merges the patch into the present config; one that was emptied or taken out of the JSON is written as null.
 */
export function policyPatch(before: PolicyForm, after: PolicyForm): PolicyPatch | undefined {
  const editable = (form: PolicyForm) => ({
    name: form.name,
    description: form.description,
    priority: form.priority,
    enabled: form.enabled,
    config: configOf(form),
  })
  return mergePatch(editable(before), editable(after))
}
