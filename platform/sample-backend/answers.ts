/** A small API to put behind the gateway: it answers well, badly, slowly, or with what it was sent. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { description } from './description.ts'

const LARGEST_BODY = 64 * 1024
const LONGEST_WAIT_MS = 60_000
const MOST_ITEMS = 100
/** Echoed headers must not show a key or a token, even to their owner: an echo ends in logs and screenshots. */
const SECRET_HEADERS = /^(authorization|proxy-authorization|cookie|x-api-key)$/i

interface Item {
  id: number
  name: string
}

const items: Item[] = ['Chair', 'Desk', 'Lamp'].map((name, index) => ({ id: index + 1, name }))
let nextId = items.length + 1

class BadRequest extends Error {}

/** Answers one request. */
export async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://backend')
  const route = ROUTES.find(
    ({ method, path }) => (method === null || method === request.method) && path.test(url.pathname),
  )
  try {
    if (route === undefined) send(response, 404, { error: `nothing at ${url.pathname}` })
    else await route.answer({ request, response, url })
  } catch (error) {
    if (!(error instanceof BadRequest)) throw error
    send(response, 400, { error: error.message })
  }
}

interface Exchange {
  request: IncomingMessage
  response: ServerResponse
  url: URL
}

interface Route {
  /** Null: any. */
  method: string | null
  path: RegExp
  answer(exchange: Exchange): void | Promise<void>
}

const ROUTES: Route[] = [
  {
    method: 'GET',
    path: /^\/api\/health$/,
    answer: ({ response }) => send(response, 200, { status: 'ok' }),
  },
  {
    method: 'GET',
    path: /^\/api\/openapi\.json$/,
    answer: ({ response }) => send(response, 200, description),
  },
  {
    method: 'GET',
    path: /^\/api\/items$/,
    answer: ({ response }) => send(response, 200, { items }),
  },
  { method: 'POST', path: /^\/api\/items$/, answer: addItem },
  { method: 'GET', path: /^\/api\/slow$/, answer: answerSlowly },
  { method: null, path: /^\/api\/status\/\d+$/, answer: answerWithStatus },
  { method: null, path: /^\/api\/echo$/, answer: echo },
]

function send(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body)
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
  })
  response.end(text)
}

async function addItem({ request, response }: Exchange): Promise<void> {
  const name = nameIn(await readBody(request))
  const item = { id: nextId, name }
  nextId += 1
  items.push(item)
  // It runs for days under demo traffic: the oldest go.
  if (items.length > MOST_ITEMS) items.shift()
  send(response, 201, item)
}

function nameIn(text: string): string {
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    throw new BadRequest('the body is not JSON')
  }
  if (typeof body === 'object' && body !== null && 'name' in body) {
    const { name } = body
    if (typeof name === 'string' && name.length > 0 && name.length <= 100) return name
  }
  throw new BadRequest('name must be a text of 1 to 100 characters')
}

async function answerSlowly({ response, url }: Exchange): Promise<void> {
  const wait = Number(url.searchParams.get('ms') ?? 1_000)
  if (!(wait >= 0 && wait <= LONGEST_WAIT_MS))
    throw new BadRequest(`ms must be a number from 0 to ${LONGEST_WAIT_MS}`)
  await delay(wait, undefined, { ref: false })
  send(response, 200, { waited_ms: wait })
}

function answerWithStatus({ response, url }: Exchange): void {
  const status = Number(url.pathname.split('/').at(-1))
  if (!(status >= 200 && status <= 599)) throw new BadRequest('the status must be from 200 to 599')
  if (status === 204 || status === 304) {
    response.writeHead(status).end()
    return
  }
  send(response, status, { status })
}

async function echo({ request, response, url }: Exchange): Promise<void> {
  const headers = Object.entries(request.headers).filter(([name]) => !SECRET_HEADERS.test(name))
  send(response, 200, {
    method: request.method,
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers: Object.fromEntries(headers),
    body: await readBody(request),
  })
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > LARGEST_BODY) throw new BadRequest(`the body is larger than ${LARGEST_BODY} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
