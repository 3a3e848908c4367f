/** The gateway's configuration in memory: every entity by id, and the routes and policies by what a call asks for. */
import type { PolicyRecord } from '../../policy/effective.ts'
import { isDeepStrictEqual } from 'node:util'
import { KINDS, type Entities, type Kind, type Route } from './entities.ts'
import { byPreference, majorOf } from './route-order.ts'

export type Change =
  | { [K in Kind]: { kind: K; op: 'put'; id: string; value: Entities[K] } }[Kind]
  | { kind: Kind; op: 'delete'; id: string }

type Tables = { readonly [K in Kind]: Map<string, Entities[K]> }

export class ConfigState {
  version = 0
  /** Grows whenever a route or a policy changes: what was derived from them is then out of date. */
  epoch = 0
  readonly tables: Tables = {
    route: new Map(),
    key: new Map(),
    subscription: new Map(),
    consumer: new Map(),
    plan: new Map(),
    policy: new Map(),
  }
  /** Since when each policy stands here as it is: milliseconds of the wall clock. */
  private readonly policiesSince = new Map<string, number>()
  private readonly routesByPath = new Map<string, Route[]>()
  private readonly policiesByTenant = new Map<string, Map<string, PolicyRecord>>()

  put<K extends Kind>(kind: K, value: Entities[K]): void {
    if (kind === 'route') this.forgetRoute(this.tables.route.get(value.id))
    if (kind === 'policy') this.forgetPolicy(this.tables.policy.get(value.id))
    const table: Map<string, Entities[K]> = this.tables[kind]
    table.set(value.id, value)
    if (kind === 'route') this.indexRoute(this.tables.route.get(value.id))
    if (kind === 'policy') this.indexPolicy(this.tables.policy.get(value.id))
  }

  delete(kind: Kind, id: string): void {
    if (kind === 'route') this.forgetRoute(this.tables.route.get(id))
    if (kind === 'policy') this.forgetPolicy(this.tables.policy.get(id))
    this.tables[kind].delete(id)
  }

  apply(change: Change): void {
    if (change.op === 'put') this.put(change.kind, change.value)
    else this.delete(change.kind, change.id)
  }

  /** The routes that answer `/{api}/v{major}`, the one for a call without a key first; empty when there is none. */
  routesFor(api: string, major: string): readonly Route[] {
    return this.routesByPath.get(pathKey(api, major)) ?? []
  }

  policiesOf(tenant: string): Iterable<PolicyRecord> {
    return this.policiesByTenant.get(tenant)?.values() ?? []
  }

  /** A policy as it is served by, and since when (milliseconds of the wall clock); null when it is not held. */
  heldPolicy(id: string): { policy: PolicyRecord; since: number } | null {
    const policy = this.tables.policy.get(id)
    return policy ? { policy, since: this.policiesSince.get(id) ?? 0 } : null
  }

  /** What the former configuration held in the same form is held since then: a new snapshot changes nothing about it. */
  inheritTimes(former: ConfigState): void {
    for (const [id, policy] of this.tables.policy) {
      const before = former.heldPolicy(id)
      if (before && isDeepStrictEqual(before.policy, policy))
        this.policiesSince.set(id, before.since)
    }
  }

  counts(): Record<Kind, number> {
    // The entries are those of KINDS, so every kind is there.
    return Object.fromEntries(KINDS.map((kind) => [kind, this.tables[kind].size])) as Record<
      Kind,
      number
    >
  }

  private indexRoute(route: Route | undefined): void {
    const major = route && majorOf(route.version)
    if (!route || !major) return
    const key = pathKey(route.api, major)
    this.routesByPath.set(key, byPreference([...(this.routesByPath.get(key) ?? []), route]))
    this.epoch += 1
  }

  private forgetRoute(route: Route | undefined): void {
    const major = route && majorOf(route.version)
    if (!route || !major) return
    const key = pathKey(route.api, major)
    const others = (this.routesByPath.get(key) ?? []).filter((other) => other.id !== route.id)
    if (others.length > 0) this.routesByPath.set(key, byPreference(others))
    else this.routesByPath.delete(key)
    this.epoch += 1
  }

  private indexPolicy(policy: PolicyRecord | undefined): void {
    if (!policy) return
    this.policiesSince.set(policy.id, Date.now())
    const held = this.policiesByTenant.get(policy.tenant) ?? new Map<string, PolicyRecord>()
    held.set(policy.id, policy)
    this.policiesByTenant.set(policy.tenant, held)
    this.epoch += 1
  }

  private forgetPolicy(policy: PolicyRecord | undefined): void {
    if (!policy) return
    this.policiesSince.delete(policy.id)
    this.policiesByTenant.get(policy.tenant)?.delete(policy.id)
    this.epoch += 1
  }
}

function pathKey(api: string, major: string): string {
  return `${api}/v${major}`
}
