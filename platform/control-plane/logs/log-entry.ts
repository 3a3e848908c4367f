/** One line of the gateway's access log, and whether a question wants it. Only the members named here ever leave the server. */
import type { LogEntry } from '../../../contract/contract.gen.ts'

export interface LogFilter {
  tenant: string
  /** RFC 3339; inclusive. */
  from?: string
  /** RFC 3339; exclusive. */
  to?: string
  /** A code (`429`) or a class (`5xx`). */
  status?: string
  api?: string
  /** The consumer as the gateway logs it. */
  consumer?: string
  /** Exactly this request. */
  requestId?: string
  /** Part of any of the entry's texts, in any case. */
  search?: string
}

/** Longer texts are cut: a path is chosen by whoever calls the gateway. */
const MAX_TEXT = 2_048

/** The entry of a line, or null when the line is torn or is no entry. */
export function readLogEntry(line: string): LogEntry | null {
  let json: unknown
  try {
    json = JSON.parse(line)
  } catch {
    return null
  }
  if (typeof json !== 'object' || json === null) return null
  return entryFrom(new Map(Object.entries(json)))
}

function entryFrom(record: ReadonlyMap<string, unknown>): LogEntry | null {
  const timestamp = textOrNull(record.get('timestamp')) ?? ''
  const requestId = textOrNull(record.get('request_id'))
  const method = textOrNull(record.get('method'))
  const path = textOrNull(record.get('path'))
  const status = record.get('status')
  const duration = record.get('duration_ms')
  if (requestId === null || method === null || path === null) return null
  if (Number.isNaN(Date.parse(timestamp))) return null
  if (typeof status !== 'number' || !Number.isInteger(status) || typeof duration !== 'number')
    return null
  return {
    timestamp,
    level: textOrNull(record.get('level')) ?? 'info',
    request_id: requestId,
    tenant: textOrNull(record.get('tenant')),
    api: textOrNull(record.get('api')),
    consumer: textOrNull(record.get('consumer')),
    key_prefix: textOrNull(record.get('key_prefix')),
    method,
    path,
    status,
    duration_ms: duration,
    upstream_ms: numberOrNull(record.get('upstream_ms')),
    reason: textOrNull(record.get('reason')),
  }
}

/** A function that says whether an entry is wanted; the filter is read once, not once a line. */
export function matcherOf(filter: LogFilter): (entry: LogEntry) => boolean {
  const from = instant(filter.from, Number.NEGATIVE_INFINITY)
  const to = instant(filter.to, Number.POSITIVE_INFINITY)
  const tests: ((entry: LogEntry) => boolean)[] = [(entry) => entry.tenant === filter.tenant]
  if (filter.from !== undefined || filter.to !== undefined)
    tests.push(({ timestamp }) => Date.parse(timestamp) >= from && Date.parse(timestamp) < to)
  if (filter.status !== undefined) tests.push(statusTest(filter.status))
  if (filter.api !== undefined) tests.push((entry) => entry.api === filter.api)
  if (filter.consumer !== undefined) tests.push((entry) => entry.consumer === filter.consumer)
  if (filter.requestId !== undefined) tests.push((entry) => entry.request_id === filter.requestId)
  if (filter.search) tests.push(searchTest(filter.search))
  return (entry) => tests.every((test) => test(entry))
}

function statusTest(wanted: string): (entry: LogEntry) => boolean {
  if (!wanted.endsWith('xx')) return (entry) => entry.status === Number(wanted)
  const hundreds = Number(wanted[0])
  return (entry) => Math.floor(entry.status / 100) === hundreds
}

function searchTest(search: string): (entry: LogEntry) => boolean {
  const wanted = search.toLowerCase()
  return (entry) =>
    [
      entry.request_id,
      entry.path,
      entry.method,
      entry.api,
      entry.consumer,
      entry.key_prefix,
      entry.reason,
    ].some((text) => text?.toLowerCase().includes(wanted) ?? false)
}

function instant(text: string | undefined, otherwise: number): number {
  return text === undefined ? otherwise : Date.parse(text)
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value.slice(0, MAX_TEXT) : null
}

function numberOrNull(value: unknown): number | null {
  return typeof value === 'number' ? value : null
}
