/** A gateway's admin API for tests: holds what it is given, checks it as the real one does, and can be made to fail. */
import type { IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

import { createServer } from 'node:http'
import { createInterface } from 'node:readline/promises'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'

import { isKind } from '../../gateway/config/entities.ts'
import { readEntity } from '../../gateway/config/read-entity.ts'

export interface FakeGateway {
  url: string
  token: string
  version: number
  /** By `kind id`. */
  entities: Map<string, unknown>
  /** `PUT 7` for a snapshot, `PATCH 7>9` for a delta, in the order of arrival. */
  received: string[]
  usage: { seq: number; items: object[] }
  /** Answers this status to everything while it is set. */
  failWith: number | null
  /** Milliseconds before each answer. */
  delayMs: number
  /** As after a start with an empty disk. */
  forget(): void
  close(): Promise<void>
}

interface Delta {
  from: number
  version: number
  changes: { kind: string; id: string; op: string; value?: unknown }[]
}

/** Starts one on a free port. */
export async function startFakeGateway(): Promise<FakeGateway> {
  const server = createServer((request, response) => {
    void answer(gateway, request).then(({ status, body }) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const gateway: FakeGateway = {
    // A server that listens on a port has an address object.
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token: 'gateway-token',
    version: 0,
    entities: new Map(),
    received: [],
    usage: { seq: 0, items: [] },
    failWith: null,
    delayMs: 0,
    forget() {
      this.version = 0
      this.entities.clear()
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return gateway
}

function heldPolicy(gateway: FakeGateway, request: IncomingMessage): object {
  const id = new URL(request.url ?? '', 'http://localhost').searchParams.get('id')
  const policy = gateway.entities.get(`policy ${id}`) ?? null
  const since = policy && '2026-11-24T08:00:00.000Z'
  return { version: gateway.version, policy, since, is_enforced_type: policy && true }
}

async function answer(
  gateway: FakeGateway,
  request: IncomingMessage,
): Promise<{ status: number; body: object }> {
  if (gateway.delayMs > 0) await sleep(gateway.delayMs)
  if (request.headers.authorization !== `Bearer ${gateway.token}`) return { status: 401, body: {} }
  if (gateway.failWith !== null) return { status: gateway.failWith, body: {} }
  const route = `${request.method} ${request.url?.split('?')[0]}`
  if (route === 'GET /usage') return { status: 200, body: gateway.usage }
  if (route === 'GET /policy') return { status: 200, body: heldPolicy(gateway, request) }
  if (route === 'PUT /config') return takeSnapshot(gateway, request)
  if (route === 'PATCH /config') return takeDelta(gateway, JSON.parse(await text(request)) as Delta)
  return { status: 200, body: { version: gateway.version } }
}

async function takeSnapshot(gateway: FakeGateway, request: IncomingMessage) {
  const entities = new Map<string, unknown>()
  let version: number | null = null
  for await (const line of createInterface({ input: request })) {
    const item = JSON.parse(line) as { version: number; kind: string; value: { id: string } }
    if (version === null) version = item.version
    else entities.set(`${item.kind} ${item.value.id}`, checked(item.kind, item.value))
  }
  gateway.entities = entities
  gateway.version = version ?? 0
  gateway.received.push(`PUT ${version}`)
  return { status: 200, body: { version } }
}

function takeDelta(gateway: FakeGateway, { from, version, changes }: Delta) {
  if (from !== gateway.version) return { status: 409, body: { version: gateway.version } }
  for (const { kind, id, op, value } of changes)
    if (op === 'delete') gateway.entities.delete(`${kind} ${id}`)
    else gateway.entities.set(`${kind} ${id}`, checked(kind, value))
  gateway.version = version
  gateway.received.push(`PATCH ${from}>${version}`)
  return { status: 200, body: { version } }
}

/** @throws what the real gateway would answer 400 to */
function checked(kind: string, value: unknown): unknown {
  if (!isKind(kind)) throw new Error(`unknown kind ${kind}`)
  return readEntity(kind, value)
}
