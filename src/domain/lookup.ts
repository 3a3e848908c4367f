/** The desk for who is locked out: what was pasted, and what of the facts refuses a call. */

import type { Lookup, LookupQuestion, Subscription } from '#contract/contract.gen'

export type { Lookup, LookupQuestion }

export type Pasted =
  | { kind: 'key'; key: string }
  /** The beginning of a key. `isCut`: it is longer than what is stored of a key, and yet no whole one. */
  | { kind: 'prefix'; prefix: string; isCut: boolean }
  | { kind: 'email'; email: string }
  | { kind: 'request'; requestId: string }
  /** Looks like a key and is none: the gateway refuses it as it is, and it is sent nowhere. */
  | { kind: 'malformed' }
  | { kind: 'unreadable' }

/** As much of a key as is stored and shown: no secret (contract: `api_key_prefix`). */
export const PREFIX_LENGTH = 12

/** What a person has pasted: a whole curl command or a header line will do. */
export function readPasted(text: string): Pasted {
  const [key] = /(?<![\w-])stoa_sk_[0-9a-f]{32}(?![\w-])/.exec(text) ?? []
  if (key !== undefined) return { kind: 'key', key }
  const [part] = /(?<![\w-])stoa_sk_[0-9a-f]{0,31}(?![\w-])/.exec(text) ?? []
  if (part !== undefined)
    return {
      kind: 'prefix',
      prefix: part.slice(0, PREFIX_LENGTH),
      isCut: part.length > PREFIX_LENGTH,
    }
  if (/stoa_sk/i.test(text)) return { kind: 'malformed' }
  const word = text.trim()
  if (/^[^\s@]+@[^\s@]+$/.test(word) && word.length <= 254) return { kind: 'email', email: word }
  return /^[A-Za-z0-9_.-]{8,64}$/.test(word)
    ? { kind: 'request', requestId: word }
    : { kind: 'unreadable' }
}

/** One thing that refuses calls, in the order in which the gateway looks (platform: gateway/access/key-check.ts). */
export type Obstacle =
  | 'key_revoked'
  | 'key_over'
  | 'consumer_gone'
  | 'consumer_suspended'
  | 'consumer_blocked'
  | 'subscription_pending'
  | 'subscription_suspended'
  | 'subscription_revoked'
  | 'subscription_expired'
  | 'subscription_rejected'
  | 'api_not_served'

/** What mends a subscription. */
export type Mend = 'activate-consumer' | 'reactivate' | 'approve' | 'rotate' | 'subscribe'

/** One subscription that was found, with all that stands in its way. */
export interface Case {
  subscription: Subscription
  obstacles: Obstacle[]
  mends: Mend[]
}

const SERVED = ['published', 'deprecated']

/** Each found subscription with what stands in its way; those that are refused come first. */
export function casesOf(lookup: Lookup): Case[] {
  const cases = lookup.subscriptions.map((subscription): Case => {
    const obstacles = obstaclesOf(lookup, subscription)
    return { subscription, obstacles, mends: mendsFor(obstacles) }
  })
  return cases.toSorted((a, b) => Number(b.obstacles.length > 0) - Number(a.obstacles.length > 0))
}

function obstaclesOf(lookup: Lookup, subscription: Subscription): Obstacle[] {
  const consumer = lookup.consumers.find(({ id }) => id === subscription.consumer_id)
  const api = lookup.apis.find(({ id }) => id === subscription.api_id)
  const found: (Obstacle | false)[] = [
    // A revoked subscription revokes its keys: that is said once.
    subscription.status !== 'revoked' && keyObstacle(lookup.key?.state),
    consumerObstacle(consumer?.status),
    subscription.status !== 'active' && (`subscription_${subscription.status}` as const),
    api !== undefined && !SERVED.includes(api.status) && 'api_not_served',
  ]
  return found.filter((one) => one !== false)
}

function keyObstacle(state: NonNullable<Lookup['key']>['state'] | undefined): Obstacle | false {
  if (state === 'revoked') return 'key_revoked'
  return state === 'over' && 'key_over'
}

/** @param status undefined where the consumer is deleted */
function consumerObstacle(status: Lookup['consumers'][number]['status'] | undefined) {
  if (status === undefined) return 'consumer_gone'
  return status !== 'active' && (`consumer_${status}` as const)
}

const mendOf: Partial<Record<Obstacle, Mend>> = {
  key_revoked: 'rotate',
  key_over: 'rotate',
  consumer_suspended: 'activate-consumer',
  consumer_blocked: 'activate-consumer',
  subscription_pending: 'approve',
  subscription_suspended: 'reactivate',
  subscription_revoked: 'subscribe',
  subscription_expired: 'subscribe',
  subscription_rejected: 'subscribe',
}

function mendsFor(obstacles: readonly Obstacle[]): Mend[] {
  if (obstacles.includes('consumer_gone')) return []
  const mends = obstacles.map((one) => mendOf[one]).filter((mend) => mend !== undefined)
  // Only an active subscription gets a new key; where nothing is in the way, a new key is what a lost one needs.
  const canRotate = !obstacles.some((one) => one.startsWith('subscription_'))
  const wanted = obstacles.length === 0 ? [...mends, 'rotate' as const] : mends
  return wanted.filter((mend) => mend !== 'rotate' || canRotate)
}

/** The last deciding change of the subscription or of its consumer, whichever of the two refuses. */
export function decisionFor(lookup: Lookup, { subscription, obstacles }: Case) {
  const isConsumer = obstacles.some((one) => one.startsWith('consumer_'))
  const id = isConsumer ? subscription.consumer_id : subscription.id
  return obstacles.length === 0
    ? undefined
    : lookup.decisions.find(({ resource_id }) => resource_id === id)
}
