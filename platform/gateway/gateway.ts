/** The gateway as a whole: its parts put together, started, and ended in order. */
import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { BearerCheck } from './access/bearer.ts'
import { adminServer } from './admin-server.ts'
import type { Resolver } from './backend/connector.ts'
import { Pools } from './backend/pools.ts'
import { ConfigStore } from './config/config-store.ts'
import { Limiter } from './limits/limiter.ts'
import { UsageFile } from './limits/usage-file.ts'
import { AccessLog } from './observe/access-log.ts'
import { Metrics } from './observe/metrics.ts'
import { Recorder } from './observe/recorder.ts'
import { Pipeline } from './pipeline.ts'
import { RuleBook } from './policies/call-rules.ts'
import { publicServer } from './public-server.ts'
import { projectVersion } from './version.ts'

export interface GatewayOptions {
  /** 0 takes any free port. */
  port: number
  adminPort: number
  adminToken: string
  dataDir: string
  logFile: string
  allowLoopbackBackends: boolean
  /** Loopback ports that are never a backend. */
  deniedPorts: ReadonlySet<number>
  hasConsumerMetrics: boolean
  /** What an operator should know, with what it is about. */
  onEvent: (message: string, details: object) => void
  /** Milliseconds of the wall clock; `Date.now` outside of tests. */
  clock?: () => number
  resolve?: Resolver
}

export interface Gateway {
  port: number
  adminPort: number
  stop(): Promise<void>
}

const HOST = '127.0.0.1'
/** Calls that are under way get so long to end (security.md R26: 5 s in all). */
const DRAIN_MS = 3_500
const HOUSEKEEPING_MS = 10_000

/**
 * Starts the gateway with the configuration that it was last given.
 * @throws when a port is taken or a folder cannot be written
 */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const clock = options.clock ?? Date.now
  const onFailure = (error: unknown) => options.onEvent('failure', { error: describeError(error) })
  const store = await ConfigStore.open(options.dataDir)
  for (const warning of store.warnings) options.onEvent('config', { warning })
  const usageFile = await UsageFile.open(options.dataDir, clock())
  const log = await AccessLog.open(options.logFile)
  const metrics = new Metrics(() => store.state.version, options.hasConsumerMetrics)
  const rules = { allowLoopback: options.allowLoopbackBackends, deniedPorts: options.deniedPorts }
  const around = {
    config: () => store.state,
    book: new RuleBook(),
    bearer: new BearerCheck(rules, options.resolve),
    limiter: new Limiter(),
    usage: usageFile.usage,
    pools: new Pools(rules, options.resolve),
  }
  const open = publicServer({
    pipeline: new Pipeline(around),
    recorder: new Recorder(metrics, log),
    metrics,
    version: projectVersion(),
    clock,
    onFailure,
  })
  const apisKnown = knowApis(store, metrics)
  const admin = adminServer({
    store,
    usage: usageFile.usage,
    token: options.adminToken,
    onConfig: apisKnown,
    onFailure,
  })
  const port = await listen(open, options.port)
  const adminPort = await listen(admin, options.adminPort)
  const housekeeping = setInterval(() => {
    around.limiter.sweep(clock())
    around.pools.keepOnly([...store.state.tables.route.values()].map((route) => route.url))
  }, HOUSEKEEPING_MS).unref()
  options.onEvent('listening', { port, adminPort, version: store.state.version })

  return {
    port,
    adminPort,
    stop: async () => {
      clearInterval(housekeeping)
      await Promise.all([drain(open), drain(admin)])
      await Promise.all([
        around.pools.close(),
        around.bearer.close(),
        usageFile.close(),
        log.close(),
        store.close(),
      ])
    },
  }
}

/** Every API's limit counter exists from the moment the API does. Answers what is to be called at each new configuration. */
function knowApis(store: ConfigStore, metrics: Metrics): () => void {
  let seen = -1
  const know = () => {
    if (store.state.epoch === seen) return
    seen = store.state.epoch
    for (const route of store.state.tables.route.values()) metrics.knowApi(route.tenant, route.api)
  }
  know()
  return know
}

async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, HOST)
  try {
    await once(server, 'listening')
  } catch (error) {
    const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
    throw isTaken ? new Error(`port ${port} is taken`, { cause: error }) : error
  }
  // A server that listens on a port has an address object.
  return (server.address() as AddressInfo).port
}

/** Takes nothing new, lets what was accepted end, and cuts what does not. */
async function drain(server: Server): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  const cut = setTimeout(() => server.closeAllConnections(), DRAIN_MS)
  await closed
  clearTimeout(cut)
}

function describeError(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
