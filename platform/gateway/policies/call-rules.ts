/** The effective policies of a call path in the form that a call needs: lists parsed once, not at every request. */
import { effectivePolicies, type EffectivePolicy } from '../../policy/effective.ts'
import type { ConfigState } from '../config/config-state.ts'
import type { Route } from '../config/entities.ts'
import { corsRule, type CorsRule } from './cors.ts'
import { ipFilter, type IpFilter } from './ip-filter.ts'
import { jwtRule, type JwtRule } from './jwt-rule.ts'
import { responseHeaders, type ResponseHeaders } from './response-headers.ts'

/** A token bucket's figures, and who set them. */
export interface RateRule {
  perMinute: number
  burst: number
  policy: string
}

export interface CallRules {
  rate: RateRule | null
  cors: CorsRule | null
  ipFilter: IpFilter | null
  /** Largest request body in bytes. */
  maxBytes: number | null
  responseHeaders: ResponseHeaders | null
  jwt: JwtRule | null
}

const READERS: Record<string, (policy: EffectivePolicy) => Partial<CallRules>> = {
  rate_limit: (policy) => ({ rate: rateRule(policy) }),
  cors: (policy) => ({ cors: corsRule(policy) }),
  ip_filter: (policy) => ({ ipFilter: ipFilter(policy) }),
  request_size: (policy) => ({ maxBytes: positive(policy.config['max_bytes']) }),
  response_headers: (policy) => ({ responseHeaders: responseHeaders(policy) }),
  jwt_validation: (policy) => ({ jwt: jwtRule(policy) }),
}

const NO_RULES: CallRules = {
  rate: null,
  cors: null,
  ipFilter: null,
  maxBytes: null,
  responseHeaders: null,
  jwt: null,
}

/** Whether the gateway enforces the type; policies of other types are kept and counted, never guessed at. */
export function isEnforced(policyType: string): boolean {
  return Object.hasOwn(READERS, policyType)
}

/** The rules of every call path, made at the first call and thrown away when a route or a policy changes. */
export class RuleBook {
  private state: ConfigState | null = null
  private epoch = -1
  private byContract = new Map<string, CallRules>()
  private byConsumer = new Map<string, CallRules>()
  /** Only these consumers can have rules of their own; all others share the contract's. */
  private boundConsumers = new Set<string>()

  /** @param consumerId null for a call without a consumer (preflight, an API without keys) */
  rulesFor(state: ConfigState, route: Route, consumerId: string | null): CallRules {
    if (state !== this.state || state.epoch !== this.epoch) this.restart(state)
    const isBound = consumerId !== null && this.boundConsumers.has(consumerId)
    const cache = isBound ? this.byConsumer : this.byContract
    const key = isBound ? `${route.id} ${consumerId}` : route.id
    const held = cache.get(key)
    if (held) return held
    const rules = compile(state, route, isBound ? consumerId : null)
    cache.set(key, rules)
    return rules
  }

  private restart(state: ConfigState): void {
    this.state = state
    this.epoch = state.epoch
    this.byContract = new Map()
    this.byConsumer = new Map()
    this.boundConsumers = new Set()
    for (const policy of state.tables.policy.values())
      for (const binding of policy.bindings)
        if (binding.consumer_id) this.boundConsumers.add(binding.consumer_id)
  }
}

function compile(state: ConfigState, route: Route, consumerId: string | null): CallRules {
  const path = { contractId: route.id, consumerId }
  const rules = { ...NO_RULES }
  for (const policy of effectivePolicies(state.policiesOf(route.tenant), path))
    Object.assign(rules, READERS[policy.policy_type]?.(policy))
  return rules
}

/** A rate limit without its rate limits nothing; without a burst it allows one minute's worth at once. */
function rateRule({ config, values }: EffectivePolicy): RateRule | null {
  const perMinute = positive(config['requests_per_minute'])
  if (perMinute === null) return null
  const origin = values.find((value) => value.name === 'requests_per_minute')
  return {
    perMinute,
    burst: positive(config['burst']) ?? perMinute,
    policy: origin?.winner.policy_name ?? '',
  }
}

function positive(value: unknown): number | null {
  return typeof value === 'number' && value > 0 ? value : null
}
