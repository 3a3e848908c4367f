/** A page of the gateway's log: newest first, one tenant's, with an opaque place to read on from. */
import type { LogEntry } from '../../../contract/contract.gen.ts'
import type { LogFilter } from './log-entry.ts'
import type { LogPosition } from './log-files.ts'

import { matcherOf, readLogEntry } from './log-entry.ts'
import { linesBackwards } from './log-files.ts'

export interface LogPage {
  items: LogEntry[]
  next_cursor: string | null
  /** Lines on the way that were torn or no entries. */
  skipped: number
}

/** A cursor that was not one of ours. */
export class BadCursor extends Error {
  override name = 'BadCursor'
}

/** A page may read this much before it is given as it is, to be continued by its cursor: a rare match must not hold the server. */
const MAX_SCAN_BYTES = 64 * 1024 * 1024
const MAX_SCAN_MS = 3_000
/** Entries are written when a call ends, stamped when it began: an older stamp this close may still be followed by a wanted one. */
const DISORDER_MS = 5 * 60_000

/**
 * @param limit entries at most; fewer do not mean that there are no more, a null `next_cursor` does
 * @throws BadCursor
 */
export async function logPage(
  logFile: string,
  filter: LogFilter,
  limit: number,
  cursor?: string,
): Promise<LogPage> {
  const isWanted = matcherOf(filter)
  const oldest = filter.from === undefined ? null : Date.parse(filter.from) - DISORDER_MS
  const deadline = Date.now() + MAX_SCAN_MS
  const page: LogPage = { items: [], next_cursor: null, skipped: 0 }
  let scanned = 0
  for await (const line of linesBackwards(
    logFile,
    cursor === undefined ? null : readCursor(cursor),
  )) {
    scanned += line.text.length
    const entry = readLogEntry(line.text)
    if (!entry) page.skipped += 1
    else if (oldest !== null && Date.parse(entry.timestamp) < oldest) return page
    else if (isWanted(entry)) page.items.push(entry)
    if (page.items.length >= limit || scanned > MAX_SCAN_BYTES || Date.now() > deadline) {
      page.next_cursor = writeCursor(line.position)
      return page
    }
  }
  return page
}

function writeCursor(position: LogPosition): string {
  return Buffer.from(`${position.inode}:${position.offset}`).toString('base64url')
}

function readCursor(cursor: string): LogPosition {
  const match = /^(\d{1,20}):(\d{1,16})$/.exec(Buffer.from(cursor, 'base64url').toString('latin1'))
  if (!match) throw new BadCursor('This cursor is not one that a page of this log has given')
  return { inode: Number(match[1]), offset: Number(match[2]) }
}
