import { parse } from 'csv-parse/sync'
import { array, assert, asyncProperty, constantFrom, string, tuple } from 'fast-check'
import { describe, expect, it } from 'vitest'

import type { BulkResult } from '#contract/contract.gen'

import { consumerCsv, failedCsv } from '~/domain/consumer-csv'
import { plainCsvLine } from '~/domain/csv'

import { aConsumer } from '~/test/builders'

import { failedRows, ImportRun } from './import-run'
import { NotCsv, parseCsv } from './parse-csv'

const words = {
  cellCount: (given: number, wanted: number) => `${given} instead of ${wanted}`,
  field: {
    external_id: () => 'bad id',
    name: () => 'bad name',
    email: () => 'bad e-mail',
    company: () => 'bad company',
    description: () => 'bad description',
  },
  twice: (line: number) => `as in line ${line}`,
}
const file = (text: string) => ({ name: 'a.csv', text: () => Promise.resolve(text) })

/** Takes batches as the server does; external ids in `taken` are refused at their line. */
function server(taken: string[] = []) {
  const kept = new Map<string, BulkResult>()
  const created = new Set<string>()
  const send = (csv: string, key: string): Promise<BulkResult> => {
    const known = kept.get(key)
    if (known) return Promise.resolve(known)
    const [, ...rows] = parse(csv)
    const errors: BulkResult['errors'] = []
    for (const [index, [id = '']] of rows.entries()) {
      if (taken.includes(id)) errors.push({ row: index + 2, detail: 'taken' })
      else created.add(id)
    }
    const answer = {
      total: rows.length,
      created: rows.length - errors.length,
      failed: errors.length,
      errors,
    }
    kept.set(key, answer)
    return Promise.resolve(answer)
  }
  return { send, created }
}
let keys = 0
const newKey = () => `key-${keys++}`

describe('a file', () => {
  it('is read as it was written, whatever its cells hold and however it is cut', async () => {
    const cell = string({ unit: 'grapheme' }).map((text) =>
      text.replaceAll('\0', '').replaceAll('\r', ''),
    )
    await assert(
      asyncProperty(array(array(cell, { minLength: 2, maxLength: 3 })), async (rows) => {
        const read = await parseCsv(rows.map(plainCsvLine).join(''), () => undefined, 16)
        expect(read.map(({ cells }) => cells)).toEqual(rows)
      }),
      { numRuns: 40 },
    )
  })

  it('tells the line on which a row begins, also across parts', async () => {
    const long = 'y'.repeat(40_000)
    const text = `a,b\r\n"two\r\nlines",1\r\n\r\n${long},2\n${long},3\nx,4\n`
    const read = await parseCsv(text, () => undefined)
    expect(read.map(({ line }) => line)).toEqual([1, 2, 5, 6, 7])
  })

  it('that is none is said to be none', async () => {
    await expect(parseCsv('a,b\n"open,1\n', () => undefined)).rejects.toThrow(NotCsv)
  })
})

