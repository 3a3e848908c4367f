/**
 * The connection doctor: from what came back (or did not) to what that proves about a service, and what to do next. It says no more
 * than was proved: a page cannot tell a refused connection from a forbidden one, its server can.
 */

import { recordIn } from './record'

/** Who asked: this page across origins, this page by way of the console's server, or the Control Plane. */
export type Vantage = 'browser' | 'console-server' | 'control-plane'

export const DOCTORED = [
  'console-server',
  'control-plane',
  'gateway',
  'keycloak',
  'keycloak-login',
  'prometheus',
  'alertmanager',
  'database',
] as const
export type Doctored = (typeof DOCTORED)[number]

/** What came of one question. */
export type Outcome =
  | { kind: 'answer'; status: number; contentType: string; body: string; latencyMs: number }
  /** It wants to send the caller elsewhere; a page may not read where. */
  | { kind: 'redirect' }
  /** It answers, but not to a page of this origin. */
  | { kind: 'unreadable' }
  | { kind: 'timeout'; afterMs: number }
  | { kind: 'nothing' }
  /** The browser itself has no network. */
  | { kind: 'offline' }
  /** Another service's word for it. */
  | { kind: 'reported'; state: 'ok' | 'down' | 'off'; detail: string; latencyMs?: number }
  /** Whoever would know does not answer. */
  | { kind: 'unheard' }

export interface Asked {
  service: Doctored
  vantage: Vantage
  address: string
  outcome: Outcome
}

export type Finding =
  | 'well'
  | 'off'
  | 'offline'
  | 'refused'
  | 'dns'
  | 'timeout'
  | 'tls'
  | 'unreachable'
  | 'no_readable_answer'
  | 'cors'
  | 'redirect'
  | 'unauthorized'
  | 'forbidden'
  | 'not_found'
  | 'html'
  | 'other_program'
  | 'wrong_issuer'
  | 'wrong_version'
  | 'server_error'
  | 'unheard'

export interface Diagnosis {
  service: Doctored
  vantage: Vantage
  /** The address that was asked; where the console's server says which one it asked in turn, that one. */
  address: string
  state: 'ok' | 'bad' | 'unknown' | 'off'
  finding: Finding
  /** What came back, shortened; empty when nothing did. */
  seen: string
  latencyMs?: number
  /** A command that shows more, for a shell beside the service. */
  command?: string
}

/** What a service says of itself when it is the one that was asked for. */
export interface Expected {
  /** Keycloak's issuer, as the console was told it. */
  issuer: string
  /** Names in docker compose. */
  services: Partial<Record<Doctored, string>>
  /** Folder of the local platform's logs; absent where it is not the local platform. */
  logFolder?: string
}

/** The Control Plane's contract that this console was built for; a test compares it with contract/openapi.yaml. */
export const CONTRACT_MAJOR = 1

/** As much of an answer as is shown. */
const SHOWN = 200

/** A diagnosis for every question. Never throws, whatever the answers hold. */
export function diagnose(asked: readonly Asked[], expected: Expected): Diagnosis[] {
  return asked.map((one) => {
    const verdict = findingOf(one, expected)
    const address = verdict.address ?? one.address
    const { outcome, service, vantage } = one
    const latency = 'latencyMs' in outcome ? outcome.latencyMs : undefined
    const command = commandFor(service, verdict.finding, address, expected)
    return {
      service,
      vantage,
      address,
      state: stateOf(verdict.finding),
      finding: verdict.finding,
      seen: verdict.seen ?? seenOf(outcome),
      ...(latency !== undefined && { latencyMs: latency }),
      ...(command !== undefined && { command }),
    }
  })
}

interface Verdict {
  finding: Finding
  address?: string
  seen?: string
}

function stateOf(finding: Finding): Diagnosis['state'] {
  if (finding === 'well') return 'ok'
  if (finding === 'off') return 'off'
  return finding === 'unheard' || finding === 'offline' ? 'unknown' : 'bad'
}

/** What an outcome without an answer proves by itself. */
const SILENT = {
  redirect: 'redirect',
  unreadable: 'cors',
  timeout: 'timeout',
  offline: 'offline',
  unheard: 'unheard',
} as const satisfies Partial<Record<Outcome['kind'], Finding>>

function findingOf({ service, outcome }: Asked, expected: Expected): Verdict {
  if (outcome.kind === 'answer') return answered(service, outcome, expected)
  if (outcome.kind === 'reported') return reported(outcome)
  if (outcome.kind !== 'nothing') return { finding: SILENT[outcome.kind] }
  // On the page's own origin nothing stands between: nobody answered. Across origins, many causes look alike.
  return { finding: service === 'keycloak-login' ? 'no_readable_answer' : 'unreachable' }
}

type Answer = Extract<Outcome, { kind: 'answer' }>

function answered(service: Doctored, answer: Answer, expected: Expected): Verdict {
  const { status, contentType, body } = answer
  const fields = recordIn(body)
  const proxied = proxiedFault(answer, fields)
  if (proxied) return proxied
  const byStatus = findingOfStatus(status)
  if (byStatus) return { finding: byStatus }
  if (/^text\/html\b/i.test(contentType) || /^\s*<(!doctype|html)/i.test(body))
    return { finding: 'html' }
  if (status === 404) return { finding: 'not_found' }
  if (status < 200 || status > 299 || !fields) return { finding: 'other_program' }
  return { finding: ownWord(service, fields, expected) }
}

