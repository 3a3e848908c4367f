/** What a bearer token must satisfy, as a `jwt_validation` policy says it. */
import type { EffectivePolicy } from '../../policy/effective.ts'
import { textOrNull } from './config-values.ts'

export interface JwtRule {
  policy: string
  issuer: string | null
  audience: string | null
  jwksUrl: string | null
}

export function jwtRule({ config, values }: EffectivePolicy): JwtRule {
  return {
    policy: values[0]?.winner.policy_name ?? 'jwt_validation',
    issuer: textOrNull(config['issuer']),
    audience: textOrNull(config['audience']),
    jwksUrl: textOrNull(config['jwks_url']),
  }
}
