import { describe, expect, it } from 'vitest'

import { aSubscription } from '~/test/builders'

import type { KeyCalls } from './key-calls'
import { keyFindings } from './key-health'
import type { Reading } from './reading'

const now = Date.parse('2026-11-24T10:00:00Z')
const days = (count: number) => new Date(now + count * 86_400_000).toISOString()
const question = { query: 'q' }
const measured = (calls: number, limited = 0): Reading<KeyCalls> => ({
  state: 'value',
  value: { calls, limited, errors: 0 },
  sampledAt: now,
  question,
})
const nothing = { present: undefined, old: undefined }
const used = { last_used_at: days(-1), created_at: days(-100) }
const kinds = (
  part: Parameters<typeof aSubscription>[0],
  readings: Partial<Parameters<typeof keyFindings>[1]> = {},
) =>
  keyFindings(aSubscription({ ...used, ...part }), { ...nothing, ...readings }, now).map(
    ({ kind }) => kind,
  )

describe('the health of a key', () => {
  it('is nothing to say of a key that is used and far from its end', () => {
    expect(kinds({ expires_at: days(15) }, { present: measured(1000, 49) })).toEqual([])
  })

  it.each([
    ['that ends within two weeks', { expires_at: days(13) }, {}, ['expires-soon']],
    ['not used for more than 30 days', { last_used_at: days(-31) }, {}, ['unused']],
    ['never used, and young', { last_used_at: null, created_at: days(-29) }, {}, []],
    ['never used, and old', { last_used_at: null, created_at: days(-31) }, {}, ['unused']],
    [
      'made anew after a long silence',
      { last_used_at: null, created_at: days(-90), last_rotated_at: days(-2) },
      {},
      [],
    ],
    ['limited at every twentieth call', {}, { present: measured(20, 1) }, ['limited-often']],
    ['of which too few calls are known', {}, { present: measured(19, 19) }, []],
    ['approved and not made', { api_key_prefix: null }, {}, ['no-key']],
    ['of a subscription that is over', { status: 'revoked' as const, expires_at: days(1) }, {}, []],
  ])('%s', (_, part, readings, expected) => {
    expect(kinds(part, readings)).toEqual(expected)
  })

  it('says of an old key only what was measured', () => {
    const grace = { old_key_prefix: 'stoa_sk_0000', old_key_expires_at: days(1) }
    expect(kinds(grace, { old: measured(3) })).toEqual(['old-key-used'])
    expect(kinds(grace, { old: measured(0) })).toEqual(['old-key-quiet'])
    expect(kinds(grace, { old: { state: 'empty', question } })).toEqual([])
    expect(kinds(grace)).toEqual([])
  })
})
