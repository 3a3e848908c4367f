/** What the words of this place are called on screen; a word of a newer server is shown as it is. */

import type { Policy } from '~/domain/policy'
import type { ConfigFault, ConfigRule } from '~/domain/policy-config'
import type { PolicyFaults } from '~/domain/policy-form'
import type { PresetName } from '~/domain/policy-presets'
import { formatNumber } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

export { isKnownType, saying, typeLabel } from '~/features/policy/words'

const scopes = new Map([
  ['api', m.policies_scope_api],
  ['tenant', m.policies_scope_tenant],
  ['gateway', m.policies_scope_gateway],
])

export const scopeLabel = (scope: string): string => scopes.get(scope)?.() ?? scope
export const stateLabel = (isEnabled: boolean): string =>
  isEnabled ? m.policies_state_enabled() : m.policies_state_disabled()

const presetLabels: Record<PresetName, () => string> = {
  rate_limit: m.policies_preset_rate_limit,
  cors: m.policies_preset_browser,
  partner: m.policies_preset_partner,
  public_read: m.policies_preset_public_read,
  strict: m.policies_preset_strict,
}
export const presetLabel = (name: PresetName): string => presetLabels[name]()

/**
 * What a policy reaches: everything as long as it is bound to nothing.
 * @param apis how many APIs the tenant has; undefined while that was not counted
 */
export function coverage(policy: Policy, apis?: number): string {
  if (policy.binding_count > 0) return m.policies_covers({ count: policy.binding_count })
  return apis === undefined
    ? m.policies_covers_all()
    : m.policies_covers_all_of({ count: apis, number: formatNumber(apis) })
}

/** What a member of a config must be; said whatever it is that is wrong with it. */
const members: Record<string, () => string> = {
  'rate_limit/requests_per_minute': m.policies_fault_per_minute,
  'rate_limit/burst': m.policies_fault_burst,
  'cors/origins': m.policies_fault_origins,
  'cors/methods': m.policies_fault_methods,
  'cors/headers': m.policies_fault_headers,
  'cors/max_age': m.policies_fault_max_age,
  'ip_filter/allow': m.policies_fault_addresses,
  'ip_filter/deny': m.policies_fault_addresses,
  'ip_filter/': m.policies_fault_ip_empty,
  'request_size/max_bytes': m.policies_fault_max_bytes,
  'jwt_validation/issuer': m.policies_fault_issuer,
  'jwt_validation/audience': m.policies_fault_audience,
  'jwt_validation/jwks_url': m.policies_fault_jwks_url,
  'response_headers/set': m.policies_fault_set,
  'response_headers/remove': m.policies_fault_remove,
  'response_headers/': m.policies_fault_headers_empty,
}

/** Rules whose reason says more than what the member must be. */
const reasons: Partial<Record<ConfigRule, () => string>> = {
  mixed: m.policies_fault_mixed,
  credentials: m.policies_fault_credentials,
  'link-local': m.policies_fault_link_local,
}

const general: Partial<Record<ConfigRule, (at: string) => string>> = {
  object: () => m.policies_json_object(),
  type: (at) => m.policies_json_type({ at }),
  range: (at) => m.policies_json_range({ at }),
  pattern: (at) => m.policies_json_pattern({ at }),
  unknown: (at) => m.policies_json_unknown({ at }),
}

/** What is wrong with a config, and what would be right. */
export function configFaultText(type: string, { rule, at }: ConfigFault): string {
  const [, member = ''] = at.split('/')
  const words = reasons[rule] ?? (rule === 'unknown' ? undefined : members[`${type}/${member}`])
  if (words) return words()
  const place = at === '' ? m.policies_json_whole() : at
  return general[rule]?.(place) ?? m.policies_json_rule({ at: place })
}

export const faults: PolicyFaults = {
  name: m.policies_fault_name,
  type: m.policies_fault_type,
  description: m.policies_fault_description,
  priority: m.policies_fault_priority,
  json: m.policies_json_blocked,
  config: configFaultText,
}
