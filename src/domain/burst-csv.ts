/** The evidence of a burst as CSV (RFC 4180): one line a call, in the order of sending. */

import { type BurstCall, evidenceHeaders } from './burst'

const columns = ['call', 'sent_ms', 'answered_ms', 'duration_ms', 'status', 'outcome', 'reason']

/** @returns with a heading; a field that a spreadsheet would take for a formula is kept from being one */
export function burstCsv(calls: readonly BurstCall[]): string {
  const lines = calls.map((call) => [
    call.index,
    call.sentAt.toFixed(1),
    call.endedAt.toFixed(1),
    (call.endedAt - call.sentAt).toFixed(1),
    call.status,
    call.outcome,
    call.reason ?? '',
    ...evidenceHeaders.map((name) => call.headers[name] ?? ''),
  ])
  return [[...columns, ...evidenceHeaders], ...lines]
    .map((line) => line.map((field) => quoted(String(field))).join(','))
    .join('\r\n')
    .concat('\r\n')
}

function quoted(field: string): string {
  const safe = /^[=+\-@\t\r]/.test(field) ? `'${field}` : field
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
