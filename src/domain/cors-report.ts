/**
 * What a browser makes of a preflight, header by header, and the change of a policy that would let the page's call pass. The answer
 * of the gateway decides; the policies in force only say who decided and what to change.
 */

import type { EffectivePolicies, PolicyOrigin } from '#contract/contract.gen'

import {
  askedHeaders,
  checkCors,
  type CorsAsk,
  type CorsFinding,
  isPreflighted,
  simpleMethods,
} from './cors-check'
import { explain, type GatewayAnswer, headerOf } from './verdict'

/** `untold`: the gateway had refused before it came to that. `unasked`: no browser asks for it. */
export type CorsRowState = 'ok' | 'refused' | 'untold' | 'unasked'

export type CorsPart = 'origin' | 'credentials' | 'method' | 'headers'

export interface CorsRow {
  part: CorsPart
  /** As the gateway names it in its answer. */
  header: string
  /** Undefined when the answer did not carry it. */
  answered: string | undefined
  /** What a browser looks for; '' when it does not look. */
  wanted: string
  state: CorsRowState
  /** Whose value was in force when it was asked. */
  decidedBy?: PolicyOrigin
}

export interface CorsReport {
  /** `unknown`: the gateway gave no answer of its own. */
  verdict: CorsFinding['verdict'] | 'unknown'
  refused: readonly string[]
  rows: readonly CorsRow[]
  /** Does a browser ask before this call? */
  isPreflighted: boolean
}

const headerOfPart: Record<CorsPart, string> = {
  origin: 'Access-Control-Allow-Origin',
  credentials: 'Access-Control-Allow-Credentials',
  method: 'Access-Control-Allow-Methods',
  headers: 'Access-Control-Allow-Headers',
}

/** The member of a CORS policy's config that decides a part. */
const memberOfPart = {
  origin: 'origins',
  credentials: 'credentials',
  method: 'methods',
  headers: 'headers',
} as const satisfies Record<CorsPart, string>

/** In the order in which the gateway and a browser judge them. */
const judged: readonly CorsPart[] = ['origin', 'credentials', 'method', 'headers']

/**
 * @param answer to the preflight; undefined when none came
 * @param effective what was in force for the API, without a consumer: a preflight carries no key
 */
export function corsReport(
  ask: CorsAsk,
  answer: GatewayAnswer | undefined,
  effective?: EffectivePolicies,
): CorsReport {
  const isAsked = isPreflighted(ask)
  if (!answer || isNotTheGateways(answer))
    return { verdict: 'unknown', refused: [], rows: [], isPreflighted: isAsked }
  const finding = checkCors(ask, answer)
  const rows = judged.map((part): CorsRow => {
    const header = headerOfPart[part]
    const decidedBy = winnerOf(effective, part)
    return {
      part,
      header,
      answered: headerOf(answer, header.toLowerCase()),
      wanted: wantedOf(ask, part),
      state: stateOf(ask, finding, part),
      ...(decidedBy && { decidedBy }),
    }
  })
  return { verdict: finding.verdict, refused: finding.refused, rows, isPreflighted: isAsked }
}

function isNotTheGateways(answer: GatewayAnswer): boolean {
  const { verdict } = explain(answer)
  return verdict === 'gateway_down' || verdict === 'console_says_no'
}

function wantedOf(ask: CorsAsk, part: CorsPart): string {
  if (part === 'origin') return ask.origin
  if (part === 'method') return ask.method
  if (part === 'headers') return askedHeaders(ask.headers).join(', ')
  return ask.credentials === true ? 'true' : ''
}

function stateOf(ask: CorsAsk, { verdict }: CorsFinding, part: CorsPart): CorsRowState {
  if (part === verdict || (verdict === 'no_rule' && part === 'origin')) return 'refused'
  const isUntold =
    verdict === 'no_rule' ||
    (verdict !== 'allowed' && judged.indexOf(part) > judged.indexOf(verdict))
  if (isUnasked(ask, part)) return 'unasked'
  return isUntold ? 'untold' : 'ok'
}

/** A browser never looks for what the page did not ask, nor for a method that needs no leave. */
function isUnasked(ask: CorsAsk, part: CorsPart): boolean {
  if (part === 'credentials') return ask.credentials !== true
  if (part === 'method') return simpleMethods.includes(ask.method)
  return part === 'headers' && askedHeaders(ask.headers).length === 0
}

type Values = EffectivePolicies['types'][number]['values']

const valuesOf = (effective: EffectivePolicies | undefined): Values =>
  effective?.types.find(({ policy_type }) => policy_type === 'cors')?.values ?? []

/** A part that no policy names is decided by the one that names the origins. */
function winnerOf(
  effective: EffectivePolicies | undefined,
  part: CorsPart,
): PolicyOrigin | undefined {
  const values = valuesOf(effective)
  const of = (name: string) => values.find((value) => value.name === name)?.winner
  return of(memberOfPart[part]) ?? of('origins')
}

/** What a CORS policy would have to say besides what it says. */
export interface CorsAddition {
  origins: readonly string[]
  methods: readonly string[]
  headers: readonly string[]
  credentials: boolean
}

export interface CorsChange {
  /** Undefined for a policy that is to be made. */
  policy?: PolicyOrigin
  add: CorsAddition
}

const nothing: CorsAddition = { origins: [], methods: [], headers: [], credentials: false }

/**
 * The changes that would let the call pass, one a policy; none when what is in force allows it already. The gateway refuses a
 * method that its policy does not list, also one that no browser asks for.
 */
export function corsChanges(ask: CorsAsk, effective: EffectivePolicies): CorsChange[] {
  const values = valuesOf(effective)
  if (values.length === 0) return [{ add: wholeOf(ask) }]
  const missing = missingOf(ask, (name) => values.find((value) => value.name === name)?.value)
  const changes = new Map<string, CorsChange>()
  for (const part of judged) {
    const policy = winnerOf(effective, part)
    const added = missing[memberOfPart[part]]
    if (!policy || added === undefined) continue
    const change = changes.get(policy.policy_id) ?? { policy, add: nothing }
    changes.set(policy.policy_id, {
      policy,
      add: { ...change.add, [memberOfPart[part]]: added },
    })
  }
  return [...changes.values()]
}

const wholeOf = (ask: CorsAsk): CorsAddition => ({
  origins: [ask.origin],
  methods: [ask.method],
  headers: askedHeaders(ask.headers),
  credentials: ask.credentials === true,
})

/** By member of the config; a member that says enough is left out. */
function missingOf(ask: CorsAsk, valueOf: (name: string) => unknown): Partial<CorsAddition> {
  const listed = (name: string) => {
    const value = valueOf(name)
    return Array.isArray(value) ? value.map(String) : []
  }
  const has = (items: readonly string[], item: string) =>
    items.includes(item) || items.includes('*')
  const origins = listed('origins')
  // With cookies no browser takes the star.
  const isNamed = origins.includes(ask.origin)
  const isOriginMissing = ask.credentials === true ? !isNamed : !has(origins, ask.origin)
  // Without a list the gateway allows what the Fetch standard lets pass unasked.
  const methods = valueOf('methods') === undefined ? simpleMethods : listed('methods')
  const known = listed('headers').map((name) => name.toLowerCase())
  const headers = askedHeaders(ask.headers).filter((name) => !has(known, name))
  return {
    ...(isOriginMissing && { origins: [ask.origin] }),
    ...(!has(methods, ask.method) && { methods: [ask.method] }),
    ...(headers.length > 0 && { headers }),
    ...(ask.credentials === true && valueOf('credentials') !== true && { credentials: true }),
  }
}