function findingOfStatus(status: number): Finding | undefined {
  if (status >= 300 && status < 400) return 'redirect'
  if (status === 401) return 'unauthorized'
  if (status === 403) return 'forbidden'
  return status >= 500 ? 'server_error' : undefined
}

/** Is it the service that was asked for, in a version that this console can work with? */
function ownWord(service: Doctored, fields: Record<string, unknown>, expected: Expected): Finding {
  switch (service) {
    case 'console-server':
      return typeof fields['apiBase'] === 'string' ? 'well' : 'other_program'
    case 'control-plane':
      return typeof fields['checks'] === 'object' ? versionOf(fields['version']) : 'other_program'
    case 'keycloak':
      return fields['status'] === 'UP' ? 'well' : 'other_program'
    case 'keycloak-login':
      if (typeof fields['issuer'] !== 'string') return 'other_program'
      return fields['issuer'] === expected.issuer ? 'well' : 'wrong_issuer'
    default:
      return fields['status'] === 'ok' ? 'well' : 'other_program'
  }
}

function versionOf(version: unknown): Finding {
  const major = /^(\d+)\./.exec(typeof version === 'string' ? version : '')?.[1]
  if (major === undefined) return 'other_program'
  return Number(major) === CONTRACT_MAJOR ? 'well' : 'wrong_version'
}

/** The console's server names the upstream that it could not reach, and the system's error code. */
function proxiedFault(
  { status, contentType }: Answer,
  fields: Record<string, unknown> | undefined,
): Verdict | undefined {
  const detail = fields?.['detail']
  const isOurs = (status === 502 || status === 504) && contentType.includes('problem+json')
  if (!isOurs || typeof detail !== 'string') return undefined
  const said = /^.{1,40} at (https?:\/\/\S{1,300}) (?:cannot be reached|did not answer)/.exec(
    detail,
  )
  if (!said?.[1]) return undefined
  const code = /\(([A-Z0-9_]{1,60})\)\.$/.exec(detail)?.[1] ?? ''
  const finding = status === 504 ? 'timeout' : findingOfCode(code)
  return { finding, address: said[1], seen: shortened(detail) }
}

/** From an error code of Node's network or TLS layer. */
export function findingOfCode(code: string): Finding {
  if (code === 'ECONNREFUSED') return 'refused'
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'dns'
  if (/TIMEOUT|ETIMEDOUT/.test(code)) return 'timeout'
  if (/CERT|SSL|TLS|SELF_SIGNED|UNABLE_TO_VERIFY/.test(code)) return 'tls'
  return 'unreachable'
}

function reported({ state, detail }: Extract<Outcome, { kind: 'reported' }>): Verdict {
  if (state !== 'down') return { finding: state === 'ok' ? 'well' : 'off' }
  const sentences: [RegExp, Finding][] = [
    [/refused/i, 'refused'],
    [/name/i, 'dns'],
    [/within/i, 'timeout'],
    [/certificate/i, 'tls'],
    [/answered 401/i, 'unauthorized'],
    [/answered 403/i, 'forbidden'],
    [/answered 404/i, 'not_found'],
    [/answered [45]/i, 'server_error'],
    [/redirect/i, 'redirect'],
    [/answers, but not as/i, 'other_program'],
  ]
  return { finding: sentences.find(([words]) => words.test(detail))?.[1] ?? 'unreachable' }
}

function seenOf(outcome: Outcome): string {
  if (outcome.kind === 'reported') return shortened(outcome.detail)
  if (outcome.kind !== 'answer') return ''
  return shortened(`HTTP ${outcome.status} ${outcome.contentType} ${outcome.body}`)
}

function shortened(text: string): string {
  const line = text.toWellFormed().replaceAll(/\s+/g, ' ').trim()
  return line.length > SHOWN ? `${line.slice(0, SHOWN)}…` : line
}

const LOGGED: Partial<Record<Doctored, string>> = {
  'console-server': 'web',
  'keycloak-login': 'keycloak',
  database: 'control-plane',
}

function commandFor(
  service: Doctored,
  finding: Finding,
  address: string,
  { services, logFolder }: Expected,
): string | undefined {
  const needsNone: Finding[] = ['well', 'off', 'offline', 'cors', 'wrong_issuer']
  if (needsNone.includes(finding)) return undefined
  const url = URL.parse(address)
  if (url && finding === 'dns') return `getent hosts ${wordOf(url.hostname)}`
  if (url && finding === 'tls') {
    const at = `${url.hostname}:${url.port === '' ? '443' : url.port}`
    return `openssl s_client -connect ${wordOf(at)} </dev/null | openssl x509 -noout -subject -dates`
  }
  if (url && ['redirect', 'html', 'other_program', 'not_found'].includes(finding))
    return `curl -sv ${wordOf(url.href)}`
  const log = LOGGED[service] ?? service
  if (logFolder !== undefined) return `tail -n 50 ${wordOf(`${logFolder}/${log}.log`)}`
  const name = services[service]
  return name === undefined ? undefined : `docker compose logs --tail=50 ${wordOf(name)}`
}

/** One shell word. */
const wordOf = (text: string) =>
  /^[\w./:@%+=-]+$/.test(text) && !text.startsWith('-')
    ? text
    : `'${text.replaceAll("'", String.raw`'\''`)}'`
