/** Talks to the gateway's admin API. Says what was answered; decides nothing. */

/** The gateway could not be asked, or its answer was none of those that it gives. `message` is a sentence for a person. */
export class GatewayFailure extends Error {
  override name = 'GatewayFailure'
}

export interface Change {
  kind: string
  id: string
  op: 'put' | 'delete'
  value?: Record<string, unknown>
}

/** What one key of a subscription has used, as the gateway counts it. */
export interface SubscriptionUsage {
  subscription_id: string
  key_prefix: string
  /** RFC 3339. */
  last_used_at: string | null
  /** UTC day (`2026-11-24`) and month (`2026-11`) that the counts are of. */
  day: string
  day_count: number
  month: string
  month_count: number
}

export interface UsagePage {
  seq: number
  items: SubscriptionUsage[]
}

/** What the gateway says that it holds of one policy. */
export interface HeldPolicy {
  /** Of the whole configuration. */
  version: number
  /** null when it holds none of this id. */
  policy: Record<string, unknown> | null
  /** RFC 3339, by the gateway's clock. */
  since: string | null
  isEnforcedType: boolean | null
}

export interface GatewayClient {
  /** The version of the config that the gateway holds. */
  version(): Promise<number>
  /** Replaces everything. The lines are complete NDJSON lines. */
  replace(lines: AsyncGenerator<string>): Promise<void>
  /** False when the gateway does not hold `from`. */
  patch(from: number, version: number, changes: readonly Change[]): Promise<boolean>
  policy(id: string): Promise<HeldPolicy>
  /** What changed in usage since a sequence number; all of it since 0. */
  usage(after: number): Promise<UsagePage>
}

interface Request {
  method?: string
  /** Content type of the body; JSON when absent. */
  type?: string
  body?: BodyInit
  duplex?: string
}

const TIMEOUT_MS = 2_000
/** 200,000 keys take a few seconds. */
const REPLACE_TIMEOUT_MS = 60_000

/**
 * @param baseUrl such as `http://127.0.0.1:3011`
 * @param stopping ends what is under way, so that a gateway that hangs does not hold up the end of the process
 */
export function gatewayClient(
  baseUrl: string,
  token: string,
  stopping: AbortSignal = new AbortController().signal,
): GatewayClient {
  const send = senderTo(baseUrl, token, stopping)
  const expect = (status: number, path: string) => {
    if (status !== 200)
      throw new GatewayFailure(`The gateway answered ${status} to ${path} at ${baseUrl}`)
  }
  return {
    async version() {
      const { status, json } = await send('/config', {})
      expect(status, 'GET /config')
      return numberIn(json, 'version')
    },
    async replace(lines) {
      // `duplex` is asked for by the standard for a streamed body and missing in the DOM's types.
      const init = {
        method: 'PUT',
        type: 'application/x-ndjson',
        body: streamOf(lines),
        duplex: 'half',
      }
      const { status } = await send('/config', init, REPLACE_TIMEOUT_MS)
      expect(status, 'PUT /config')
    },
    async patch(from, version, changes) {
      const { status } = await send('/config', {
        method: 'PATCH',
        body: JSON.stringify({ from, version, changes }),
      })
      if (status === 409) return false
      expect(status, 'PATCH /config')
      return true
    },
    async policy(id) {
      const { status, json } = await send(`/policy?id=${encodeURIComponent(id)}`, {})
      expect(status, 'GET /policy')
      const policy = json.get('policy')
      const since = json.get('since')
      const isEnforced = json.get('is_enforced_type')
      return {
        version: numberIn(json, 'version'),
        policy: typeof policy === 'object' && policy !== null ? { ...policy } : null,
        since: typeof since === 'string' ? since : null,
        isEnforcedType: typeof isEnforced === 'boolean' ? isEnforced : null,
      }
    },
    async usage(after) {
      const { status, json } = await send(`/usage?after=${after}`, {})
      expect(status, 'GET /usage')
      const items: unknown = json.get('items')
      return {
        seq: numberIn(json, 'seq'),
        items: Array.isArray(items) ? items.flatMap(usageOf) : [],
      }
    },
  }
}

function senderTo(baseUrl: string, token: string, stopping: AbortSignal) {
  const url = (path: string) => `${baseUrl.replace(/\/+$/, '')}${path}`
  return async (path: string, init: Request, timeoutMs = TIMEOUT_MS) => {
    try {
      const response = await fetch(url(path), {
        ...init,
        redirect: 'manual',
        signal: AbortSignal.any([AbortSignal.timeout(timeoutMs), stopping]),
        headers: {
          'content-type': init.type ?? 'application/json',
          authorization: `Bearer ${token}`,
        },
      })
      return { status: response.status, json: await readRecord(response) }
    } catch (error) {
      throw new GatewayFailure(
        `The gateway's admin API at ${baseUrl} could not be asked (${reasonOf(error)})`,
      )
    }
  }
}

/** Read only as fast as the gateway takes it: a snapshot is never whole in memory. */
function streamOf(lines: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await lines.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
    async cancel() {
      await lines.return(undefined)
    },
  })
}

async function readRecord(response: Response): Promise<Map<string, unknown>> {
  const json: unknown = await response.json().catch(() => null)
  return new Map(typeof json === 'object' && json !== null ? Object.entries(json) : [])
}

function numberIn(json: Map<string, unknown>, name: string): number {
  const value = json.get(name)
  if (typeof value !== 'number') throw new GatewayFailure(`The gateway's answer has no ${name}`)
  return value
}

function usageOf(item: unknown): SubscriptionUsage[] {
  if (typeof item !== 'object' || item === null) return []
  const fields = new Map<string, unknown>(Object.entries(item))
  const text = (name: string) => {
    const value = fields.get(name)
    return typeof value === 'string' ? value : ''
  }
  const count = (name: string) => {
    const value = fields.get(name)
    return typeof value === 'number' ? value : 0
  }
  const lastUsed = text('last_used_at')
  return [
    {
      subscription_id: text('subscription_id'),
      key_prefix: text('key_prefix'),
      last_used_at: Number.isNaN(Date.parse(lastUsed)) ? null : lastUsed,
      day: text('day'),
      day_count: count('day_count'),
      month: text('month'),
      month_count: count('month_count'),
    },
  ]
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined
  if (typeof cause === 'object' && cause !== null && 'code' in cause) return String(cause.code)
  return error instanceof Error ? error.message : 'no answer'
}
