/** Consumers as a file: what an export writes and what an import takes in. */

import type { Consumer } from './consumer'
import { csvLine, plainCsvLine } from './csv'

/** What an import may name, in any order; the first three have to be there. */
export const importColumns = ['external_id', 'name', 'email', 'company', 'description'] as const
export type ImportColumn = (typeof importColumns)[number]
const required: readonly ImportColumn[] = ['external_id', 'name', 'email']

const exportColumns = [
  ...importColumns,
  'status',
  'status_reason',
  'subscription_count',
  'created_at',
  'updated_at',
  'id',
] as const satisfies readonly (keyof Consumer)[]

/** The file of some consumers, as the Control Plane's own export has it. */
export function consumerCsv(consumers: readonly Consumer[]): string {
  const line = (consumer: Consumer) =>
    csvLine(exportColumns.map((name) => String(consumer[name] ?? '')))
  return csvLine(exportColumns) + consumers.map(line).join('')
}

/** A file to begin with: the header and one row that shows what is meant. */
export const importTemplate =
  plainCsvLine(importColumns) +
  plainCsvLine(['acme-shop', 'Acme Shop', 'dev@acme.example', 'Acme', 'Calls from the shop'])

/** What a file of failed rows says of each; passed over when it is taken in again. */
const FAULT_COLUMN = 'error'

/** A row of a file. */
export interface FileRow {
  /** Line of the file where it begins; the header is 1. */
  line: number
  cells: readonly string[]
}

/** The columns that a header names. Columns that only an export has are passed over. */
export interface Header {
  /** For each column of the file its name, or undefined when it is passed over. */
  columns: readonly (ImportColumn | undefined)[]
  /** Names of required columns that are not there. */
  missing: readonly ImportColumn[]
  /** Names that nobody knows: a typing error would otherwise lose a column without a word. */
  unknown: readonly string[]
  /** Named twice. */
  twice: readonly ImportColumn[]
}

/** Reads a header; blanks and capitals do not matter. */
export function headerOf(cells: readonly string[]): Header {
  const names = cells.map((cell) => cell.trim().toLowerCase())
  const columns = names.map((name) => importColumns.find((column) => column === name))
  const isKnown = (name: string) =>
    name === FAULT_COLUMN || (exportColumns as readonly string[]).includes(name)
  return {
    columns,
    missing: required.filter((name) => !columns.includes(name)),
    unknown: names.filter((name) => !isKnown(name)),
    twice: importColumns.filter((name) => columns.indexOf(name) !== columns.lastIndexOf(name)),
  }
}

/** What is wrong with a row, in words of the caller's language. */
export interface RowWords {
  cellCount: (given: number, wanted: number) => string
  field: Record<ImportColumn, () => string>
  twice: (line: number) => string
}

// The rules are the contract's own (contract/openapi.yaml: NewConsumer, ExternalId, ConsumerName, Email).
const rules: Record<ImportColumn, (text: string) => boolean> = {
  external_id: (text) => text.length <= 255 && /^[^\s\p{Cc}]+$/u.test(text),
  name: (text) => text.length <= 255 && /\S/.test(text),
  email: (text) => text.length <= 254 && /^[^\s@]+@[^\s@]+$/.test(text),
  company: (text) => text.length <= 255,
  description: (text) => text.length <= 4000,
}

/** Says what is wrong with each row of one file, in the order of its rows: an external id may stand in it once. */
export function rowCheck(header: Header, words: RowWords): (row: FileRow) => string | undefined {
  const seen = new Map<string, number>()
  return ({ line, cells }) => {
    if (cells.length !== header.columns.length)
      return words.cellCount(cells.length, header.columns.length)
    const faults: string[] = []
    for (const [index, column] of header.columns.entries())
      if (column !== undefined && !rules[column](cells[index] ?? ''))
        faults.push(`${column}: ${words.field[column]()}`)
    if (faults.length > 0) return faults.join(' ')
    const externalId = cells[header.columns.indexOf('external_id')] ?? ''
    const earlier = seen.get(externalId)
    if (earlier !== undefined) return words.twice(earlier)
    seen.set(externalId, line)
    return undefined
  }
}

/** One part of a file as it is sent, and which row each of its lines belongs to. */
export interface Batch {
  csv: string
  rows: readonly FileRow[]
  /** The row whose record begins on a line of `csv`. */
  rowAt: ReadonlyMap<number, FileRow>
}

/** The server takes 1 MiB at a time; characters outside ASCII take up to four bytes. */
const MOST_BATCH_BYTES = 900_000

/**
 * Cuts rows into batches that are sent one after the other; the same rows give the same batches, so that a batch can be sent again.
 * @param size rows at most
 */
export function batchesOf(header: Header, rows: readonly FileRow[], size: number): Batch[] {
  const batches: Batch[] = []
  let open = new BatchWriter(header)
  for (const row of rows) {
    if (open.rows.length >= size || !open.hasRoomFor(row)) {
      batches.push(open)
      open = new BatchWriter(header)
    }
    open.add(row)
  }
  return open.rows.length > 0 ? [...batches, open] : batches
}

class BatchWriter implements Batch {
  csv: string
  readonly rows: FileRow[] = []
  readonly rowAt = new Map<number, FileRow>()
  private readonly header: Header
  private bytes: number
  private line = 2

  constructor(header: Header) {
    this.header = header
    this.csv = plainCsvLine(header.columns.filter((column) => column !== undefined))
    this.bytes = this.csv.length
  }

  hasRoomFor(row: FileRow): boolean {
    return this.rows.length === 0 || this.bytes + bytesIn(this.lineOf(row)) <= MOST_BATCH_BYTES
  }

  add(row: FileRow): void {
    const text = this.lineOf(row)
    this.csv += text
    this.bytes += bytesIn(text)
    this.rows.push(row)
    this.rowAt.set(this.line, row)
    // As the server counts: a CR LF inside quotes is one line.
    this.line += text.replaceAll('\r\n', '\n').split(/[\r\n]/).length - 1
  }

  private lineOf({ cells }: FileRow): string {
    return plainCsvLine(cells.filter((_, index) => this.header.columns[index] !== undefined))
  }
}

const bytesIn = (text: string) => new TextEncoder().encode(text).length

/** The rows that failed with what is wrong with them, to be mended and taken in again. */
export function failedCsv(
  headerCells: readonly string[],
  failed: readonly { row: FileRow; detail: string }[],
): string {
  const isFault = (name: string | undefined) => name?.trim().toLowerCase() === FAULT_COLUMN
  const names = headerCells.filter((name) => !isFault(name))
  const lines = failed.map(({ row, detail }) => {
    const cells = row.cells.filter((_, index) => !isFault(headerCells[index]))
    return csvLine([...cells, detail])
  })
  return csvLine([...names, FAULT_COLUMN]) + lines.join('')
}
