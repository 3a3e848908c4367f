/**
 * The contract's rules for each policy type's config (contract/openapi.yaml: RateLimitConfig … ResponseHeadersConfig), the same
 * for fields and for JSON text. A type without rules here is only asked to be an object: it is kept, never refused.
 */

import * as z from 'zod/mini'

import { isObject, pointerOf } from './field-diff'
import { isIpRange, isLinkLocal } from './ip-range'
import { jsonPlace } from './json-place'

const whole = (least: number, most: number) => z.int().check(z.gte(least), z.lte(most))
const unique = z.refine<string[]>((items) => new Set(items).size === items.length)
const headerName = z.string().check(z.maxLength(100), z.regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/))
const ranges = z.optional(
  z
    .array(
      z.string().check(z.maxLength(64), z.refine(isIpRange, { params: { rule: 'range-text' } })),
    )
    .check(z.maxLength(1000), unique),
)
const notEmpty = z.refine<object>((config) => Object.keys(config).length > 0)
const origin = z.string().check(z.maxLength(255), z.regex(/^(\*|https?:\/\/[^\s/?#@]+)$/))

const rules: Record<string, z.ZodMiniType> = {
  rate_limit: z.strictObject({
    requests_per_minute: whole(1, 1_000_000),
    burst: z.optional(whole(1, 1_000_000)),
  }),
  cors: z
    .strictObject({
      origins: z.array(origin).check(z.minLength(1), z.maxLength(100), unique),
      methods: z.optional(
        z
          .array(z.string().check(z.regex(/^[A-Z]{1,20}$/)))
          .check(z.minLength(1), z.maxLength(20), unique),
      ),
      headers: z.optional(z.array(headerName).check(z.maxLength(100), unique)),
      max_age: z.optional(whole(0, 86_400)),
      credentials: z.optional(z.boolean()),
    })
    .check(
      z.refine(({ origins }) => origins.length < 2 || !origins.includes('*'), {
        path: ['origins'],
        params: { rule: 'mixed' },
      }),
      z.refine(({ origins, credentials }) => credentials !== true || !origins.includes('*'), {
        path: ['credentials'],
        params: { rule: 'credentials' },
      }),
    ),
  ip_filter: z.strictObject({ allow: ranges, deny: ranges }).check(notEmpty),
  request_size: z.strictObject({ max_bytes: whole(1, 1_073_741_824) }),
  jwt_validation: z.strictObject({
    issuer: z.string().check(z.minLength(1), z.maxLength(2048)),
    audience: z.optional(z.string().check(z.minLength(1), z.maxLength(255))),
    jwks_url: z.string().check(
      z.maxLength(2048),
      z.regex(/^https?:\/\/[^\s/?#@]+([/?][^\s#]*)?$/),
      z.refine((url) => !isLinkLocal(url), { params: { rule: 'link-local' } }),
    ),
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

export type ConfigRule =
  | 'object'
  | 'type'
  | 'range'
  | 'pattern'
  | 'unknown'
  | 'rule'
  | 'range-text'
  | 'mixed'
  | 'credentials'
  | 'link-local'

/** Where a config breaks which rule. */
export interface ConfigFault {
  rule: ConfigRule
  /** JSON pointer (RFC 6901); empty for the config as a whole. */
  at: string
}

/**
 * @param type the policy's type
 * @param config what would be sent
 * @param known members that came from the server: kept, although there is no rule for them
 * @returns every fault, none when it may be sent
 */
export function configFaults(
  type: string,
  config: unknown,
  known: readonly string[] = [],
): ConfigFault[] {
  if (!isObject(config)) return [{ rule: 'object', at: '' }]
  const own = Object.fromEntries(Object.entries(config).filter(([name]) => !known.includes(name)))
  const rule = Object.hasOwn(rules, type) ? (rules[type] ?? anyConfig) : anyConfig
  const faults = (z.safeParse(rule, own).error?.issues ?? []).flatMap(faultsOf)
  return faults.filter((fault, at) => faults.findIndex((other) => other.at === fault.at) === at)
}

function faultsOf(issue: z.core.$ZodIssue): ConfigFault[] {
  const path = issue.path.map(String)
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ rule: 'unknown', at: pointerOf([...path, key]) }))
  return [{ rule: ruleOf(issue), at: pointerOf(path) }]
}

const codes: Partial<Record<string, ConfigRule>> = {
  invalid_type: 'type',
  too_small: 'range',
  too_big: 'range',
  invalid_format: 'pattern',
  invalid_key: 'pattern',
}
const named: readonly ConfigRule[] = ['range-text', 'mixed', 'credentials', 'link-local']

function ruleOf(issue: z.core.$ZodIssue): ConfigRule {
  const given = issue.code === 'custom' ? issue.params?.['rule'] : undefined
  return named.find((rule) => rule === given) ?? codes[issue.code] ?? 'rule'
}

/** The JSON that a text says; undefined as long as it is none, or nested deeper than a program can write. */
export function readJson(text: string): { value: unknown } | undefined {
  try {
    if (jsonPlace(text)) return undefined
    const value: unknown = JSON.parse(text)
    JSON.stringify(value)
    return { value }
  } catch (error) {
    // The call stack ended before the nesting did.
    if (error instanceof RangeError) return undefined
    throw error
  }
}
