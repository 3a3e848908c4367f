/** What a new policy's form starts from: the runbook's two policies, or a first config of each type. */

import type { PolicyForm, TypedPolicy } from './policy'
import { typedPolicies } from './policy'

const emptyConfig: PolicyForm['config'] = {
  requests_per_minute: null,
  burst: null,
  origins: [],
  methods: [],
  headers: [],
  max_age: null,
}

/** The two policies of the runbook's Day 3, to the letter. */
export const presets: Record<TypedPolicy, PolicyForm> = {
  rate_limit: {
    name: 'standard-rate-limit',
    policy_type: 'rate_limit',
    scope: 'api',
    description: '',
    priority: 100,
    enabled: true,
    config: { ...emptyConfig, requests_per_minute: 100, burst: 10 },
    json: '',
  },
  cors: {
    name: 'browser-cors',
    policy_type: 'cors',
    scope: 'api',
    description: '',
    priority: 100,
    enabled: true,
    config: {
      ...emptyConfig,
      origins: ['https://yourapp.com', 'http://localhost:3000'],
      methods: ['GET', 'POST', 'PUT', 'DELETE'],
      headers: ['Content-Type', 'Authorization', 'X-API-Key'],
      max_age: 3600,
    },
    json: '',
  },
}

/** A first text for the types that are written as JSON. */
const firstConfig: Record<string, unknown> = {
  ip_filter: { allow: ['10.0.0.0/8'], deny: [] },
  request_size: { max_bytes: 1_048_576 },
  jwt_validation: { issuer: 'https://', audience: '', jwks_url: 'https://' },
  response_headers: { set: { 'X-Content-Type-Options': 'nosniff' }, remove: ['Server'] },
}

/** Types with rules that this console knows; others may still be written. */
export const knownPolicies = [...typedPolicies, ...Object.keys(firstConfig)]

/** What the form for a new policy of this type is opened on. */
export function newPolicyForm(type: string): PolicyForm {
  return {
    name: '',
    policy_type: type,
    scope: 'api',
    description: '',
    priority: 100,
    enabled: true,
    config: emptyConfig,
    json: JSON.stringify(firstConfig[type] ?? {}, null, 2),
  }
}
