import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { type Matcher, matcherText, matches, matchersOf, silencing } from './silence'

const is = (name: string, value: string, part: Partial<Matcher> = {}): Matcher => ({
  name,
  value,
  is_regex: false,
  is_equal: true,
  ...part,
})
const down = new Map([
  ['alertname', 'StoaGatewayDown'],
  ['job', 'stoa-gateway'],
])

describe('a silence', () => {
  it.each([
    [[is('job', 'stoa-gateway')], true],
    [[is('job', 'stoa-gateway'), is('tenant', 'a')], false],
    [[is('tenant', '', {})], true],
    [[is('job', 'stoa-.*', { is_regex: true })], true],
    [[is('job', 'stoa', { is_regex: true })], false],
    [[is('job', 'other', { is_equal: false })], true],
    [[is('job', 'stoa-.*', { is_regex: true, is_equal: false })], false],
    [[is('job', '(', { is_regex: true })], false],
    [[], false],
  ])('with %j mutes the alert: %s', (matchers, expected) =>
    expect(matches(matchers, down)).toBe(expected),
  )

  it('made of the labels of an alert mutes it', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.string({ minLength: 1 }), {
          minKeys: 1,
        }),
        (labels) => {
          expect(matches(matchersOf(labels), new Map(Object.entries(labels)))).toBe(true)
        },
      ),
    )
  })

  it('counts only while it is in force', () => {
    const silence = {
      id: 'a',
      state: 'expired' as const,
      matchers: [is('job', 'stoa-gateway')],
      starts_at: '',
      ends_at: '',
      created_by: '',
      comment: '',
      can_expire: false,
    }
    expect(silencing([silence], down)).toBeUndefined()
    expect(silencing([{ ...silence, state: 'active' }], down)?.id).toBe('a')
  })

  it('is written as Prometheus writes it', () => {
    const all = [
      is('a', '"'),
      is('a', 'b', { is_equal: false }),
      is('a', 'b', { is_regex: true }),
      is('a', 'b', { is_regex: true, is_equal: false }),
    ]
    expect(all.map(matcherText)).toEqual(['a="\\""', 'a!="b"', 'a=~"b"', 'a!~"b"'])
  })
})
