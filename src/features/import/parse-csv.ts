/** Reads a CSV file in parts, so that the page stays alive: cut where a record ends, each part by csv-parse (RFC 4180). */
import { parse } from 'csv-parse/browser/esm/sync'

import type { FileRow } from '~/domain/consumer-csv'

/** Characters a part; a part takes a few milliseconds. */
const PART = 64 * 1024

/** The text is not CSV: a quoted field is not closed properly. */
export class NotCsv extends Error {
  override name = 'NotCsv'
}

/**
 * All records of a text, each with the line on which it begins; empty lines are passed over.
 * @param onRead is told how many characters have been read
 * @param part characters at a time
 * @throws NotCsv
 */
export async function parseCsv(
  text: string,
  onRead: (characters: number) => void,
  part = PART,
): Promise<FileRow[]> {
  // The parser counts a CR LF inside quotes as two lines, and the server does as here.
  const clean = text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n')
  const rows: FileRow[] = []
  let line = 1
  for (let start = 0; start < clean.length;) {
    const end = endOfRecord(clean, start + part, start)
    const records = clean.slice(start, end)
    for (const row of recordsOf(records)) rows.push({ ...row, line: row.line + line - 1 })
    line += records.split('\n').length - 1
    start = end
    onRead(end)
    await new Promise((resolve) => setTimeout(resolve, 0))
  }
  return rows
}

/** The first end of a record at or after a place: a line end with an even number of quotes before it. */
function endOfRecord(text: string, wanted: number, start: number): number {
  if (wanted >= text.length) return text.length
  let isQuoted = false
  for (let at = start; at < text.length; at++) {
    if (text[at] === '"') isQuoted = !isQuoted
    if (text[at] === '\n' && !isQuoted && at >= wanted) return at + 1
  }
  return text.length
}

function recordsOf(part: string): FileRow[] {
  try {
    const records = parse(part, {
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
    }) as unknown as { record: string[]; info: { lines: number } }[]
    return records.map(({ record, info }) => ({
      // The parser tells the line on which a record ends; quoted fields may hold line breaks.
      line: info.lines - record.join('').split(/[\r\n]/).length + 1,
      cells: record,
    }))
  } catch {
    throw new NotCsv('A quoted field is not closed properly.')
  }
}
