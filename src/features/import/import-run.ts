/** An import of consumers from a chosen file to the last answer; a store for `useSyncExternalStore`. */
import type { BulkResult } from '#contract/contract.gen'

import {
  type Batch,
  batchesOf,
  type FileRow,
  type Header,
  headerOf,
  rowCheck,
  type RowWords,
} from '~/domain/consumer-csv'
import { givenCell } from '~/domain/csv'

import { parseCsv } from './parse-csv'

/** A request of this many is answered within a second or two, and its progress is seen. */
const BATCH_ROWS = 500

export interface FailedRow {
  row: FileRow
  detail: string
}

export interface ImportState {
  stage: 'empty' | 'reading' | 'unreadable' | 'preview' | 'sending' | 'stopped' | 'done'
  fileName: string
  /** From 0 to 1, while the file is read. */
  readShare: number
  header: Header | undefined
  headerCells: readonly string[]
  good: readonly FileRow[]
  /** Faults that were found before anything was sent. */
  bad: readonly FailedRow[]
  /** Rows of batches whose answer is known. */
  sent: number
  created: number
  /** What the server refused. */
  refused: readonly FailedRow[]
  error: Error | undefined
}

const EMPTY: ImportState = {
  stage: 'empty',
  fileName: '',
  readShare: 0,
  header: undefined,
  headerCells: [],
  good: [],
  bad: [],
  sent: 0,
  created: 0,
  refused: [],
  error: undefined,
}

/** Sends a batch; the same key for the same batch, however often it is sent. */
export type Send = (csv: string, key: string) => Promise<BulkResult>

export class ImportRun {
  private readonly send: Send
  private readonly newKey: () => string
  private readonly listeners = new Set<() => void>()
  private state = EMPTY
  private batches: { batch: Batch; key: string }[] = []
  private answered = 0
  private isStopped = false

  constructor(send: Send, newKey: () => string) {
    this.send = send
    this.newKey = newKey
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  snapshot = (): ImportState => this.state

  /** Reads and checks a file; nothing is sent. */
  async read(file: { name: string; text: () => Promise<string> }, words: RowWords): Promise<void> {
    this.state = EMPTY
    this.change({ stage: 'reading', fileName: file.name })
    try {
      const text = await file.text()
      const [first, ...rows] = await parseCsv(text, (at) =>
        this.change({ readShare: at / text.length }),
      )
      const headerCells = first?.cells ?? []
      const header = headerOf(headerCells)
      const check = rowCheck(header, words)
      const good: FileRow[] = []
      const bad: FailedRow[] = []
      for (const read of rows) {
        // What an export has made inert comes in as it was.
        const row = { line: read.line, cells: read.cells.map(givenCell) }
        const detail = check(row)
        if (detail === undefined) good.push(row)
        else bad.push({ row, detail })
      }
      this.change({ stage: 'preview', header, headerCells, good, bad })
    } catch (error) {
      this.change({ stage: 'unreadable', error: asError(error) })
    }
  }

  /** Sends the good rows, or goes on where it was stopped or broken off: a batch whose answer was lost keeps its key. */
  async start(): Promise<void> {
    const { header, good, stage } = this.state
    if (header === undefined || stage === 'sending') return
    if (stage === 'preview') {
      this.answered = 0
      this.batches = batchesOf(header, good, BATCH_ROWS).map((batch) => ({
        batch,
        key: this.newKey(),
      }))
    }
    this.isStopped = false
    this.change({ stage: 'sending', error: undefined })
    try {
      while (this.answered < this.batches.length && !this.isStopped) await this.sendNext()
      this.change({ stage: this.answered < this.batches.length ? 'stopped' : 'done' })
    } catch (error) {
      this.change({ stage: 'stopped', error: asError(error) })
    }
  }

  /** The batch under way comes to its end; no other is begun. */
  stop(): void {
    this.isStopped = true
  }

  /** Back to choosing a file. */
  reset(): void {
    this.state = EMPTY
    this.change({})
  }

  private async sendNext(): Promise<void> {
    const next = this.batches[this.answered]
    if (!next) return
    const { batch, key } = next
    const { created, errors } = await this.send(batch.csv, key)
    this.answered += 1
    const refused = errors.flatMap(({ row, detail }) => {
      const found = batch.rowAt.get(row)
      return found ? [{ row: found, detail }] : []
    })
    const { state } = this
    this.change({
      sent: state.sent + batch.rows.length,
      created: state.created + created,
      refused: [...state.refused, ...refused],
    })
  }

  private change(part: Partial<ImportState>): void {
    this.state = { ...this.state, ...part }
    for (const listener of this.listeners) listener()
  }
}

const asError = (error: unknown) => (error instanceof Error ? error : new Error(String(error)))

/** All that were not created, in the order of the file. */
export const failedRows = ({ bad, refused }: ImportState): FailedRow[] =>
  [...bad, ...refused].toSorted((a, b) => a.row.line - b.row.line)
