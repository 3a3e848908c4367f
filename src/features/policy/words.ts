/** What the policies' words are called on screen; a word of a newer server is shown as it is. */

import { formatBytes, formatList, formatNumber } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

const types = new Map([
  ['rate_limit', m.policies_type_rate_limit],
  ['cors', m.policies_type_cors],
  ['ip_filter', m.policies_type_ip_filter],
  ['request_size', m.policies_type_request_size],
  ['jwt_validation', m.policies_type_jwt_validation],
  ['response_headers', m.policies_type_response_headers],
])

export const typeLabel = (type: string): string => types.get(type)?.() ?? type

/** Does the console have words and a form for the type? */
export const isKnownType = (type: string): boolean => types.has(type)

type Config = Record<string, unknown>

/** What a config does, in one sentence; undefined for a type, or a config, that has none. */
export const saying = (type: string, config: Config): string | undefined =>
  sentences.get(type)?.(config)

const number = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) ? value : undefined
const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const list = (value: unknown): string => (Array.isArray(value) ? formatList(value.map(String)) : '')

const sentences = new Map<string, (config: Config) => string | undefined>([
  ['rate_limit', ofRateLimit],
  ['cors', ofCors],
  ['ip_filter', ofIpFilter],
  ['request_size', ofRequestSize],
  ['jwt_validation', ofJwt],
  ['response_headers', ofResponseHeaders],
])

function ofRateLimit({ requests_per_minute, burst }: Config): string | undefined {
  const perMinute = number(requests_per_minute)
  const atOnce = number(burst)
  if (perMinute === undefined) return undefined
  const count = formatNumber(perMinute)
  return atOnce === undefined
    ? m.policies_says_rate_limit({ count })
    : m.policies_says_rate_limit_burst({ count, burst: formatNumber(atOnce) })
}

function ofCors({ origins, methods, credentials }: Config): string | undefined {
  if (!Array.isArray(origins) || origins.length === 0) return undefined
  const who = origins.includes('*')
    ? m.policies_says_cors_any()
    : m.policies_says_cors({ origins: list(origins) })
  const how = list(methods)
  return [
    how === '' ? who : m.policies_says_cors_methods({ who, methods: how }),
    ...(credentials === true ? [m.policies_says_cors_credentials()] : []),
  ].join(' ')
}

function ofIpFilter({ allow, deny }: Config): string | undefined {
  const allowed = list(allow)
  const denied = list(deny)
  if (allowed !== '' && denied !== '') return m.policies_says_ip_both({ allowed, denied })
  if (allowed !== '') return m.policies_says_ip_allow({ allowed })
  return denied === '' ? undefined : m.policies_says_ip_deny({ denied })
}

function ofRequestSize({ max_bytes }: Config): string | undefined {
  const most = number(max_bytes)
  return most === undefined
    ? undefined
    : m.policies_says_size({ size: formatBytes(most), bytes: formatNumber(most) })
}

function ofJwt({ issuer, audience }: Config): string | undefined {
  const from = text(issuer)
  const to = text(audience)
  if (from === '') return undefined
  return to === ''
    ? m.policies_says_jwt({ issuer: from })
    : m.policies_says_jwt_audience({ issuer: from, audience: to })
}

function ofResponseHeaders({ set, remove }: Config): string | undefined {
  const names = typeof set === 'object' && set !== null ? Object.keys(set) : []
  const parts = [
    ...(names.length > 0 ? [m.policies_says_headers_set({ names: list(names) })] : []),
    ...(list(remove) === '' ? [] : [m.policies_says_headers_remove({ names: list(remove) })]),
  ]
  return parts.length > 0 ? parts.join(' ') : undefined
}
