/**
 * The contract's rules for each policy type's config (contract/openapi.yaml: RateLimitConfig … ResponseHeadersConfig), for the
 * types that are written as JSON text. A type without rules here is only asked to be an object: it is kept, never refused.
 */

import * as z from 'zod/mini'

import { jsonPlace } from './json-place'

const unique = z.refine<string[]>((items) => new Set(items).size === items.length)
const headerName = z.string().check(z.maxLength(100), z.regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/))
const addresses = z.optional(
  z.array(z.string().check(z.maxLength(64))).check(z.maxLength(1000), unique),
)
const notEmpty = z.refine<object>((config) => Object.keys(config).length > 0)

const rules: Record<string, z.ZodMiniType> = {
  ip_filter: z.strictObject({ allow: addresses, deny: addresses }).check(notEmpty),
  request_size: z.strictObject({
    max_bytes: z.int().check(z.gte(1), z.lte(1_073_741_824)),
  }),
  jwt_validation: z.strictObject({
    issuer: z.string().check(z.minLength(1), z.maxLength(2048)),
    audience: z.optional(z.string().check(z.minLength(1), z.maxLength(255))),
    jwks_url: z.string().check(z.maxLength(2048), z.regex(/^https?:\/\/[^\s/?#@]+([/?][^\s#]*)?$/)),
  }),
  response_headers: z
    .strictObject({
      set: z.optional(
        z.record(headerName, z.string().check(z.maxLength(2048), z.regex(/^[^\r\n\0]*$/))),
      ),
      remove: z.optional(z.array(headerName).check(z.maxLength(50), unique)),
    })
    .check(notEmpty),
}

const anyConfig = z
  .record(z.string(), z.unknown())
  .check(z.refine((config) => Object.keys(config).length <= 100))

export type ConfigRule = 'syntax' | 'object' | 'type' | 'range' | 'pattern' | 'unknown' | 'rule'

/** Where a config breaks which rule. */
export interface ConfigFault {
  rule: ConfigRule
  /** JSON pointer, or for bad syntax `line:column`. */
  at: string
}

/**
 * @param type the policy's type
 * @param text what was typed
 * @returns the first fault, or undefined when the text may be sent
 */
export function configFault(type: string, text: string): ConfigFault | undefined {
  const read = readJson(text)
  if ('fault' in read) return read.fault
  if (typeof read.value !== 'object' || read.value === null || Array.isArray(read.value))
    return { rule: 'object', at: '' }
  const checked = z.safeParse(
    Object.hasOwn(rules, type) ? (rules[type] ?? anyConfig) : anyConfig,
    read.value,
  )
  const issue = checked.error?.issues[0]
  if (!issue) return undefined
  return { rule: ruleOf(issue.code), at: pointer([...issue.path, ...unknownKey(issue)]) }
}

const unknownKey = (issue: z.core.$ZodIssue): string[] =>
  issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : []

function ruleOf(code: string): ConfigRule {
  if (code === 'invalid_type') return 'type'
  if (code === 'too_small' || code === 'too_big') return 'range'
  if (code === 'invalid_format' || code === 'invalid_key') return 'pattern'
  return code === 'unrecognized_keys' ? 'unknown' : 'rule'
}

const pointer = (path: PropertyKey[]) =>
  path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')

function readJson(text: string): { value: unknown } | { fault: ConfigFault } {
  try {
    return { value: JSON.parse(text) }
  } catch {
    const place = jsonPlace(text)
    return { fault: { rule: 'syntax', at: place ? `${place.line}:${place.column}` : '' } }
  }
}
