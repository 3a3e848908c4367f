/** What the live system said when it was asked: everything that the steps are judged by, and nothing that was assumed. */

import type { Verdict } from '~/domain/verdict'

import type { Because } from './step'

/**
 * One question: under way, answered, or without an answer. `at` in milliseconds since 1970, by the server's clock. `total`: how many
 * there are, where the value holds the first of them only.
 */
export type Asked<T> =
  | { state: 'asking' }
  | { state: 'answered'; request: string; at: number; value: T; total?: number }
  | { state: 'failed'; request: string; at: number; reason: string; status?: number }

/** An answer over HTTP as it came. */
export interface HttpAnswer {
  status: number
  contentType: string
  body: string
  latencyMs: number
}

export interface SessionFacts {
  name: string
  roles: readonly string[]
  /** May it do what the runbook does? */
  isAdmin: boolean
  issuer: string | undefined
  audience: readonly string[]
  /** Milliseconds since 1970. */
  expiresAt: number | undefined
}

export interface ApiFacts {
  id: string
  name: string
  version: string
  status: string
  /** `/my-service-api/v1` */
  path: string
  auth: string
  isVisible: boolean
}

/** How the gateway met a call that carried no key. */
export interface KeylessCall {
  path: string
  auth: string
  status: number
  verdict: Verdict
  requestId: string | undefined
}

/** A line of the gateway's access log. */
export interface LoggedCall {
  at: string
  requestId: string
  method: string
  path: string
  status: number
  durationMs: number
  /** The gateway's own refusal; null where the backend answered. */
  reason: string | null
  consumer: string | null
  keyPrefix: string | null
}

export interface PolicyFacts {
  id: string
  name: string
  type: string
  isEnabled: boolean
  /** RFC 3339. */
  updatedAt: string
  /** Does the gateway itself say that it holds the policy as it is? Undefined where it was not asked. */
  held: 'held' | 'differs' | 'absent' | 'unreachable' | 'off' | undefined
  /** So many of its type are enabled, where that was counted. */
  among?: number
  /** Of a rate limit. */
  perMinute?: number
  burst?: number
  /** Of a CORS policy. */
  origins?: readonly string[]
}

export interface PreflightPair {
  /** An origin that a policy lists, and whether the gateway let it through. */
  listed: { origin: string; isAllowed: boolean; status: number }
  /** An origin that none lists. */
  foreign: { origin: string; isAllowed: boolean; status: number }
}

export interface ConsumerFacts {
  id: string
  name: string
  externalId: string
  status: string
}

export interface SubscriptionFacts {
  id: string
  consumer: string
  consumerExternalId: string
  api: string
  status: string
  prefix: string | null
  lastUsedAt: string | null
}

/** What the runbook's three metrics count: calls, how long they took, and those that a limit refused. */
export type Counted = 'requests' | 'durations' | 'refusals'

/** A metric as Prometheus holds it now. */
export interface MetricFacts {
  counts: Counted
  /** As this installation calls it; null where it counts no such thing by tenant. */
  name: string | null
  /** Sum over its series; null where there is none. */
  value: number | null
}

export interface TargetFacts {
  job: string
  health: string
  /** RFC 3339; empty where the server does not say. */
  lastScrape: string
  lastError: string
  address: string
}

export interface RuleFacts {
  name: string
  query: string
  health: string
  lastError: string
  /** RFC 3339; year 1 where it was never evaluated. */
  lastEvaluation: string
}

/** A check that the Control Plane made. */
export interface ServerCheck {
  id: string
  state: 'pass' | 'fail' | 'unknown'
  evidence: string
  /** The same for a reader of another language: which sentence it is, and what stands in it. */
  code?: string
  facts?: Because['values']
  checkedAt: string
}

/** What a person's own burst of calls proved. */
export interface KeptBurst {
  verdict: string
  because: string
  admitted: number
  limited: number
  sent: number
  api: string
  first: number | null
  /** The limit that it was held against. */
  limit: string
}

export interface KeptAlert {
  id: string
  sentAt: string
  /** Null while nobody got it. */
  receivedAt: string | null
  latencyMs: number | null
}

/** A person's word for what cannot be measured. */
export interface Attestation {
  note: string
  by: string
  at: string
  /** RFC 3339; null for as long as nobody takes it back. */
  until: string | null
}

/** What was kept when it was made, with who and when. */
export interface Kept<T> {
  value: T
  by: string
  at: string
}

export interface Probes {
  /** Milliseconds since 1970, by the server's clock. */
  now: number
  gatewayHealth: Asked<HttpAnswer>
  controlPlaneHealth: Asked<HttpAnswer>
  identityHealth: Asked<HttpAnswer>
  session: Asked<SessionFacts>
  apis: Asked<readonly ApiFacts[]>
  keyless: Asked<readonly KeylessCall[]>
  /** Newest first; calls with a key, of the tenant. */
  calls: Asked<readonly LoggedCall[]>
  policies: Asked<readonly PolicyFacts[]>
  preflights: Asked<PreflightPair | null>
  consumers: Asked<readonly ConsumerFacts[]>
  subscriptions: Asked<readonly SubscriptionFacts[]>
  portal: Asked<{ visible: number; names: readonly string[] }>
  targets: Asked<readonly TargetFacts[]>
  metrics: Asked<readonly MetricFacts[]>
  rules: Asked<readonly RuleFacts[]>
  checks: Asked<readonly ServerCheck[]>
  /** The gateway's address as a consumer has it. */
  gatewayAddress: string
  kept: {
    burst?: Kept<KeptBurst>
    alert?: Kept<KeptAlert>
    attestations: Readonly<Record<string, Attestation>>
  }
}
