/** Asks Alertmanager's API v2. Knows nothing of tenants: whoever calls it has already limited what is asked. */
import type { HeldSilence, SilenceMatcher } from './silence-rules.ts'
import { readSilence } from './silence-rules.ts'

/** Alertmanager did not do what it was asked; `message` is a sentence for a person. */
export class AlertmanagerFailure extends Error {
  override name = 'AlertmanagerFailure'
}

/** Alertmanager says that what was sent is not valid. */
export class AlertmanagerRefusal extends Error {
  override name = 'AlertmanagerRefusal'
}

export interface Alert {
  labels: Record<string, string>
  annotations: Record<string, string>
  startsAt: string
  endsAt: string
}

export interface SilenceToPost {
  matchers: readonly SilenceMatcher[]
  startsAt: Date
  endsAt: Date
  createdBy: string
  comment: string
}

export interface AlertmanagerClient {
  /** Asks whether it is there, without sending anything. @throws AlertmanagerFailure */
  requireReady(instead: string): Promise<void>
  /** @throws AlertmanagerFailure */
  post(alert: Alert, requestId: string): Promise<void>
  /** All that it remembers, the expired ones too. @throws AlertmanagerFailure */
  silences(): Promise<HeldSilence[]>
  /** One of them, null when it knows none by this id. @throws AlertmanagerFailure */
  silence(id: string): Promise<HeldSilence | null>
  /** @returns its id @throws AlertmanagerFailure, AlertmanagerRefusal */
  silenceAlerts(silence: SilenceToPost): Promise<string>
  /** @throws AlertmanagerFailure */
  expire(id: string): Promise<void>
}

/** Short, because a transaction waits for it (alerts/routes.ts). */
const TIMEOUT_MS = 2_000
const NOT_SENT = 'so no test alert was sent'
const NOT_KNOWN = 'so its silences are not known'
const NOT_SILENCED = 'so nothing was silenced'
const NOT_EXPIRED = 'so the silence was not ended'

interface Asking extends RequestInit {
  path: string
  /** What follows from a failure, for its sentence. */
  instead: string
  /** Statuses that are an answer besides 200. */
  alsoTakes?: readonly number[]
}
type Ask = (asking: Asking) => Promise<{ status: number; text: string }>

/** @param baseUrl such as `http://127.0.0.1:9093` */
export function alertmanagerClient(baseUrl: string, timeoutMs = TIMEOUT_MS): AlertmanagerClient {
  const ask = asker(baseUrl, timeoutMs)
  const read = async (asking: Asking) => {
    const { status, text } = await ask(asking)
    return status === 404 ? null : jsonOf(text, baseUrl, asking.instead)
  }
  return {
    requireReady: async (instead) => void (await ask({ path: '/-/ready', instead })),
    post: async (alert, requestId) =>
      void (await ask({ ...posting('/api/v2/alerts', [alert], requestId), instead: NOT_SENT })),
    silences: async () => {
      const found = await read({ path: '/api/v2/silences', instead: NOT_KNOWN })
      return Array.isArray(found) ? found.flatMap((one) => readSilence(one) ?? []) : []
    },
    silence: async (id) => {
      const found = await read({ path: onePath(id), instead: NOT_KNOWN, alsoTakes: [404] })
      return found === null ? null : readSilence(found)
    },
    silenceAlerts: (silence) => silenceAlerts(ask, baseUrl, silence),
    expire: async (id) =>
      void (await ask({ path: onePath(id), method: 'DELETE', instead: NOT_EXPIRED })),
  }
}

const onePath = (id: string) => `/api/v2/silence/${encodeURIComponent(id)}`

function asker(baseUrl: string, timeoutMs: number): Ask {
  return async ({ path, instead, alsoTakes = [], ...init }) => {
    let status: number
    let text: string
    try {
      const response = await fetch(`${baseUrl.replace(/\/+$/, '')}${path}`, {
        ...init,
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMs),
      })
      text = await response.text()
      ;({ status } = response)
    } catch (error) {
      throw new AlertmanagerFailure(
        `Alertmanager at ${baseUrl} could not be reached (${reasonOf(error)}), ${instead}. Check that it runs and that ALERTMANAGER_URL is its address.`,
      )
    }
    if (status === 200 || alsoTakes.includes(status)) return { status, text }
    throw new AlertmanagerFailure(
      `Alertmanager at ${baseUrl} answered ${status}, ${instead}. Its log says why.`,
    )
  }
}

function posting(path: string, body: unknown, requestId?: string) {
  return {
    path,
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(requestId !== undefined && { 'x-request-id': requestId }),
    },
    body: JSON.stringify(body),
  }
}

async function silenceAlerts(ask: Ask, baseUrl: string, silence: SilenceToPost): Promise<string> {
  const body = {
    matchers: silence.matchers.map(({ name, value, is_regex, is_equal }) => ({
      name,
      value,
      isRegex: is_regex,
      isEqual: is_equal,
    })),
    startsAt: silence.startsAt.toISOString(),
    endsAt: silence.endsAt.toISOString(),
    createdBy: silence.createdBy,
    comment: silence.comment,
  }
  const { status, text } = await ask({
    ...posting('/api/v2/silences', body),
    instead: NOT_SILENCED,
    alsoTakes: [400],
  })
  if (status === 400) throw new AlertmanagerRefusal()
  const answer = jsonOf(text, baseUrl, NOT_SILENCED)
  if (typeof answer === 'object' && answer !== null && 'silenceID' in answer)
    return String(answer.silenceID)
  throw notJson(baseUrl, NOT_SILENCED)
}

function jsonOf(text: string, baseUrl: string, instead: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw notJson(baseUrl, instead)
  }
}

function notJson(baseUrl: string, instead: string): AlertmanagerFailure {
  return new AlertmanagerFailure(
    `${baseUrl} answered with something that is not Alertmanager's JSON, ${instead}. Check that ALERTMANAGER_URL names Alertmanager itself.`,
  )
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined
  if (typeof cause === 'object' && cause !== null && 'code' in cause) return String(cause.code)
  return error instanceof Error && error.name === 'TimeoutError' ? 'no answer in time' : 'no answer'
}
