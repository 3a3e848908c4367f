/** One connection pool an origin, made at its first call and closed when no route leads there any more. */
import { Pool } from 'undici'
import type { AddressRules } from './address.ts'
import { guardedConnector, type Resolver } from './connector.ts'
import { parseTarget, type Target } from './target.ts'

/** Above this the calls of an origin wait for a free connection, within their own time limit. */
const CONNECTIONS_PER_ORIGIN = 256

export class Pools {
  private readonly pools = new Map<string, Pool>()
  private readonly targets = new Map<string, Target | null>()
  private readonly rules: AddressRules
  private readonly resolve: Resolver | undefined

  constructor(rules: AddressRules, resolve?: Resolver) {
    this.rules = rules
    this.resolve = resolve
  }

  /** The endpoint URL taken apart, or null when it is none. */
  targetOf(url: string): Target | null {
    const held = this.targets.get(url)
    if (held !== undefined) return held
    const target = parseTarget(url)
    this.targets.set(url, target)
    return target
  }

  poolOf(target: Target): Pool {
    const held = this.pools.get(target.origin)
    if (held) return held
    const pool = new Pool(target.origin, {
      connections: CONNECTIONS_PER_ORIGIN,
      connect: guardedConnector(target.port, this.rules, this.resolve),
    })
    this.pools.set(target.origin, pool)
    return pool
  }

  /** Closes what no URL of the list uses; calls under way are finished first. */
  keepOnly(urls: Iterable<string>): void {
    const kept = new Set(urls)
    const origins = new Set<string>()
    for (const url of kept) {
      const target = this.targetOf(url)
      if (target) origins.add(target.origin)
    }
    for (const url of this.targets.keys()) if (!kept.has(url)) this.targets.delete(url)
    for (const [origin, pool] of this.pools) {
      if (origins.has(origin)) continue
      this.pools.delete(origin)
      void pool.close().catch(() => undefined)
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.pools.values()].map((pool) => pool.destroy()))
  }
}
