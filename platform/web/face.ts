/** One face of the console (the console itself, or the portal) as a request handler: routing, and nothing else. */

import type { IncomingMessage, ServerResponse } from 'node:http'

import type { Logger } from 'pino'

import { send, sendProblem } from './answer.ts'
import type { ConsoleConfig } from './console-config.ts'
import type { CspReports } from './csp-reports.ts'
import type { Upstream } from './proxied-headers.ts'
import { forward, relayHealth } from './proxy.ts'
import { readTarget } from './request-path.ts'
import type { Headers } from './security-headers.ts'
import { assetHeaders, pageHeaders } from './security-headers.ts'
import type { StaticFiles } from './static-files.ts'
import { sendFile } from './static-files.ts'

export interface Upstreams {
  controlPlane: string
  gateway: string
  keycloak: string
}

export interface Face {
  /** The public origin, `scheme://host[:port]`; its host is the only one that is served. */
  self: string
  config: ConsoleConfig
  upstreams: Upstreams
  files: StaticFiles
  reports: CspReports
  log: Logger
}

interface Exchange {
  face: Face
  request: IncomingMessage
  response: ServerResponse
  path: string
  query: string
  page: Headers
}

function refuse({ response, page }: Exchange, status: number, title: string, detail: string): void {
  sendProblem(response, page, { status, title, detail })
}

/** The page itself: for navigations only, so that a missing script or a mistyped call never gets HTML. */
function servePage(exchange: Exchange): void {
  const { face, request, response, page } = exchange
  const mode = request.headers['sec-fetch-mode']
  const isNavigation = mode
    ? mode === 'navigate'
    : (request.headers.accept ?? '').includes('text/html')
  const index = face.files.get('/index.html')
  if (!isNavigation || !index) return refuse(exchange, 404, 'Not Found', 'There is no such file.')
  sendFile(request, response, index, page)
}

function serveFile(exchange: Exchange): void {
  const { face, request, response, path, page } = exchange
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('Allow', 'GET, HEAD')
    return refuse(exchange, 405, 'Method Not Allowed', 'Only GET and HEAD are served here.')
  }
  const isAsset = path.startsWith('/assets/')
  const file = path === '/index.html' ? undefined : face.files.get(path)
  if (file) return sendFile(request, response, file, isAsset ? assetHeaders(face.self) : page)
  if (isAsset) return refuse(exchange, 404, 'Not Found', 'There is no such file in this build.')
  servePage(exchange)
}

async function serveReports({ face, request, response, path, page }: Exchange): Promise<void> {
  if (path === '/csp-reports/count') {
    const body = JSON.stringify(face.reports.summary())
    return send(response, 200, { ...page, 'Content-Type': 'application/json' }, body)
  }
  if (request.method === 'POST') return send(response, await face.reports.take(request), page, '')
  response.setHeader('Allow', 'POST')
  send(response, 405, page, '')
}

const isUnder = (path: string, prefix: string) => path === prefix || path.startsWith(`${prefix}/`)

async function route(exchange: Exchange): Promise<void> {
  const { face, request, response, path, query, page } = exchange
  const { controlPlane, gateway, keycloak } = face.upstreams
  const pass = (prefix: string, upstream: Upstream) => {
    const rest = (path.slice(prefix.length) || '/') + query
    return forward({ request, response, upstream, path: rest, self: face.self })
  }
  if (isUnder(path, '/api'))
    return pass('/api', { name: 'The Control Plane', origin: controlPlane })
  if (isUnder(path, '/gateway'))
    return pass('/gateway', {
      name: 'The gateway',
      origin: gateway,
      // A contract may give its backend 60 s, and the gateway's own answer to a slower one is the one to be read.
      timeoutMs: 64_000,
      isTried: true,
    })
  if (path === '/auth-health')
    return relayHealth(response, { name: 'Keycloak', origin: keycloak }, '/health/ready', face.self)
  if (path === '/config.json')
    return send(
      response,
      200,
      { ...page, 'Content-Type': 'application/json' },
      JSON.stringify(face.config),
    )
  if (isUnder(path, '/csp-reports')) return serveReports(exchange)
  serveFile(exchange)
}

/** 127.0.0.1 is another site to the browser and no registered redirect of Keycloak: send people to the name. */
function isLoopbackTwin(host: string, self: URL): boolean {
  return self.hostname === 'localhost' && host === `127.0.0.1:${self.port}`
}

/** The handler of a face. */
export function faceHandler(
  face: Face,
): (request: IncomingMessage, response: ServerResponse) => void {
  const self = new URL(face.self)
  const page = pageHeaders({ self: face.self, identity: new URL(face.config.keycloak.url).origin })
  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const host = request.headers.host ?? ''
    const target = readTarget(request.url ?? '')
    const exchange: Exchange = { face, request, response, path: '', query: '', page, ...target }
    if (!target)
      return refuse(
        exchange,
        400,
        'Bad Request',
        'The path holds an empty or dot segment, an escaped slash or dot, or a character that no path holds.',
      )
    if (isLoopbackTwin(host, self))
      return send(response, 307, { ...page, Location: face.self + target.path + target.query }, '')
    if (host !== self.host)
      return refuse(
        exchange,
        421,
        'Misdirected Request',
        `This server answers for ${self.host} only.`,
      )
    await route(exchange)
  }
  return (request, response) => {
    handle(request, response).catch((error: unknown) => {
      face.log.error(
        { error, method: request.method, path: request.url?.split('?')[0] },
        'request failed',
      )
      if (response.headersSent) response.destroy()
      else
        sendProblem(response, page, {
          status: 500,
          title: 'Internal Server Error',
          detail: 'The console server failed.',
        })
    })
  }
}
