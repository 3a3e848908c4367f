import { parse } from 'csv-parse/sync'
import { array, assert, constantFrom, pre, property, string } from 'fast-check'
import { describe, expect, it } from 'vitest'

import { csvLine, plainCsvLine } from './csv'

const read = (text: string) => parse(text)
const cell = string({ unit: 'grapheme' }).map((text) => text.replaceAll('\0', ''))

describe('a line of CSV', () => {
  it('comes back as it was written where a program reads it', () => {
    assert(
      property(array(cell, { minLength: 2, maxLength: 5 }), (cells) => {
        expect(read(plainCsvLine(cells))).toEqual([cells])
      }),
    )
  })

  it('has no cell that a spreadsheet would run', () => {
    const start = constantFrom('=', '+', '-', '@', '\t', '\r', '\n', ' =', '＝', '\uFEFF=')
    assert(
      property(start, string({ minLength: 1 }), (first, rest) => {
        const text = `${first}${rest.replaceAll('\0', '')}`
        pre(!/^[+-]?\d+(\.\d+)?$/.test(text))
        expect(read(csvLine(['x', text]))).toEqual([['x', `'${text}`]])
      }),
    )
  })

  it('leaves numbers and plain words alone', () => {
    expect(csvLine(['-1.5', '+4', 'Acme', 'a,b', 'say "x"'])).toBe(
      '-1.5,+4,Acme,"a,b","say ""x"""\r\n',
    )
  })
})
