/** Cross-origin rules: the gateway answers preflights itself, without a key, and marks the answers a page may read. */
import type { IncomingMessage } from 'node:http'
import type { EffectivePolicy } from '../../policy/effective.ts'
import { refuse, type Refusal } from '../access/refusal.ts'
import { texts } from './config-values.ts'

export interface CorsRule {
  policy: string
  origins: ReadonlySet<string>
  methods: ReadonlySet<string>
  /** Lower case. */
  headers: ReadonlySet<string>
  maxAge: number | null
  /** Never with the origin `*`, which no browser takes together with them. */
  credentials: boolean
}

/** What a page needs to explain a limit or to report a failed call. */
const EXPOSED =
  'Retry-After, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, RateLimit-Policy, X-Request-Id, Deprecation, Sunset'
/** Without a list, what the Fetch standard lets a page send without asking. */
const SIMPLE_METHODS = ['GET', 'HEAD', 'POST']

export function corsRule({ config, values }: EffectivePolicy): CorsRule {
  const methods = texts(config['methods']).map((method) => method.toUpperCase())
  const maxAge = config['max_age']
  const origins = new Set(texts(config['origins']).map((origin) => origin.replace(/\/$/, '')))
  return {
    policy: values.find((value) => value.name === 'origins')?.winner.policy_name ?? 'cors',
    origins,
    methods: new Set(methods.length > 0 ? methods : SIMPLE_METHODS),
    headers: new Set(texts(config['headers']).map((header) => header.toLowerCase())),
    maxAge: typeof maxAge === 'number' && maxAge >= 0 ? Math.floor(maxAge) : null,
    // Values are merged one by one, so two policies may say together what none may say alone.
    credentials: config['credentials'] === true && !origins.has('*'),
  }
}

/** A preflight asks for a method on behalf of a page; any other OPTIONS is an ordinary call. */
export function isPreflight(request: IncomingMessage): boolean {
  return (
    request.method === 'OPTIONS' &&
    request.headers.origin !== undefined &&
    request.headers['access-control-request-method'] !== undefined
  )
}

/** The headers of a preflight's 204, or what exactly is refused. */
export function answerPreflight(rule: CorsRule, request: IncomingMessage): string[] | Refusal {
  const origin = request.headers.origin ?? ''
  const method = request.headers['access-control-request-method'] ?? ''
  const asked = (request.headers['access-control-request-headers'] ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '')
  const because = `by the policy "${rule.policy}"`
  if (!allows(rule.origins, origin))
    return refuse('cors_origin_refused', `The origin ${shown(origin)} is not allowed ${because}.`)
  if (!allows(rule.methods, method))
    return refuse('cors_method_refused', `The method ${shown(method)} is not allowed ${because}.`)
  const refused = asked.filter((name) => !allows(rule.headers, name))
  if (refused.length > 0)
    return refuse(
      'cors_headers_refused',
      `The header ${refused.map(shown).join(', ')} is not allowed ${because}.`,
    )
  return [
    ...originHeaders(rule, origin),
    'Access-Control-Allow-Methods',
    [...rule.methods].join(', '),
    ...(asked.length > 0 ? ['Access-Control-Allow-Headers', asked.join(', ')] : []),
    ...(rule.maxAge === null ? [] : ['Access-Control-Max-Age', String(rule.maxAge)]),
  ]
}

/** The headers that let a page read the answer to an actual call; an origin that is not allowed gets none of them. */
export function corsHeaders(rule: CorsRule, origin: string | undefined): string[] {
  if (origin === undefined || !allows(rule.origins, origin)) return varying(rule)
  return [...originHeaders(rule, origin), 'Access-Control-Expose-Headers', EXPOSED]
}

function originHeaders(rule: CorsRule, origin: string): string[] {
  const allowed = rule.origins.has('*') ? '*' : origin
  return [
    'Access-Control-Allow-Origin',
    allowed,
    ...(rule.credentials ? ['Access-Control-Allow-Credentials', 'true'] : []),
    ...varying(rule),
  ]
}

/** Where the answer depends on the origin, a cache must know, also for a call without one. */
function varying(rule: CorsRule): string[] {
  return rule.origins.has('*') ? [] : ['Vary', 'Origin']
}

function allows(list: ReadonlySet<string>, value: string): boolean {
  return list.has(value) || list.has('*')
}

/** A caller's own text in a sentence: short, in quotes. */
function shown(text: string): string {
  return JSON.stringify(text.slice(0, 100))
}
