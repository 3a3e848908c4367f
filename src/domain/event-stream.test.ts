import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { eventReader } from './event-stream'

const whole = (text: string) => eventReader()(text)

describe('events of a stream', () => {
  it('have a name and the lines of their data', () => {
    expect(whole('event: entry\ndata: {"a":1}\ndata: second\n\ndata:bare\n\n')).toEqual([
      { name: 'entry', data: '{"a":1}\nsecond' },
      { name: 'message', data: 'bare' },
    ])
  })

  it('are complete or not there: comments, retry and a torn end give none', () => {
    expect(whole(': following\nretry: 2000\n\nevent: entry\n\nevent: entry\ndata: torn')).toEqual(
      [],
    )
  })

  it('are the same however the text is cut', () => {
    const field = fc.constantFrom('event', 'data', 'id', '')
    const value = fc
      .string({ unit: 'grapheme', maxLength: 12 })
      .map((s) => s.replace(/[\r\n]/g, ''))
    const end = fc.constantFrom('\n', '\r\n', '\r')
    const lines = fc.array(
      fc.oneof(
        fc.tuple(field, value).map(([name, text]) => `${name}: ${text}`),
        fc.constant(''),
      ),
      { maxLength: 20 },
    )
    fc.assert(
      fc.property(lines, end, fc.array(fc.nat(200), { maxLength: 6 }), (texts, ending, cuts) => {
        const text = `${texts.map((one) => one + ending).join('')}data: last\n\n`
        const places = [
          0,
          ...cuts.map((cut) => cut % text.length).toSorted((a, b) => a - b),
          text.length,
        ]
        const read = eventReader()
        const pieces = places
          .slice(1)
          .flatMap((place, index) => read(text.slice(places[index], place)))
        expect(pieces).toEqual(whole(text))
        expect(pieces.at(-1)?.data.endsWith('last')).toBe(true)
      }),
    )
  })
})
