/** Checks a policy's config by its type. A type that is not known here is stored as it is: the gateway ignores it. */
import ipaddr from 'ipaddr.js'

import type { AddressRules } from '../../gateway/backend/address.ts'
import { backendFault } from '../contracts/backend-address.ts'
import type { ContractDocument } from '../core/contract-document.ts'
import type { JsonObject } from '../core/database/schema.ts'
import type { Fault } from '../core/problems.ts'
import { invalid } from '../core/problems.ts'
import type { Check } from '../core/schema-check.ts'
import { checkOf } from '../core/schema-check.ts'

const SCHEMAS: Record<string, string> = {
  rate_limit: 'RateLimitConfig',
  cors: 'CorsConfig',
  ip_filter: 'IpFilterConfig',
  request_size: 'RequestSizeConfig',
  jwt_validation: 'JwtValidationConfig',
  response_headers: 'ResponseHeadersConfig',
}

/** Gives back the config with its defaults. @throws 422 with pointers below /config */
export type CheckConfig = (type: string, config: JsonObject) => JsonObject

/**
 * The checks for all known types.
 * @param addresses what a `jwks_url` may lead to: the rules by which the gateway fetches it
 */
export function configChecks(contract: ContractDocument, addresses: AddressRules): CheckConfig {
  const checks = new Map<string, Check>()
  for (const [type, name] of Object.entries(SCHEMAS))
    checks.set(type, checkOf(contract.schema(name), 'body'))
  return (type, config) => {
    const check = checks.get(type)
    if (!check) return config
    const faults = check(config, '/config')
    if (faults.length === 0) faults.push(...(RULES[type]?.(config, addresses) ?? []))
    if (faults.length > 0) throw invalid(...faults)
    return withDefaults(type, config)
  }
}

/** A burst that is not given is as large as the limit of a minute: nothing is refused before the limit is. */
function withDefaults(type: string, config: JsonObject): JsonObject {
  if (type !== 'rate_limit' || config['burst'] !== undefined) return config
  return { ...config, burst: config['requests_per_minute'] }
}

/** What a schema cannot say. They see configs that the schema has let through. */
const RULES: Record<string, (config: JsonObject, addresses: AddressRules) => Fault[]> = {
  ip_filter: rangeFaults,
  cors: wildcardFaults,
  jwt_validation: keyAddressFaults,
}

function wildcardFaults({ origins, credentials }: JsonObject): Fault[] {
  const list = origins as string[]
  if (!list.includes('*')) return []
  if (list.length > 1)
    return [
      {
        pointer: '/config/origins',
        detail: 'The origin * allows every page: no other may stand beside it.',
      },
    ]
  if (credentials !== true) return []
  return [
    {
      pointer: '/config/credentials',
      detail: 'Browsers refuse credentials together with the origin *: name the origins.',
    },
  ]
}

function keyAddressFaults({ jwks_url }: JsonObject, addresses: AddressRules): Fault[] {
  const detail = backendFault(jwks_url as string, addresses)
  return detail === null ? [] : [{ pointer: '/config/jwks_url', detail }]
}

function rangeFaults(config: JsonObject): Fault[] {
  return ['allow', 'deny'].flatMap((list) =>
    // The schema has established lists of texts.
    ((config[list] ?? []) as string[]).flatMap((text, index) =>
      isRange(text)
        ? []
        : [
            {
              pointer: `/config/${list}/${index}`,
              detail: 'This must be an address or a range, as in 10.0.0.0/8 or 2001:db8::/32.',
            },
          ],
    ),
  )
}

function isRange(text: string): boolean {
  if (ipaddr.isValidCIDR(text)) return true
  // Not `isValid` alone: it takes 10.1 and 0x7f.1 for addresses, which a person would read differently.
  return ipaddr.IPv6.isValid(text) || ipaddr.IPv4.isValidFourPartDecimal(text)
}
