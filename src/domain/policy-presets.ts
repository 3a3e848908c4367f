/** What a new policy's form starts from: the runbook's two policies, or a first config of each type. */

import type { PolicyForm, TypedPolicy } from './policy'
import { jsonTypes, typedPolicies } from './policy'

/** Types with rules that this console knows; others may still be written. */
export const knownPolicies = [...typedPolicies, ...jsonTypes]

const text = (config: object) => JSON.stringify(config, null, 2)

/** What the form for a new policy is opened on; each type that is written as JSON has a first text to change. */
export function newPolicyForm(type: string): PolicyForm {
  return {
    name: '',
    policy_type: type,
    other_type: '',
    scope: 'api',
    description: '',
    priority: 100,
    enabled: true,
    config: {
      requests_per_minute: null,
      burst: null,
      origins: [],
      methods: [],
      headers: [],
      max_age: null,
    },
    json: {
      ip_filter: text({ allow: ['10.0.0.0/8'], deny: [] }),
      request_size: text({ max_bytes: 1_048_576 }),
      jwt_validation: text({ issuer: 'https://', audience: '', jwks_url: 'https://' }),
      response_headers: text({ set: { 'X-Content-Type-Options': 'nosniff' }, remove: ['Server'] }),
      other: '{}',
    },
  }
}

const plain = newPolicyForm('rate_limit')

/** The two policies of the runbook's Day 3, to the letter. */
export const presets: Record<TypedPolicy, PolicyForm> = {
  rate_limit: {
    ...plain,
    name: 'standard-rate-limit',
    config: { ...plain.config, requests_per_minute: 100, burst: 10 },
  },
  cors: {
    ...plain,
    name: 'browser-cors',
    policy_type: 'cors',
    config: {
      ...plain.config,
      origins: ['https://yourapp.com', 'http://localhost:3000'],
      methods: ['GET', 'POST', 'PUT', 'DELETE'],
      headers: ['Content-Type', 'Authorization', 'X-API-Key'],
      max_age: 3600,
    },
  },
}

/**
 * What the form is opened on when an address asks for it.
 * @param preset fills the form; goes before `type`
 * @param type chooses a type, of those known; anything else starts with the first
 */
export function openPolicyForm(preset: TypedPolicy | undefined, type: string): PolicyForm {
  if (preset) return presets[preset]
  return newPolicyForm(knownPolicies.find((known) => known === type) ?? 'rate_limit')
}
