/** Which contract answers a call and who makes it: the key's own contract among those that share the path, else the preferred one. */
import type { Call } from '../call.ts'
import type { ConfigState } from '../config/config-state.ts'
import type { Route } from '../config/entities.ts'
import { corsHeaders } from '../policies/cors.ts'
import type { CallRules, RuleBook } from '../policies/call-rules.ts'
import { isAddressAllowed } from '../policies/ip-filter.ts'
import { deprecationHeaders } from './deprecation.ts'
import { findHolder, KEY_FORM, KEY_MISSING, refuseHolder, type KeyHolder } from './key-check.ts'
import { refuse, type Refusal } from './refusal.ts'

/** Keys are logged by so many first characters. */
const PREFIX_LENGTH = 12

/**
 * Settles route, holder and rules of a call, and the headers that follow from them.
 * @param candidates the routes of the path, the preferred one first; at least one
 * @returns the refusal of an address or a key, or null when the call may go on
 */
export function identify(
  call: Call,
  candidates: readonly [Route, ...Route[]],
  state: ConfigState,
  book: RuleBook,
): Refusal | null {
  const found = presentedHolder(call, state)
  const holder = found && !('reason' in found) ? found : null
  const route = routeOf(holder, candidates)
  const refused = found ? refusalOf(found, route, call.now) : KEY_MISSING
  const isKeyed = route.auth === 'api_key'
  call.route = route
  // Where a key is not asked for, a good one names the caller and any other is as if it were not there.
  call.holder = refused && !isKeyed ? null : holder
  call.rules = book.rulesFor(state, route, call.holder?.subscription.consumer_id ?? null)
  addHeaders(call, route, call.rules)
  const { ipFilter } = call.rules
  if (ipFilter && !isAddressAllowed(ipFilter, call.remoteAddress))
    return refuse('ip_refused', `The policy "${ipFilter.policy}" does not allow your address.`)
  return isKeyed ? refused : null
}

function routeOf(holder: KeyHolder | null, candidates: readonly [Route, ...Route[]]): Route {
  const own = holder && candidates.find((route) => route.id === holder.subscription.contract_id)
  return own ?? candidates[0]
}

function addHeaders(call: Call, route: Route, { cors }: CallRules): void {
  if (cors) call.headers.push(...corsHeaders(cors, call.request.headers.origin))
  if (route.status === 'deprecated') call.headers.push(...deprecationHeaders(route))
}

function refusalOf(found: KeyHolder | Refusal, route: Route, now: number): Refusal | null {
  return 'reason' in found ? found : refuseHolder(found, route, now)
}

function presentedHolder(call: Call, state: ConfigState): KeyHolder | Refusal | null {
  const presented = call.request.headers['x-api-key']
  if (typeof presented !== 'string' || presented === '') return null
  if (KEY_FORM.test(presented)) call.keyPrefix = presented.slice(0, PREFIX_LENGTH)
  return findHolder(state, presented, call.now)
}
