/**
 * Keeps the gateway's config equal to the database: a change goes out as a delta as soon as it is committed, and a gateway that holds
 * anything else (a lost disk, a restart from an older file, another database before) gets everything. One run at a time.
 */
import type { GatewayPublisher } from '../core/publisher.ts'
import type { Change, GatewayClient } from './gateway-client.ts'

/** What the publisher reads; the database stands behind it. */
export interface PublishedSource {
  /** The version that the database is at now. */
  version(): Promise<number>
  /** Changes that lead from one version to another, or null when they are no longer known or too many for a delta. */
  changes(from: number, to: number): Promise<Change[] | null>
  /** Everything, as NDJSON lines, headed by the version. May be newer than it says, never older. */
  snapshot(version: number): AsyncGenerator<string>
  /** Changes up to a version need not be kept any more. */
  acknowledged(version: number): Promise<void>
}

export interface PublisherState {
  /** Version in the database as last seen; null before the first look. */
  wanted: number | null
  /** Version that the gateway last said it holds; null when it did not answer. */
  held: number | null
  /** When the gateway last held what was wanted. */
  currentAt: Date | null
  /** Why the last attempt failed; null after a good one. */
  failure: string | null
  snapshots: number
  deltas: number
}

export interface Publisher extends GatewayPublisher {
  start(): void
  /** Ends after the run under way. */
  stop(): Promise<void>
  /** Resolves when the gateway holds what is committed now, or after 800 ms. Never rejects: the write is done in any case. */
  flush(): Promise<void>
  state(): PublisherState
}

export interface PublisherOptions {
  log: (message: string, fields: Record<string, unknown>) => void
  /** How often the gateway is asked what it holds. */
  checkMs?: number
  flushLimitMs?: number
}

const CHECK_MS = 1_000
const FLUSH_LIMIT_MS = 800
const FIRST_RETRY_MS = 250
const LAST_RETRY_MS = 5_000

export function createPublisher(
  source: PublishedSource,
  gateway: GatewayClient,
  options: PublisherOptions,
): Publisher {
  return new RunningPublisher(source, gateway, options)
}

class RunningPublisher implements Publisher {
  private readonly source: PublishedSource
  private readonly gateway: GatewayClient
  private readonly options: PublisherOptions
  private readonly seen: PublisherState = {
    wanted: null,
    held: null,
    currentAt: null,
    failure: null,
    snapshots: 0,
    deltas: 0,
  }
  /** The run under way, and the one that starts after it for whoever asked in the meantime. */
  private running: Promise<void> | null = null
  private following: Promise<void> | null = null
  private timer: NodeJS.Timeout | null = null
  private failures = 0
  private askedAt = 0
  private isStopped = true

  constructor(source: PublishedSource, gateway: GatewayClient, options: PublisherOptions) {
    this.source = source
    this.gateway = gateway
    this.options = options
  }

  start(): void {
    if (!this.isStopped) return
    this.isStopped = false
    this.schedule(0)
  }

  async stop(): Promise<void> {
    this.isStopped = true
    if (this.timer) clearTimeout(this.timer)
    this.timer = null
    await this.following
    await this.running
  }

  state(): PublisherState {
    return { ...this.seen }
  }

  async flush(): Promise<void> {
    if (this.isStopped) return
    const { promise: late, resolve } = Promise.withResolvers<void>()
    const timer = setTimeout(resolve, this.options.flushLimitMs ?? FLUSH_LIMIT_MS)
    try {
      await Promise.race([this.runAfterNow(), late])
    } finally {
      clearTimeout(timer)
    }
  }

  private schedule(delayMs: number): void {
    if (this.isStopped) return
    this.timer = setTimeout(() => {
      void this.runAfterNow().then(() => this.schedule(this.nextDelay()))
    }, delayMs)
    this.timer.unref()
  }

  private nextDelay(): number {
    if (this.failures === 0) return this.options.checkMs ?? CHECK_MS
    const ceiling = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** (this.failures - 1))
    return ceiling / 2 + Math.random() * (ceiling / 2)
  }

  /** A run that began after this call, so that it sees what was committed before it; runs are shared by all who wait. */
  private runAfterNow(): Promise<void> {
    if (!this.running) return this.run()
    this.following ??= this.running.then(() => {
      this.following = null
      return this.run()
    })
    return this.following
  }

  private run(): Promise<void> {
    this.running = this.publish().finally(() => {
      this.running = null
    })
    return this.running
  }

  private async publish(): Promise<void> {
    try {
      await this.bringUpToDate()
      this.failures = 0
      this.seen.failure = null
      this.seen.currentAt = new Date()
    } catch (error) {
      this.noteFailure(error)
    }
  }

  private async bringUpToDate(): Promise<void> {
    const wanted = await this.source.version()
    this.seen.wanted = wanted
    // What the gateway was last seen to hold is asked again by the check each second; a write need not wait for it.
    const isCheckDue = Date.now() - this.askedAt >= (this.options.checkMs ?? CHECK_MS) / 2
    const held = this.seen.held === null || isCheckDue ? await this.askHeld() : this.seen.held
    if (held === wanted) return
    if (!(await this.sendDelta(held, wanted))) await this.sendSnapshot(wanted)
    this.seen.held = wanted
    await this.source.acknowledged(wanted)
  }

  private async askHeld(): Promise<number> {
    this.seen.held = null
    const held = await this.gateway.version()
    this.seen.held = held
    this.askedAt = Date.now()
    return held
  }

  private async sendDelta(from: number, to: number): Promise<boolean> {
    const changes = await this.source.changes(from, to)
    if (!changes) return false
    const isTaken = await this.gateway.patch(from, to, changes)
    if (isTaken) this.seen.deltas += 1
    return isTaken
  }

  private async sendSnapshot(version: number): Promise<void> {
    const startedAt = Date.now()
    await this.gateway.replace(this.source.snapshot(version))
    this.seen.snapshots += 1
    this.options.log('the gateway got the whole configuration', {
      version,
      duration_ms: Date.now() - startedAt,
    })
  }

  private noteFailure(error: unknown): void {
    const message = error instanceof Error ? error.message : String(error)
    // A gateway that is down is said once, not each second.
    if (this.seen.failure !== message)
      this.options.log('the gateway does not hold the present configuration', { reason: message })
    this.seen.failure = message
    this.seen.held = null
    this.failures += 1
  }
}
