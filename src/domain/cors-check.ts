/**
 * What a browser makes of a preflight (Fetch standard, "CORS-preflight fetch"): a page elsewhere may call only when its origin,
 * its method and all its headers are allowed. The console cannot ask for another origin itself, so its server asks for it.
 */

import { type GatewayAnswer, headerOf } from './verdict'

/** The call that a page at another origin would make. */
export interface CorsAsk {
  /** `https://shop.example`: scheme, host and port, nothing more. */
  origin: string
  method: string
  /** The names of the headers that the page would set. */
  headers: readonly string[]
  /** Whether the page would send its cookies along: then no star stands for anything. */
  credentials?: boolean
}

export type CorsVerdict = 'allowed' | 'no_rule' | 'origin' | 'credentials' | 'method' | 'headers'

export interface CorsFinding {
  verdict: CorsVerdict
  /** The headers that are not allowed. */
  refused: string[]
}

/** Need no leave (Fetch standard, "CORS-safelisted method"). */
export const simpleMethods: readonly string[] = ['GET', 'HEAD', 'POST']
/** May be set without asking. Content-Type too, for three values that no JSON API takes: it is asked for. */
const simpleHeaders = new Set(['accept', 'accept-language', 'content-language'])

/** An origin as a browser writes it, or undefined: a trailing slash and capitals in the host are put right. */
export function originOf(text: string): string | undefined {
  if (!/^https?:\/\/[^/?#@\s]+\/?$/i.test(text.trim())) return undefined
  try {
    return new URL(text.trim()).origin
  } catch {
    return undefined
  }
}

/** The names that a browser asks for before the call, lower case and sorted as it sends them. */
export function askedHeaders(headers: readonly string[]): string[] {
  const names = headers.map((name) => name.toLowerCase()).filter((name) => !simpleHeaders.has(name))
  return [...new Set(names)].sort()
}

/** Does a browser ask first? */
export const isPreflighted = ({ method, headers }: CorsAsk): boolean =>
  !simpleMethods.includes(method) || askedHeaders(headers).length > 0

const listed = (answer: GatewayAnswer, name: string): string[] =>
  (headerOf(answer, name) ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')

/**
 * @param answer to the preflight
 * @returns what the browser would say to the page; without any allowed origin there is no rule for the path
 */
export function checkCors(ask: CorsAsk, answer: GatewayAnswer): CorsFinding {
  const refused: string[] = []
  const allowed = headerOf(answer, 'access-control-allow-origin')
  const reason = refusedFor(answer)
  if (reason !== undefined) return { verdict: reason, refused }
  if (allowed === undefined) return { verdict: 'no_rule', refused }
  if (allowed !== '*' && allowed !== ask.origin) return { verdict: 'origin', refused }
  if (!takesCookies(ask, answer, allowed)) return { verdict: 'credentials', refused }
  // Only an answer with an ok status lets the call go on.
  if (answer.status < 200 || answer.status > 299) return { verdict: 'no_rule', refused }
  if (!isMethodAllowed(ask, listed(answer, 'access-control-allow-methods')))
    return { verdict: 'method', refused }
  const names = listed(answer, 'access-control-allow-headers').map((name) => name.toLowerCase())
  refused.push(...askedHeaders(ask.headers).filter((name) => !isHeaderAllowed(ask, names, name)))
  return { verdict: refused.length > 0 ? 'headers' : 'allowed', refused }
}

const takesCookies = (ask: CorsAsk, answer: GatewayAnswer, allowed: string): boolean =>
  ask.credentials !== true ||
  (allowed !== '*' && headerOf(answer, 'access-control-allow-credentials') === 'true')

const isMethodAllowed = (ask: CorsAsk, methods: readonly string[]): boolean =>
  [...simpleMethods, ...methods].includes(ask.method) ||
  (methods.includes('*') && ask.credentials !== true)

/** The star stands for every header but Authorization. */
const isHeaderAllowed = (ask: CorsAsk, names: readonly string[], name: string): boolean =>
  names.includes(name) ||
  (names.includes('*') && name !== 'authorization' && ask.credentials !== true)

const reasons: Record<string, CorsVerdict> = {
  cors_origin_refused: 'origin',
  cors_method_refused: 'method',
  cors_headers_refused: 'headers',
}

/** The gateway says itself which part of a rule refused. */
function refusedFor(answer: GatewayAnswer): CorsVerdict | undefined {
  if (answer.status !== 403) return undefined
  const reason = /"reason":"([a-z_]+)"/.exec(answer.body)?.[1] ?? ''
  return Object.hasOwn(reasons, reason) ? reasons[reason] : undefined
}
