/** Violations of the policy, as browsers report them: counted, logged, and never believed beyond that. */

import type { IncomingMessage } from 'node:http'

import type { Logger } from 'pino'

export interface Violation {
  directive: string
  blocked: string
  document: string
}

const LONGEST_REPORT = 65_536
/** Kept for whoever asks which ones they were; the count goes on. */
const KEPT = 50

type Json = Record<string, unknown>

function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Addresses without query and fragment: what a page's address holds there is nobody's log's business. */
function bare(value: unknown): string {
  return typeof value === 'string' ? (value.split(/[?#]/)[0] ?? '').slice(0, 300) : ''
}

function readOne(report: unknown): Violation[] {
  if (!isRecord(report)) return []
  const inner = report['csp-report'] ?? report['body']
  if (!isRecord(inner)) return []
  const directive =
    inner['effectiveDirective'] ?? inner['effective-directive'] ?? inner['violated-directive']
  return [
    {
      directive: bare(directive),
      blocked: bare(inner['blockedURL'] ?? inner['blocked-uri']),
      document: bare(inner['documentURL'] ?? inner['document-uri']),
    },
  ]
}

/** The violations in a report body of either form (`report-uri`, `report-to`); nothing for anything else. */
export function readViolations(body: string): Violation[] {
  try {
    const parsed: unknown = JSON.parse(body)
    return (Array.isArray(parsed) ? parsed.slice(0, KEPT) : [parsed]).flatMap(readOne)
  } catch {
    return []
  }
}

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    // An IncomingMessage without an encoding yields buffers.
    const bytes = chunk as Buffer
    size += bytes.length
    if (size > LONGEST_REPORT) return undefined
    chunks.push(bytes)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** The counter behind POST /csp-reports and GET /csp-reports/count. */
export class CspReports {
  #count = 0
  readonly #latest: Violation[] = []
  readonly #log: Logger

  constructor(log: Logger) {
    this.#log = log
  }

  /** Takes a report. @returns the status to answer with */
  async take(request: IncomingMessage): Promise<number> {
    const body = await readBody(request)
    if (body === undefined) return 413
    for (const violation of readViolations(body)) {
      this.#count += 1
      this.#latest.unshift(violation)
      this.#log.warn({ violation }, 'the policy was violated')
    }
    this.#latest.length = Math.min(this.#latest.length, KEPT)
    return 204
  }

  /** How many there were since the start, and the latest of them. */
  summary(): { count: number; latest: Violation[] } {
    return { count: this.#count, latest: [...this.#latest] }
  }
}
