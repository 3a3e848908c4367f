/** Who a call is from, and whether they may make it: the key, its subscription, its consumer, and which contract they belong to. */
import { hash } from 'node:crypto'
import type { ConfigState } from '../config/config-state.ts'
import type { ApiKey, Consumer, Route, Subscription } from '../config/entities.ts'
import { refuse, type Reason, type Refusal } from './refusal.ts'

/** The caller as far as a key names one. */
export interface KeyHolder {
  key: ApiKey
  subscription: Subscription
  consumer: Consumer | null
}

/** `stoa_sk_` and 128 random bits in hex. */
export const KEY_FORM = /^stoa_sk_[0-9a-f]{32}$/

const KEY_CHALLENGE = ['WWW-Authenticate', 'ApiKey realm="stoa", header="X-API-Key"']

export function keyRefusal(reason: Reason, detail: string): Refusal {
  return refuse(reason, detail, KEY_CHALLENGE)
}

/** The 401 for a call without any key. */
export const KEY_MISSING = keyRefusal(
  'key_missing',
  'This API wants a key: send it in the X-API-Key header.',
)

const KEY_UNKNOWN = keyRefusal(
  'key_unknown',
  'No subscription has this key: check that all of it was copied.',
)

/**
 * Looks a presented key up.
 * @param now milliseconds
 * @returns who holds it, or the 401 that says what is wrong with it
 */
export function findHolder(
  state: ConfigState,
  presented: string,
  now: number,
): KeyHolder | Refusal {
  if (!KEY_FORM.test(presented))
    return keyRefusal(
      'key_malformed',
      'The X-API-Key header has no key in it: a key is "stoa_sk_" and 32 hexadecimal characters.',
    )
  const key = state.tables.key.get(hash('sha256', presented, 'hex'))
  if (!key) return KEY_UNKNOWN
  if (key.revoked) return keyRefusal('key_revoked', 'This key was revoked: ask for a new one.')
  if (isPast(key.expires_at, now))
    return keyRefusal(
      'key_expired',
      `This key ended on ${key.expires_at}: use the one that replaced it.`,
    )
  const subscription = state.tables.subscription.get(key.subscription_id)
  if (!subscription) return KEY_UNKNOWN
  const consumer = state.tables.consumer.get(subscription.consumer_id) ?? null
  return { key, subscription, consumer }
}

/** The 403 for a holder who may not call the route just now, or null when they may. */
export function refuseHolder(holder: KeyHolder, route: Route, now: number): Refusal | null {
  return refuseConsumer(holder.consumer) ?? refuseSubscription(holder.subscription, route, now)
}

function refuseConsumer(consumer: Consumer | null): Refusal | null {
  if (!consumer) return refuse('consumer_unknown', 'The consumer of this key is no longer there.')
  if (consumer.status === 'active') return null
  return consumer.status === 'blocked'
    ? refuse('consumer_blocked', 'The consumer of this key is blocked: ask the API team.')
    : refuse('consumer_suspended', 'The consumer of this key is suspended: ask the API team.')
}

const SUBSCRIPTION_REFUSALS = {
  pending: refuse('subscription_pending', 'The subscription waits for approval by the API team.'),
  suspended: refuse('subscription_suspended', 'The subscription is suspended: ask the API team.'),
  revoked: refuse('subscription_revoked', 'The subscription was revoked: subscribe again.'),
  expired: refuse('subscription_expired', 'The subscription has expired: subscribe again.'),
  rejected: refuse('subscription_rejected', 'The subscription was rejected by the API team.'),
}

function refuseSubscription(subscription: Subscription, route: Route, now: number): Refusal | null {
  const { status } = subscription
  if (status !== 'active') return SUBSCRIPTION_REFUSALS[status]
  if (isPast(subscription.expires_at, now)) return SUBSCRIPTION_REFUSALS.expired
  if (subscription.contract_id === route.id) return null
  return refuse(
    'wrong_api',
    `This key belongs to another API than ${route.api} v${route.version}: subscribe to this one.`,
  )
}

/** The end itself is past: a grace period of a day ends after a day. */
function isPast(time: string | null, now: number): boolean {
  return time !== null && Date.parse(time) <= now
}
