import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { commanded, folded, ranked, scoreOf } from './palette'

describe('what is typed into the palette', () => {
  it('is compared without case, accents and spaces too many', () => {
    expect(folded('  Éditer   l’API ')).toBe('editer l’api')
    expect(scoreOf('Consommateurs bloqués', 'bloques')).toBe(2)
  })

  it('puts what begins with it before what only holds it', () => {
    const names = ['Reporting', 'Import consumers', 'Port forwarding', 'Consumers']
    expect(ranked(names, (name) => name, 'port')).toEqual([
      'Port forwarding',
      'Reporting',
      'Import consumers',
    ])
    expect(ranked(names, (name) => name, 'consumers import')).toEqual(['Import consumers'])
  })

  it('keeps everything in its order when nothing is typed, and never finds what lacks a word', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), fc.stringMatching(/^[a-z]{1,6}$/), (names, word) => {
        expect(ranked(names, (name) => name, ' ')).toEqual(names)
        const found = ranked(names, (name) => name, word)
        expect(found.every((name) => folded(name).includes(word))).toBe(true)
        expect(found.length).toBe(names.filter((name) => folded(name).includes(word)).length)
      }),
    )
  })
})

describe('a command with an object', () => {
  const words = { rotate: 'renouveler', suspend: 'suspendre' }

  it('is a verb of the language and whom it is about', () => {
    expect(commanded('Renouveler  Acme Corp', words)).toEqual({ verb: 'rotate', rest: 'Acme Corp' })
    expect(commanded('renouveler', words)).toBeUndefined()
    expect(commanded('renouveler ', words)).toBeUndefined()
    expect(commanded('acme renouveler', words)).toBeUndefined()
  })
})
