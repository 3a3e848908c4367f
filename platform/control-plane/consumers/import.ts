/** Reads consumers from CSV (RFC 4180); a bad row is told by its line and does not stop the others. */
import { parse } from 'csv-parse/sync'

import type { BulkResult, NewConsumer } from '../../../contract/contract.gen.ts'
import { isStorable } from '../core/json-body.ts'
import { Refusal } from '../core/problems.ts'
import type { Check } from '../core/schema-check.ts'
import type { WriteTransaction } from '../core/write.ts'
import { newConsumerRow, recordConsumer } from './changes.ts'
import { consumerOf } from './consumer-row.ts'

const COLUMNS = ['external_id', 'name', 'email', 'company', 'description'] as const
const REQUIRED = ['external_id', 'name', 'email'] as const
const INSERT_BATCH = 500

interface Line {
  /** Line of the file where the record begins; the header is 1. */
  line: number
  fields: string[]
}

interface Valid {
  line: number
  consumer: NewConsumer
}

type Errors = BulkResult['errors']

/**
 * Creates a consumer for every valid row.
 * @param check the contract's schema of NewConsumer: the rules of a single create
 * @throws 422 when the text is not CSV or its header does not name the required columns
 */
export async function importConsumers(
  tx: WriteTransaction,
  { tenant, csv, check }: { tenant: string; csv: string; check: Check },
): Promise<BulkResult> {
  const [header, ...lines] = linesOf(csv)
  const columns = columnsOf(header)
  const errors: Errors = []
  const valid: Valid[] = []
  const seen = new Map<string, number>()
  for (const line of lines) {
    const fault = faultOf(line, columns, { check, seen })
    if (typeof fault === 'string') errors.push({ row: line.line, detail: fault })
    else valid.push(fault)
  }
  const created = await insertAll(tx, tenant, valid, errors)
  return {
    total: lines.length,
    created,
    failed: errors.length,
    errors: errors.toSorted((a, b) => a.row - b.row),
  }
}

function linesOf(csv: string): Line[] {
  try {
    // The parser counts a CR LF inside quotes as two lines.
    const records = parse(csv.replaceAll('\r\n', '\n'), {
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
    }) as unknown as { record: string[]; info: { lines: number } }[]
    return records.map(({ record, info }) => ({
      // The parser tells the line on which a record ends; quoted fields may hold line breaks.
      line: info.lines - record.join('').split(/[\r\n]/).length + 1,
      fields: record,
    }))
  } catch {
    throw new Refusal(
      422,
      'The text is not CSV as RFC 4180 has it: a quoted field is not closed properly.',
    )
  }
}

function columnsOf(header: Line | undefined): string[] {
  const columns = header?.fields.map((name) => name.trim().toLowerCase()) ?? []
  const isComplete = REQUIRED.every((name) => columns.includes(name))
  const isKnown = columns.every((name) => (COLUMNS as readonly string[]).includes(name))
  if (!isComplete || !isKnown || new Set(columns).size !== columns.length)
    throw new Refusal(
      422,
      `The first line must name the columns: ${REQUIRED.join(', ')}, and if wanted company, description.`,
    )
  return columns
}

function faultOf(
  { line, fields }: Line,
  columns: string[],
  { check, seen }: { check: Check; seen: Map<string, number> },
): Valid | string {
  if (fields.length !== columns.length)
    return `The row has ${fields.length} fields, the header ${columns.length}.`
  if (!fields.every(isStorable)) return 'A field holds a NUL.'
  const consumer = Object.fromEntries(columns.map((name, index) => [name, fields[index] ?? '']))
  const faults = check(consumer)
  if (faults.length > 0)
    return faults.map(({ pointer, detail }) => `${pointer.slice(1)}: ${detail}`).join(' ')
  const externalId = consumer['external_id'] ?? ''
  const earlier = seen.get(externalId)
  if (earlier !== undefined) return `external_id: The same is in line ${earlier}.`
  seen.set(externalId, line)
  // The check has just established that it is one.
  return { line, consumer: consumer as unknown as NewConsumer }
}

async function insertAll(
  tx: WriteTransaction,
  tenant: string,
  valid: Valid[],
  errors: Errors,
): Promise<number> {
  let created = 0
  for (let start = 0; start < valid.length; start += INSERT_BATCH) {
    const batch = valid.slice(start, start + INSERT_BATCH)
    const rows = batch.map(({ consumer }) => newConsumerRow(tx, tenant, consumer))
    const inserted = await tx.db
      .insertInto('consumers')
      .values(rows)
      .onConflict((on) =>
        on.columns(['tenant_id', 'external_id']).where('deleted_at', 'is', null).doNothing(),
      )
      .returningAll()
      .execute()
    const made = new Set(inserted.map((row) => row.external_id))
    for (const row of inserted)
      recordConsumer(tx, 'import', null, consumerOf({ ...row, subscription_count: 0 }))
    for (const { line, consumer } of batch)
      if (!made.has(consumer.external_id))
        errors.push({
          row: line,
          detail: 'external_id: The tenant already has a consumer with it.',
        })
    created += inserted.length
  }
  return created
}
