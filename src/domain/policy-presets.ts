/** What a new policy's form starts from: a first config of each type, or a preset that is filled in whole. */

import type { CorsAddition } from './cors-report'
import { type ConfigFields, isTyped, noFields, type PolicyForm } from './policy-form'

/** Where each type starts: what is nearly always wanted of it. */
const firstConfig: ConfigFields = {
  ...noFields,
  allow: ['10.0.0.0/8'],
  max_bytes: 1_048_576,
  set: { 'X-Content-Type-Options': 'nosniff' },
  remove: ['Server'],
}

/** What the form for a new policy is opened on. */
export const newPolicyForm = (type: string): PolicyForm => ({
  name: '',
  policy_type: type,
  other_type: '',
  scope: 'api',
  description: '',
  priority: 100,
  enabled: true,
  config: firstConfig,
  rest: {},
  text: {},
})

const preset = (type: string, name: string, config: Partial<ConfigFields>): PolicyForm => ({
  ...newPolicyForm(type),
  name,
  config: { ...firstConfig, ...config },
})

/** A new CORS policy that says what a page needs, and no more. */
export const newCorsForm = (add: CorsAddition): PolicyForm =>
  preset('cors', '', {
    origins: [...add.origins],
    methods: [...add.methods],
    headers: [...add.headers],
    credentials: add.credentials,
  })

/** In the order in which they are offered. `rate_limit` and `cors` are the two policies of the runbook's Day 3, to the letter. */
export const presets = {
  rate_limit: preset('rate_limit', 'standard-rate-limit', {
    requests_per_minute: 100,
    burst: 10,
  }),
  cors: preset('cors', 'browser-cors', {
    origins: ['https://yourapp.com', 'http://localhost:3000'],
    methods: ['GET', 'POST', 'PUT', 'DELETE'],
    headers: ['Content-Type', 'Authorization', 'X-API-Key'],
    max_age: 3600,
  }),
  partner: preset('rate_limit', 'partner-rate-limit', { requests_per_minute: 1200, burst: 200 }),
  public_read: preset('cors', 'public-read-cors', {
    origins: ['*'],
    methods: ['GET', 'HEAD'],
    headers: ['X-API-Key'],
    max_age: 86_400,
  }),
  strict: preset('response_headers', 'strict-headers', {
    set: {
      'Strict-Transport-Security': 'max-age=31536000',
      'X-Content-Type-Options': 'nosniff',
      'X-Frame-Options': 'DENY',
      'Referrer-Policy': 'no-referrer',
    },
    remove: ['Server', 'X-Powered-By'],
  }),
} satisfies Record<string, PolicyForm>

export type PresetName = keyof typeof presets
export const presetNames = Object.keys(presets) as PresetName[] // its own keys

/**
 * What the form is opened on when an address asks for it.
 * @param name of a preset; goes before `type`
 * @param type chooses a type, of those known; anything else starts with the first
 */
export const openPolicyForm = (name: PresetName | undefined, type: string): PolicyForm =>
  name ? presets[name] : newPolicyForm(isTyped(type) ? type : 'rate_limit')
