/** Headers that a policy sets on, or takes from, every answer of an API. */
import { validateHeaderName, validateHeaderValue } from 'node:http'
import type { EffectivePolicy } from '../../policy/effective.ts'
import { isRecord } from '../config/read-entity.ts'
import { texts } from './config-values.ts'

export interface ResponseHeaders {
  /** Names and values, flat. */
  set: readonly string[]
  /** Lower case: what is set or removed, and so not taken from the backend. */
  dropped: ReadonlySet<string>
}

/** The message's own framing, and the one header that every answer of the gateway carries. */
const UNTOUCHABLE = new Set([
  'connection',
  'content-length',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'x-request-id',
])

export function responseHeaders({ config }: EffectivePolicy): ResponseHeaders {
  const set = Object.entries(isRecord(config['set']) ? config['set'] : {}).filter(isSendable)
  const removed = texts(config['remove']).map((name) => name.toLowerCase())
  const dropped = [...removed, ...set.map(([name]) => name.toLowerCase())]
  return {
    set: set.flat(),
    dropped: new Set(dropped.filter((name) => !UNTOUCHABLE.has(name))),
  }
}

function isSendable(entry: [string, unknown]): entry is [string, string] {
  const [name, value] = entry
  if (typeof value !== 'string' || UNTOUCHABLE.has(name.toLowerCase())) return false
  try {
    validateHeaderName(name)
    validateHeaderValue(name, value)
    return true
  } catch {
    return false
  }
}
