/** The headers of the same-origin reverse proxy: which go up to an upstream, and which come back to the page. */

import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'

import type { Headers } from './security-headers.ts'
import { proxiedHeaders } from './security-headers.ts'

export interface Upstream {
  /** Named in problems: "the Control Plane". */
  name: string
  /** `scheme://host[:port]`. */
  origin: string
  /** How long it may take to answer, in milliseconds; 9.5 s unless given. */
  timeoutMs?: number
  /** Called as a consumer would: the page may ask for which origin a preflight is, and sees every header of the answer. */
  isTried?: boolean
}

/** One call on its way to an upstream and back. */
export interface Passage {
  request: IncomingMessage
  response: ServerResponse
  upstream: Upstream
  /** At the upstream: checked, with its query. */
  path: string
  /** The origin of the page, for the forwarded headers. */
  self: string
}

const HOP_BY_HOP = [
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]
/** Ours to say, or nothing an API needs: sessions of other systems on this host must not travel. */
const NOT_SENT = new Set([
  ...HOP_BY_HOP,
  'host',
  'cookie',
  'forwarded',
  'expect',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-forwarded-port',
  'x-real-ip',
])
/** Headers by which an answer could act on the browser or on this origin. */
const NOT_TAKEN = new Set([
  ...HOP_BY_HOP,
  'set-cookie',
  'cache-control',
  'clear-site-data',
  'refresh',
  'link',
  'service-worker-allowed',
  'sourcemap',
  'strict-transport-security',
  'content-security-policy',
  'content-security-policy-report-only',
  'report-to',
  'reporting-endpoints',
  'nel',
  'alt-svc',
  'accept-ch',
  'permissions-policy',
  'referrer-policy',
  'x-frame-options',
  'x-content-type-options',
  'cross-origin-opener-policy',
  'cross-origin-resource-policy',
  'cross-origin-embedder-policy',
  'content-disposition',
  'content-type',
  'www-authenticate',
])
/** What no page may send under its own name, and a test call has to: which page elsewhere would ask, and for what. */
const ASKED: Record<string, string> = {
  'x-ask-origin': 'origin',
  'x-ask-method': 'access-control-request-method',
  'x-ask-headers': 'access-control-request-headers',
}
/** A test call shows them all, under names that do nothing; but for cookies, which no page has to see. */
const SHOWN = [...NOT_TAKEN].filter((name) => !HOP_BY_HOP.includes(name) && name !== 'set-cookie')
/** The only types that pass; everything else becomes plain text. */
const PASSING_TYPES =
  /^(application\/([a-z0-9.-]+\+)?json|text\/csv|text\/event-stream|text\/plain)\b/i

/** What goes up. */
export function requestHeaders({ request, upstream, self }: Passage): Headers {
  const listed = (request.headers.connection ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
  const headers: Headers = {}
  for (const [name, value] of Object.entries(request.headers))
    if (value !== undefined && !NOT_SENT.has(name) && !listed.includes(name))
      headers[name] = Array.isArray(value) ? value.join(', ') : value
  const isPreflight = upstream.isTried === true && asksForAnotherOrigin(request)
  for (const [name, asked] of Object.entries(ASKED)) {
    const value = headers[name]
    delete headers[name]
    if (isPreflight && value !== undefined) headers[asked] = value
  }
  const own = new URL(self)
  headers['host'] = new URL(upstream.origin).host
  headers['x-forwarded-for'] = request.socket.remoteAddress ?? ''
  headers['x-forwarded-host'] = own.host
  headers['x-forwarded-proto'] = own.protocol.slice(0, -1)
  return headers
}

/** A whole preflight, which the gateway answers itself; any other call would come from an origin that never made it. */
function asksForAnotherOrigin({ method, headers }: IncomingMessage): boolean {
  const isWhole = headers['x-ask-origin'] !== undefined && headers['x-ask-method'] !== undefined
  return method === 'OPTIONS' && isWhole
}

/** What comes back. @param status of the upstream's answer */
export function responseHeaders(
  from: IncomingHttpHeaders,
  status: number,
  { request, self, upstream }: Passage,
): Record<string, string | string[]> {
  const headers: Record<string, string | string[]> = {}
  for (const [name, value] of Object.entries(from))
    if (value !== undefined && !NOT_TAKEN.has(name)) headers[name] = value
  // For the test call page; passed on as they are, a challenge or a redirect would act on the browser.
  const isRedirect = status >= 300 && status < 400
  const shown = upstream.isTried ? SHOWN : ['www-authenticate', 'content-type']
  for (const name of [...shown, ...(isRedirect ? ['location'] : [])])
    if (from[name] !== undefined) headers[`x-upstream-${name}`] = from[name]
  if (isRedirect) delete headers['location']
  const isOpened = request.headers['sec-fetch-mode'] === 'navigate'
  return {
    ...headers,
    ...proxiedHeaders(self),
    'Content-Type': passingType(from['content-type']),
    'Cache-Control': 'no-store',
    // Without it the answer is this server's own.
    ...(upstream.isTried && { 'X-Upstream-Answered': 'yes' }),
    ...(isOpened && { 'Content-Disposition': 'attachment' }),
  }
}

/** The type of an answer, or plain text where a browser could do more with it than read it. */
export function passingType(type: string | string[] | undefined): string {
  return typeof type === 'string' && PASSING_TYPES.test(type) ? type : 'text/plain; charset=utf-8'
}