describe('an import', () => {
  it('of 10,000 rows with 37 bad ones creates 9,963 and tells each of the 37 by its line', async () => {
    const isBad = (n: number) => n % 270 === 1 && n < 37 * 270
    const isTaken = (n: number) => isBad(n) && n % 540 === 1
    const lines = Array.from({ length: 10_000 }, (_, n) =>
      isBad(n) && !isTaken(n) ? `c-${n},N,nobody` : `c-${n},N,a@b.c`,
    )
    const taken = Array.from({ length: 10_000 }, (_, n) => n).filter(isTaken)
    const { send, created } = server(taken.map((n) => `c-${n}`))
    const run = new ImportRun(send, newKey)
    await run.read(file(`external_id,name,email\n${lines.join('\n')}\n`), words)
    expect(run.snapshot()).toMatchObject({ stage: 'preview' })
    await run.start()
    const state = run.snapshot()
    expect([state.stage, state.created, created.size]).toEqual(['done', 9_963, 9_963])
    const failed = failedRows(state)
    expect(failed).toHaveLength(37)
    for (const { row } of failed) expect(isBad(row.line - 2)).toBe(true)
    expect(new Set(failed.map(({ detail }) => detail))).toEqual(
      new Set(['email: bad e-mail', 'taken']),
    )
  })

  it('goes on after a lost answer with the same key, and creates nothing twice', async () => {
    const { send, created } = server()
    let lost = 0
    const seen: string[] = []
    const run = new ImportRun(async (csv, key) => {
      seen.push(key)
      const answer = await send(csv, key)
      if (lost++ === 1) throw new Error('The connection broke.')
      return answer
    }, newKey)
    const lines = Array.from({ length: 1_200 }, (_, n) => `c-${n},N,a@b.c`)
    await run.read(file(`external_id,name,email\n${lines.join('\n')}`), words)
    await run.start()
    expect(run.snapshot()).toMatchObject({ stage: 'stopped', sent: 500 })
    await run.start()
    expect(run.snapshot()).toMatchObject({ stage: 'done', created: 1_200, sent: 1_200 })
    expect([created.size, seen.length, new Set(seen).size]).toEqual([1_200, 4, 3])
  })

  it('says what is wrong with a row before it is sent', async () => {
    const run = new ImportRun(server().send, newKey)
    const text = 'Name, email ,external_id\nA,a@b.c,one\nB,nobody,a b\nC,c@d.e,one\nD,d@e.f\n'
    await run.read(file(text), words)
    expect(run.snapshot().good.map(({ line }) => line)).toEqual([2])
    expect(run.snapshot().bad.map(({ row, detail }) => [row.line, detail])).toEqual([
      [3, 'email: bad e-mail external_id: bad id'],
      [4, 'as in line 2'],
      [5, '2 instead of 3'],
    ])
    const { headerCells, bad } = run.snapshot()
    const [head, first] = parse(failedCsv(headerCells, bad), { relax_column_count: true })
    expect([head?.at(-1), first]).toEqual([
      'error',
      ['B', 'nobody', 'a b', 'email: bad e-mail external_id: bad id'],
    ])
  })

  it('takes in what an export has written, a name that looks like a formula as well', async () => {
    const name = tuple(constantFrom('', "'", "''", '=', '-', "'=", ' @', '+1'), string()).map(
      ([first, rest]) => `${first}${rest.replaceAll(/[\0\r]/g, '')}x`,
    )
    await assert(
      asyncProperty(array(name, { minLength: 1 }), async (names) => {
        const exported = names.map((one, at) => aConsumer({ external_id: `c-${at}`, name: one }))
        const came: string[] = []
        const run = new ImportRun((csv) => {
          const [, ...rows] = parse(csv)
          came.push(...rows.map(([, one = '']) => one))
          return Promise.resolve({
            total: rows.length,
            created: rows.length,
            failed: 0,
            errors: [],
          })
        }, newKey)
        await run.read(file(consumerCsv(exported)), words)
        await run.start()
        expect(came).toEqual(names)
      }),
      { numRuns: 40 },
    )
  })

  it('writes the failed rows so that no spreadsheet runs them and an import has them as they were', async () => {
    const run = new ImportRun(server().send, newKey)
    await run.read(file('external_id,name,email\nc-1,=1+1,nobody\n'), words)
    const { headerCells, bad } = run.snapshot()
    const csv = failedCsv(headerCells, bad)
    expect(parse(csv)[1]).toEqual(['c-1', "'=1+1", 'nobody', 'email: bad e-mail'])
    await run.read(file(csv.replace('nobody', 'a@b.c')), words)
    expect(run.snapshot().good[0]?.cells[1]).toBe('=1+1')
  })

  it('names the columns that are missing, unknown or there twice', async () => {
    const run = new ImportRun(server().send, newKey)
    await run.read(file('external_id,phone,company,company\n'), words)
    expect(run.snapshot().header).toMatchObject({
      missing: ['name', 'email'],
      unknown: ['phone'],
      twice: ['company'],
    })
  })

  it('sends batches below what the server takes at a time, whatever the rows hold', async () => {
    const sizes: number[] = []
    const run = new ImportRun((csv) => {
      sizes.push(new TextEncoder().encode(csv).length)
      const [, ...rows] = parse(csv)
      return Promise.resolve({ total: rows.length, created: rows.length, failed: 0, errors: [] })
    }, newKey)
    const lines = Array.from({ length: 300 }, (_, n) => `c-${n},N,a@b.c,${'é'.repeat(3_900)}`)
    await run.read(file(`external_id,name,email,description\n${lines.join('\n')}`), words)
    await run.start()
    expect(run.snapshot().created).toBe(300)
    expect(Math.max(...sizes)).toBeLessThan(1024 * 1024)
  })
})
