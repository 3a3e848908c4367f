/**
 * Do the credentials that are printed in public documents still open anything? Keycloak itself is asked, with exactly those.
 * A refused administrator login is remembered for hours: each one counts as a failed login, and a realm with brute-force detection
 * would lock its administrator out because of this check.
 */
import type { Verdict } from './verdict.ts'

import { fail, pass, unknown } from './verdict.ts'

export interface CredentialsProbe {
  check(now: Date): Promise<Verdict>
}

export interface ProbeSettings {
  /** As the control plane reaches it: `http://localhost:8080`. The issuer's own name may be one for browsers only. */
  keycloakUrl: string
  /** Names the realm: `http://localhost:8080/realms/stoa`. */
  issuer: string
  timeoutMs?: number
}

/** What Keycloak said to a credential. */
type Answer = { kind: 'accepted' | 'refused' | 'unclear'; said: string }

interface Probe {
  name: string
  tokenUrl: string
  form: Record<string, string>
  /** A refusal is believed for so long, in milliseconds. */
  refusalLifeMs: number
}

interface Remembered {
  answer: Answer
  at: Date
}

const LIFE_MS = 60_000
const REFUSED_LOGIN_LIFE_MS = 6 * 3_600_000
const TIMEOUT_MS = 5_000

export function credentialsProbe(settings: ProbeSettings): CredentialsProbe {
  const realm = /\/realms\/([^/]+)\/?$/.exec(settings.issuer)?.[1] ?? 'stoa'
  const probes: Probe[] = [
    {
      name: 'The client control-plane-api with the secret that the runbook prints (your-client-secret)',
      tokenUrl: `${settings.keycloakUrl}/realms/${realm}/protocol/openid-connect/token`,
      form: {
        grant_type: 'client_credentials',
        client_id: 'control-plane-api',
        client_secret: 'your-client-secret',
      },
      refusalLifeMs: LIFE_MS,
    },
    {
      name: 'The Keycloak administrator with the password admin',
      tokenUrl: `${settings.keycloakUrl}/realms/master/protocol/openid-connect/token`,
      form: {
        grant_type: 'password',
        client_id: 'admin-cli',
        username: 'admin',
        password: 'admin',
      },
      refusalLifeMs: REFUSED_LOGIN_LIFE_MS,
    },
  ]
  const askers = probes.map((probe) => rememberingAsker(probe, settings.timeoutMs ?? TIMEOUT_MS))
  return {
    async check(now) {
      const found = await Promise.all(askers.map((ask) => ask(now)))
      return verdictOf(
        found.map(({ answer }, index) => ({ ...answer, name: probes[index]?.name ?? '' })),
        found,
      )
    },
  }
}

function verdictOf(answers: (Answer & { name: string })[], found: Remembered[]): Verdict {
  const evidence = answers.map(({ name, said }) => `${name}: ${said}.`).join(' ')
  const oldest = found.map(({ at }) => at).toSorted((a, b) => a.getTime() - b.getTime())[0]
  const dated = oldest ? { checkedAt: oldest } : {}
  const [client, admin] = answers.map(({ kind }) => kind)
  const said = ['default_credentials', { client: client ?? '', admin: admin ?? '' }] as const
  if (answers.some(({ kind }) => kind === 'accepted'))
    return { ...fail(evidence, ...said), ...dated }
  if (answers.every(({ kind }) => kind === 'refused'))
    return { ...pass(evidence, ...said), ...dated }
  return { ...unknown(evidence, ...said), ...dated }
}

/** Asks at most once a minute, also for callers at the same time. */
function rememberingAsker(probe: Probe, timeoutMs: number): (now: Date) => Promise<Remembered> {
  let known: Remembered | null = null
  let asking: Promise<Remembered> | null = null
  return (now) => {
    const age = known ? now.getTime() - known.at.getTime() : Number.POSITIVE_INFINITY
    const life = known?.answer.kind === 'refused' ? probe.refusalLifeMs : LIFE_MS
    if (known && age < life) return Promise.resolve(known)
    asking ??= ask(probe, timeoutMs)
      .then((answer) => {
        known = { answer, at: now }
        return known
      })
      .finally(() => {
        asking = null
      })
    return asking
  }
}

async function ask({ tokenUrl, form }: Probe, timeoutMs: number): Promise<Answer> {
  try {
    const response = await fetch(tokenUrl, {
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
      body: new URLSearchParams(form),
    })
    return answerOf(response.status, await response.json().catch(() => null), tokenUrl)
  } catch {
    return { kind: 'unclear', said: `${tokenUrl} did not answer` }
  }
}

function answerOf(status: number, body: unknown, tokenUrl: string): Answer {
  const error = member(body, 'error')
  if (status === 200 && member(body, 'access_token') !== null)
    return { kind: 'accepted', said: 'ACCEPTED, a token was issued' }
  // Said only after the password was found right.
  if (/not fully set up/i.test(member(body, 'error_description') ?? ''))
    return { kind: 'accepted', said: 'ACCEPTED, though the account is not set up completely' }
  const isRefusal =
    error === 'invalid_client' ||
    error === 'invalid_grant' ||
    (error === 'unauthorized_client' && status === 401)
  if (isRefusal) return { kind: 'refused', said: `refused (${status} ${error})` }
  return {
    kind: 'unclear',
    said: `${tokenUrl} answered ${status}${error === null ? '' : ` ${error}`}, which tells nothing`,
  }
}

function member(body: unknown, name: string): string | null {
  if (typeof body !== 'object' || body === null || !Object.hasOwn(body, name)) return null
  const value = (body as Record<string, unknown>)[name]
  return typeof value === 'string' ? value.slice(0, 100) : null
}
