/** A gateway for tests: in this process, on free ports, with a backend that a test can tell what to do. */
import { hash } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Kind } from '../config/entities.ts'
import { startGateway, type Gateway, type GatewayOptions } from '../gateway.ts'

export const ADMIN_TOKEN = 'a-token-for-the-admin-port'

export interface Entity {
  kind: Kind
  value: Record<string, unknown> & { id: string }
}

/** A well-formed key, one for each letter or digit. */
export function keyOf(character: string): string {
  return `stoa_sk_${character.repeat(32)}`
}

/** What a test wants of the world: each has an id and sensible values for the rest. */
export const given = {
  route: (value: Record<string, unknown> = {}): Entity => ({
    kind: 'route',
    value: {
      id: 'api-1',
      tenant: 'default',
      api: 'orders',
      version: '1.0.0',
      url: 'http://127.0.0.1:1/api',
      timeout_ms: 2_000,
      auth: 'api_key',
      status: 'published',
      deprecated: null,
      created_at: '2026-11-01T00:00:00Z',
      ...value,
    },
  }),
  key: (character: string, value: Record<string, unknown> = {}): Entity => ({
    kind: 'key',
    value: {
      id: hash('sha256', keyOf(character), 'hex'),
      prefix: keyOf(character).slice(0, 12),
      subscription_id: 'sub-1',
      expires_at: null,
      ...value,
    },
  }),
  subscription: (value: Record<string, unknown> = {}): Entity => ({
    kind: 'subscription',
    value: {
      id: 'sub-1',
      tenant: 'default',
      consumer_id: 'consumer-1',
      contract_id: 'api-1',
      status: 'active',
      plan_id: null,
      expires_at: null,
      ...value,
    },
  }),
  consumer: (value: Record<string, unknown> = {}): Entity => ({
    kind: 'consumer',
    value: {
      id: 'consumer-1',
      tenant: 'default',
      external_id: 'client-001',
      name: 'Acme',
      status: 'active',
      ...value,
    },
  }),
  plan: (value: Record<string, unknown> = {}): Entity => ({
    kind: 'plan',
    value: {
      id: 'plan-1',
      tenant: 'default',
      name: 'Starter',
      rate_limit_per_minute: null,
      burst_limit: null,
      daily_request_limit: null,
      monthly_request_limit: null,
      ...value,
    },
  }),
  policy: (
    type: string,
    config: Record<string, unknown>,
    value: Record<string, unknown> = {},
  ): Entity => ({
    kind: 'policy',
    value: {
      id: `policy-${type}`,
      tenant: 'default',
      name: `the-${type}`,
      policy_type: type,
      scope: 'api',
      config,
      priority: 100,
      enabled: true,
      created_at: '2026-11-01T00:00:00Z',
      bindings: [],
      ...value,
    },
  }),
}

export class Rig {
  readonly gateway: Gateway
  readonly backend: Server
  readonly backendPort: number
  readonly directory: string
  readonly events: { message: string; details: object }[]
  /** What the backend was last asked. */
  readonly seen: { request: IncomingMessage; body: string }[] = []
  /** How the backend answers; 200 `{"ok":true}` until a test says otherwise. */
  onBackend: RequestListener = (_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end('{"ok":true}')
  }

  private constructor(
    gateway: Gateway,
    backend: Server,
    directory: string,
    events: { message: string; details: object }[],
  ) {
    this.gateway = gateway
    this.backend = backend
    this.backendPort = portOf(backend)
    this.directory = directory
    this.events = events
    backend.on('request', (request, response) => {
      const entry = { request, body: '' }
      this.seen.push(entry)
      request.on('data', (chunk: Buffer) => (entry.body += chunk.toString()))
      request.on('error', () => undefined)
      this.onBackend(request, response)
    })
  }

  /** @param directory an earlier rig's, to start again on its files */
  static async start(options: Partial<GatewayOptions> = {}, directory?: string): Promise<Rig> {
    const home = directory ?? mkdtempSync(join(tmpdir(), 'gateway-'))
    const events: { message: string; details: object }[] = []
    const gateway = await startGateway({
      port: 0,
      adminPort: 0,
      adminToken: ADMIN_TOKEN,
      dataDir: join(home, 'data'),
      logFile: join(home, 'access.log'),
      allowLoopbackBackends: true,
      deniedPorts: new Set(),
      hasConsumerMetrics: true,
      onEvent: (message, details) => events.push({ message, details }),
      ...options,
    }).catch((error: unknown) => {
      if (directory === undefined) rmSync(home, { recursive: true })
      throw error
    })
    const backend = createServer().listen(0, '127.0.0.1')
    await once(backend, 'listening')
    return new Rig(gateway, backend, home, events)
  }

  get url(): string {
    return `http://127.0.0.1:${this.gateway.port}`
  }

  get backendUrl(): string {
    return `http://127.0.0.1:${this.backendPort}`
  }

  admin(path: string, init: RequestInit = {}, token = ADMIN_TOKEN): Promise<Response> {
    const headers = { authorization: `Bearer ${token}` }
    return fetch(`http://127.0.0.1:${this.gateway.adminPort}${path}`, { ...init, headers })
  }

  /** Replaces the whole configuration. Routes lead to this rig's backend unless they say otherwise. */
  async push(entities: Entity[], version = 1): Promise<Response> {
    const lines = entities.map((entity) => JSON.stringify(this.aimed(entity)))
    const body = [JSON.stringify({ version }), ...lines].join('\n')
    const answer = await this.admin('/config', { method: 'PUT', body })
    if (answer.status !== 200) throw new Error(await answer.text())
    return answer
  }

  async patch(from: number, entities: Entity[]): Promise<Response> {
    const changes = entities.map((entity) => ({
      ...this.aimed(entity),
      op: 'put',
      id: entity.value.id,
    }))
    return this.admin('/config', {
      method: 'PATCH',
      body: JSON.stringify({ from, version: from + 1, changes }),
    })
  }

  call(path: string, headers: Record<string, string> = {}, init: RequestInit = {}) {
    return fetch(`${this.url}${path}`, { ...init, headers })
  }

  /** A call with a key to the API of `given.route()`. */
  keyed(character = 'a', path = '/orders/v1/items'): Promise<Response> {
    return this.call(path, { 'x-api-key': keyOf(character) })
  }

  async metrics(): Promise<string> {
    return (await this.call('/metrics')).text()
  }

  log(): Record<string, unknown>[] {
    const text = readFileSync(join(this.directory, 'access.log'), 'utf8')
    return text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line))
  }

  /** Ends it; the files stay for a rig that starts again on them. */
  async stop({ keepFiles = false } = {}): Promise<void> {
    await this.gateway.stop()
    this.backend.closeAllConnections()
    this.backend.close()
    if (!keepFiles) rmSync(this.directory, { recursive: true, force: true })
  }

  private aimed(entity: Entity): Entity {
    if (entity.kind !== 'route' || entity.value['url'] !== 'http://127.0.0.1:1/api') return entity
    return { ...entity, value: { ...entity.value, url: `${this.backendUrl}/api` } }
  }
}

/** The entities of one API with one consumer, subscription and key `a`. */
export function oneApi(): Entity[] {
  return [given.route(), given.consumer(), given.subscription(), given.key('a')]
}

export async function problemOf(answer: Response): Promise<Record<string, unknown>> {
  return (await answer.json()) as Record<string, unknown>
}

function portOf(server: Server): number {
  // A server that listens on a port has an address object.
  return (server.address() as AddressInfo).port
}
