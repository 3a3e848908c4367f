/** What the benchmark measures: a backend, a bare proxy and the gateway, each a process of its own on free ports of loopback. */
import { spawn, type ChildProcess } from 'node:child_process'
import { hash } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const KEY = `stoa_sk_${'b'.repeat(32)}`

/** A proxy under load. */
export interface Subject {
  port: number
  path: string
  child: ChildProcess
}

export interface World {
  bare: Subject
  gateway: Subject
  /** Ends the processes and removes their files. */
  end(): Promise<void>
}

const ADMIN_TOKEN = 'a-token-for-the-benchmark'
const KEYS_HELD = 1_000

/** @throws when a process does not start or the configuration is refused; nothing is left running then */
export async function startWorld(): Promise<World> {
  const home = mkdtempSync(join(tmpdir(), 'gateway-bench-'))
  const children: ChildProcess[] = []
  const end = async () => {
    await Promise.all(children.map(ended))
    rmSync(home, { recursive: true, force: true })
  }
  try {
    const [backend = 0, bare = 0, gateway = 0, admin = 0] = await freePorts(4)
    children.push(await start(['backend'], { PORT: String(backend) }))
    const bareProcess = await start(['bare', String(backend)], { PORT: String(bare) })
    children.push(bareProcess)
    const gatewayProcess = await startGatewayProcess(home, gateway, admin)
    children.push(gatewayProcess)
    await configure(admin, backend)
    return {
      bare: { port: bare, path: '/api/items', child: bareProcess },
      gateway: { port: gateway, path: '/bench/v1/items', child: gatewayProcess },
      end,
    }
  } catch (error) {
    await end()
    throw error
  }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const exit = once(child, 'exit')
  child.kill('SIGTERM')
  await exit
}

async function start(args: string[], env: Record<string, string>): Promise<ChildProcess> {
  return ready([fileURLToPath(import.meta.resolve('./bench-servers.ts')), ...args], env)
}

function startGatewayProcess(home: string, port: number, adminPort: number) {
  return ready([join(import.meta.dirname, 'main.ts')], {
    PORT: String(port),
    ADMIN_PORT: String(adminPort),
    ADMIN_TOKEN,
    DATA_DIR: join(home, 'data'),
    LOG_FILE: join(home, 'access.log'),
    ALLOW_LOOPBACK_BACKENDS: 'true',
  })
}

async function ready(command: string[], env: Record<string, string>): Promise<ChildProcess> {
  const child = spawn(process.execPath, command, {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  const failed = once(child, 'exit').then(() => {
    throw new Error(`${command.join(' ')} ended before it was ready`)
  })
  failed.catch(() => undefined)
  await Promise.race([once(child.stdout ?? child, 'data'), failed])
  return child
}

/** One API with a limit that does not bite, and keys of others around the one that calls. */
async function configure(adminPort: number, backend: number): Promise<void> {
  const created_at = '2026-11-01T00:00:00Z'
  const tenant = 'default'
  const lines: object[] = [
    { version: 1 },
    {
      kind: 'route',
      value: {
        id: 'api',
        tenant,
        api: 'bench',
        version: '1.0.0',
        url: `http://127.0.0.1:${backend}/api`,
        auth: 'api_key',
        status: 'published',
        created_at,
      },
    },
    {
      kind: 'policy',
      value: {
        id: 'policy',
        tenant,
        name: 'wide',
        policy_type: 'rate_limit',
        created_at,
        config: { requests_per_minute: 1_000_000, burst: 1_000_000 },
      },
    },
  ]
  for (let number = 0; number < KEYS_HELD; number += 1) lines.push(...subscriber(number, tenant))
  const answer = await fetch(`http://127.0.0.1:${adminPort}/config`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${ADMIN_TOKEN}` },
    body: lines.map((line) => JSON.stringify(line)).join('\n'),
  })
  if (!answer.ok) throw new Error(`configuration refused: ${await answer.text()}`)
}

function subscriber(number: number, tenant: string): object[] {
  const consumer_id = `consumer-${number}`
  const subscription_id = `subscription-${number}`
  const id = hash('sha256', number === 0 ? KEY : `other ${number}`, 'hex')
  return [
    {
      kind: 'consumer',
      value: { id: consumer_id, tenant, external_id: `c-${number}`, name: 'C', status: 'active' },
    },
    {
      kind: 'subscription',
      value: { id: subscription_id, tenant, consumer_id, contract_id: 'api', status: 'active' },
    },
    { kind: 'key', value: { id, prefix: KEY.slice(0, 12), subscription_id } },
  ]
}

async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'))
  await Promise.all(servers.map((server) => once(server, 'listening')))
  const ports = servers.map((server) => {
    const address = server.address()
    return typeof address === 'object' ? (address?.port ?? 0) : 0
  })
  await Promise.all(servers.map((server) => once(server.close(), 'close')))
  return ports
}
