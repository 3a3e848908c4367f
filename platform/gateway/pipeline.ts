/** What happens to a call, in order: path, route, preflight, key, token, size, limits, backend. The first refusal ends it. */
import { JWT_POLICY_MISSING, type BearerCheck } from './access/bearer.ts'
import { identify } from './access/identify.ts'
import type { RequestPath } from './access/request-path.ts'
import { refuse, type Refusal } from './access/refusal.ts'
import { bodyTooLarge, forward } from './backend/proxy.ts'
import { plainAddress } from './backend/headers.ts'
import type { Pools } from './backend/pools.ts'
import { answerHeaders, answerRefusal, pathOf, type Call } from './call.ts'
import type { ConfigState } from './config/config-state.ts'
import type { Route } from './config/entities.ts'
import type { Limiter } from './limits/limiter.ts'
import type { Usage } from './limits/usage.ts'
import type { RuleBook } from './policies/call-rules.ts'
import { answerPreflight, isPreflight } from './policies/cors.ts'

/** What a call needs from the gateway around it. */
export interface Surroundings {
  config: () => ConfigState
  book: RuleBook
  bearer: BearerCheck
  limiter: Limiter
  usage: Usage
  pools: Pools
}

/** A route with what decides about it, once both are known. */
type Identified = Call & { route: Route; rules: NonNullable<Call['rules']> }

export class Pipeline {
  private readonly around: Surroundings

  constructor(around: Surroundings) {
    this.around = around
  }

  /** Takes a call to its answer. Never throws: what goes wrong inside is answered with 500 and handed to `onFailure`. */
  serve(call: Call, onFailure: (error: unknown) => void): void {
    const fail = (error: unknown) => {
      onFailure(error)
      answerRefusal(call, refuse('internal_error', 'The gateway failed; its log says why.'))
    }
    try {
      this.begin(call)?.catch(fail)
    } catch (error) {
      fail(error)
    }
  }

  private begin(call: Call): Promise<void> | null {
    const path = pathOf(call)
    if ('reason' in path) return end(call, path)
    const refused = refuseProtocol(call)
    if (refused) return end(call, refused)
    const [first, ...others] = this.around.config().routesFor(path.api, path.major)
    if (!first) return end(call, routeUnknown(path))
    const candidates = [first, ...others] as const
    if (isPreflight(call.request) && this.preflight(call, candidates)) return null
    return this.admit(call, path, [...candidates])
  }

  private admit(
    call: Call,
    path: RequestPath,
    candidates: [Route, ...Route[]],
  ): Promise<void> | null {
    const refused = identify(call, candidates, this.around.config(), this.around.book)
    if (refused) return end(call, refused)
    if (!isIdentified(call)) throw new Error('a call without a route was admitted')
    if (call.rules.jwt) return this.checkToken(call, path)
    if (call.route.auth === 'jwt') return end(call, JWT_POLICY_MISSING)
    this.limitAndForward(call, path)
    return null
  }

  private async checkToken(call: Identified, path: RequestPath): Promise<void> {
    const { jwt } = call.rules
    const checked =
      jwt && (await this.around.bearer.check(call.request.headersDistinct['authorization'], jwt))
    if (call.response.destroyed) return
    if (checked !== null && typeof checked !== 'string') {
      answerRefusal(call, checked)
      return
    }
    call.tokenSubject = checked
    this.limitAndForward(call, path)
  }

  private limitAndForward(call: Identified, path: RequestPath): void {
    const refused = refuseSize(call) ?? this.limit(call)
    if (refused) {
      answerRefusal(call, refused)
      return
    }
    const { route, holder } = call
    const target = this.around.pools.targetOf(route.url)
    if (!target) {
      answerRefusal(call, refuse('backend_address_denied', 'The endpoint is no plain http(s) URL.'))
      return
    }
    if (/^100-continue$/i.test(call.request.headers.expect ?? '')) call.response.writeContinue()
    forward(call, {
      pool: this.around.pools.poolOf(target),
      target,
      path: `${target.basePath}${path.rest}${path.query}`.replace(/^(?!\/)/, '/'),
      timeoutMs: route.timeout_ms,
      maxBytes: call.rules.maxBytes,
      tenant: route.tenant,
      consumerId: holder?.subscription.consumer_id ?? null,
    })
  }

  private limit(call: Identified): Refusal | null {
    const { holder, route, rules, now } = call
    const state = this.around.config()
    const planId = holder?.subscription.plan_id ?? null
    const used = holder && this.around.usage.used(holder.subscription.id, now)
    const admitted = this.around.limiter.admit(
      {
        caller: `${route.id} ${callerOf(call)}`,
        rate: rules.rate,
        plan: planId === null ? null : (state.tables.plan.get(planId) ?? null),
        usedToday: used?.today ?? 0,
        usedThisMonth: used?.thisMonth ?? 0,
      },
      now,
    )
    if ('reason' in admitted) return admitted
    call.headers.push(...admitted.headers)
    if (holder) this.around.usage.count(holder.subscription.id, holder.key.prefix, now)
    return null
  }

  /** True when a policy speaks for the path: the gateway then answers, without a key and without the backend. */
  private preflight(call: Call, candidates: readonly [Route, ...Route[]]): boolean {
    const state = this.around.config()
    let refused: { route: Route; refusal: Refusal } | null = null
    for (const route of candidates) {
      const { cors } = this.around.book.rulesFor(state, route, null)
      const answer = cors && answerPreflight(cors, call.request)
      if (Array.isArray(answer)) {
        call.route = route
        call.response.writeHead(204, answerHeaders(call, answer))
        call.response.end()
        return true
      }
      // Several tenants may share a path, and a preflight has no key: the first policy that allows the page answers.
      if (answer) refused ??= { route, refusal: answer }
    }
    if (!refused) return false
    call.route = refused.route
    answerRefusal(call, refused.refusal)
    return true
  }
}

function end(call: Call, refusal: Refusal): null {
  answerRefusal(call, refusal)
  return null
}

function isIdentified(call: Call): call is Identified {
  return call.route !== null && call.rules !== null
}

function refuseProtocol(call: Call): Refusal | null {
  if (call.request.headers.host === undefined && call.request.httpVersion === '1.1')
    return refuse('bad_request', 'The request has no Host header.')
  if (call.request.headers.upgrade?.toLowerCase() === 'websocket')
    return refuse('upgrade_unsupported', 'WebSockets do not pass this gateway.')
  if (call.method === 'TRACE')
    return refuse('method_unsupported', 'TRACE does not pass this gateway.')
  return null
}

function routeUnknown(path: RequestPath): Refusal {
  return refuse(
    'route_unknown',
    `No published API "${path.api}" has a version v${path.major}: check its name, its version and that it is published.`,
  )
}

function refuseSize(call: Identified): Refusal | null {
  const { maxBytes } = call.rules
  const length = Number(call.request.headers['content-length'] ?? 0)
  return maxBytes !== null && length > maxBytes ? bodyTooLarge(maxBytes) : null
}

/** Whose bucket it is: the subscription's, else the token's subject's, else the client address's. */
function callerOf(call: Call): string {
  if (call.holder) return call.holder.subscription.id
  if (call.tokenSubject) return `sub ${call.tokenSubject.slice(0, 200)}`
  return `ip ${plainAddress(call.remoteAddress)}`
}
