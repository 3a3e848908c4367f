import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { lineOf, LONGEST_TEXT, readText } from './code-text'
import { visibleJson } from './curl'
import { yaml } from './yaml'

/** Nine levels, each nine times the one before. */
const bomb = ['x0: &x0 [x, x, x, x, x, x, x, x, x]']
for (let level = 1; level < 9; level += 1)
  bomb.push(
    `x${level}: &x${level} [${Array.from({ length: 9 }, () => `*x${level - 1}`).join(', ')}]`,
  )

describe('readText', () => {
  it('reads both notations', () => {
    expect(readText('json', '{"a": [1, "x", null]}')).toEqual({ value: { a: [1, 'x', null] } })
    expect(readText('yaml', 'a:\n  - 1\n  - x\n  - null\n')).toEqual({
      value: { a: [1, 'x', null] },
    })
  })

  it.each([
    ['json', '{\n  "a": 1,\n}', 'syntax', 3],
    ['json', '{"a": "\n"}', 'syntax', 1],
    ['json', '', 'syntax', 1],
    ['yaml', 'a: 1\nb: [1, 2\nc: 3\n', 'indent', 3],
    ['yaml', 'a:\n\t- 1\n', 'indent', 2],
    ['yaml', 'a:\n    b: 1\n  c: 2\n', 'indent', 3],
    ['yaml', 'a: 1\nb: 2\na: 3\n', 'duplicate', 3],
    ['yaml', 'a: 1\n---\nb: 2\n', 'many', 2],
    ['yaml', 'a: 1\nb: !!js/function >\n  x\n', 'tag', 2],
    ['yaml', 'a: 1\nb: .nan\n', 'number', 2],
    ['yaml', 'a: 1\nb: "x\nc: y', 'syntax', 3],
    ['yaml', 'a: 1\nb: *nowhere\n', 'anchor', 2],
    ['yaml', 'a: &a\n  - 1\n  - [*a, *a]\n', 'anchor', 3],
  ] as const)('says what is wrong in %s: %j', (notation, text, kind, line) => {
    expect(readText(notation, text).fault).toMatchObject({ kind, line })
  })

  it('refuses an alias bomb at its first alias, at once', () => {
    const start = performance.now()
    expect(readText('yaml', bomb.join('\n')).fault).toMatchObject({ kind: 'aliases', line: 2 })
    expect(performance.now() - start).toBeLessThan(2000)
  })

  it('reads the few aliases that a person writes', () => {
    expect(readText('yaml', 'a: &x {k: 1}\nb: *x\n')).toEqual({
      value: { a: { k: 1 }, b: { k: 1 } },
    })
  })

  it('refuses what is too long or too deep, and stays alive', () => {
    expect(readText('json', `"${'x'.repeat(LONGEST_TEXT)}"`).fault?.kind).toBe('large')
    for (const notation of ['json', 'yaml'] as const) {
      expect(readText(notation, '['.repeat(200) + ']'.repeat(200)).fault?.kind).toBe('deep')
      expect(readText(notation, '['.repeat(50_000) + ']'.repeat(50_000)).fault?.kind).toBe('deep')
    }
  })

  it('keeps names that are dangerous as names', () => {
    for (const notation of ['json', 'yaml'] as const) {
      const { value } = readText(notation, '{"__proto__": {"a": 1}}') as { value: object }
      expect(Object.keys(value)).toEqual(['__proto__'])
      expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
    }
  })

  it('reads back what the console writes', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const plain: unknown = JSON.parse(JSON.stringify(value))
        expect(readText('json', visibleJson(value))).toEqual({ value: plain })
        expect(readText('yaml', yaml(value))).toEqual({ value: plain })
      }),
    )
  })

  it('never throws', () => {
    fc.assert(
      fc.property(fc.constantFrom('json', 'yaml'), fc.string({ unit: 'binary' }), (how, text) => {
        const { fault } = readText(how, text)
        expect(fault === undefined || fault.line >= 1).toBe(true)
      }),
    )
  })
})

describe('lineOf', () => {
  const asYaml = 'a: 1\nendpoint:\n  url: x\n  list:\n    - p\n    - q\n'
  it.each([
    [asYaml, ['endpoint', 'url'], 3],
    [asYaml, ['endpoint', 'list', '1'], 6],
    [asYaml, ['endpoint', 'gone'], 3],
    [asYaml, ['gone', 'deeper'], 1],
    ['{\n  "a": 1,\n  "b": {\n    "c/d": 2\n  }\n}', ['b', 'c/d'], 4],
  ])('of %j at %j is %i', (text, path, line) => {
    expect(lineOf(text, path)).toBe(line)
  })
})
