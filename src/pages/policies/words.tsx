/** What the policies' words are called on screen; a word of a newer server is shown as it is. */

import { m } from '~/i18n/gen/messages'

import type { Policy, PolicyFaults } from '~/domain/policy'
import { formatList, formatNumber } from '~/i18n/format'

const types = new Map([
  ['rate_limit', m.policies_type_rate_limit],
  ['cors', m.policies_type_cors],
  ['ip_filter', m.policies_type_ip_filter],
  ['request_size', m.policies_type_request_size],
  ['jwt_validation', m.policies_type_jwt_validation],
  ['response_headers', m.policies_type_response_headers],
])
const scopes = new Map([
  ['api', m.policies_scope_api],
  ['tenant', m.policies_scope_tenant],
  ['gateway', m.policies_scope_gateway],
])

export const typeLabel = (type: string): string => types.get(type)?.() ?? type
export const scopeLabel = (scope: string): string => scopes.get(scope)?.() ?? scope
export const stateLabel = (isEnabled: boolean): string =>
  isEnabled ? m.policies_state_enabled() : m.policies_state_disabled()

/** What a policy reaches: everything as long as it is bound to nothing. */
export const coverage = (policy: Policy): string =>
  policy.binding_count === 0
    ? m.policies_covers_all()
    : m.policies_covers({ count: policy.binding_count })

/** What a config says, in one sentence, for the types that have one. */
export function saying({ policy_type, config }: Policy): string | undefined {
  const { requests_per_minute: perMinute, burst, origins } = config
  if (policy_type === 'rate_limit' && typeof perMinute === 'number')
    return typeof burst === 'number'
      ? m.policies_says_rate_limit_burst({
          count: formatNumber(perMinute),
          burst: formatNumber(burst),
        })
      : m.policies_says_rate_limit({ count: formatNumber(perMinute) })
  if (policy_type === 'cors' && Array.isArray(origins))
    return m.policies_says_cors({ origins: formatList(origins.map(String)) })
  return undefined
}

export const faults: PolicyFaults = {
  name: m.policies_fault_name,
  type: m.policies_fault_type,
  description: m.policies_fault_description,
  priority: m.policies_fault_priority,
  perMinute: m.policies_fault_per_minute,
  burst: m.policies_fault_burst,
  origins: m.policies_fault_origins,
  methods: m.policies_fault_methods,
  headers: m.policies_fault_headers,
  maxAge: m.policies_fault_max_age,
  json: ({ rule, at }) => jsonFaults[rule](at === '' ? m.policies_json_whole() : at),
}

const jsonFaults = {
  syntax: (at: string) => {
    const [line = '', column = ''] = at.split(':')
    return m.policies_json_syntax({ line, column })
  },
  object: () => m.policies_json_object(),
  type: (at: string) => m.policies_json_type({ at }),
  range: (at: string) => m.policies_json_range({ at }),
  pattern: (at: string) => m.policies_json_pattern({ at }),
  unknown: (at: string) => m.policies_json_unknown({ at }),
  rule: (at: string) => m.policies_json_rule({ at }),
}
