import { assert, property, string } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hasMixedScripts, isSameText, nameParts, plainName } from './name-parts'

describe('plainName', () => {
  it.each([
    ['Acme Shop', 'Acme Shop'],
    ['evil\u202Egpj.exe', 'evil[U+202E]gpj.exe'],
    ['zero\u200Bwidth', 'zero[U+200B]width'],
    ['line\nbreak\u0000', 'line[U+000A]break[U+0000]'],
    ['\u{E0041}tag', '[U+E0041]tag'],
    ['\uD800lone', '[U+D800]lone'],
    ['Ünïcödé 名前 😀', 'Ünïcödé 名前 😀'],
  ])('of %j is %j', (name, expected) => {
    expect(plainName(name)).toBe(expected)
  })

  it('leaves no invisible character, and loses no visible one', () => {
    assert(
      property(string({ unit: 'binary' }), (name) => {
        expect(plainName(name)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u)
        const shown = nameParts(name).flatMap((part) =>
          part.kind === 'text' ? Array.from(part.text) : [part.code],
        )
        expect(shown).toHaveLength(Array.from(name).length)
      }),
    )
  })
})

describe('hasMixedScripts', () => {
  it.each([
    ['Acme', false],
    ['\u0410cme', true], // Cyrillic А
    ['p\u0430ypal', true],
    ['Αθήνα Shop', false],
    ['Москва Shop', false],
    ['東京 Shop', false],
  ])('of %s is %s', (name, expected) => {
    expect(hasMixedScripts(name)).toBe(expected)
  })
})

describe('isSameText', () => {
  it('takes no look-alike and no composed form for the same', () => {
    expect(isSameText('acme', 'acme')).toBe(true)
    expect(isSameText('acme', '\u0430cme')).toBe(false)
    expect(isSameText('é', 'e\u0301')).toBe(false)
  })
})
