import { describe, expect, it } from 'vitest'

import { effectiveRows, hasLostCredentials, type Origin, shadowedOn } from './effective'

const from = (id: string, value: unknown, part: Partial<Origin> = {}): Origin => ({
  policy_id: id,
  policy_name: id,
  level: 'tenant',
  priority: 100,
  value,
  ...part,
})
const effective = (name: string, winner: Origin, losers: Origin[]) => ({
  contract_id: 'a',
  consumer_id: null,
  plan: null,
  types: [
    {
      policy_type: 'rate_limit',
      config: {},
      values: [{ name, value: winner.value, winner, losers }],
    },
  ],
})

describe('what is worth a second look', () => {
  it('is a value that only age decided, when the two differ', () => {
    const rows = effectiveRows(
      effective('burst', from('old', 1), [
        from('tie', 2),
        from('same', 1),
        from('weaker', 3, { priority: 200 }),
      ]),
    )
    expect(rows[0]?.ties.map(({ policy_id }) => policy_id)).toEqual(['tie'])
  })

  it('is a policy that decides nothing on the path', () => {
    const [shadowed, ...more] = shadowedOn(
      effective('burst', from('strong', 1, { level: 'api' }), [from('weak', 2)]),
    )
    expect([shadowed?.policy_id, more]).toEqual(['weak', []])
  })

  it('is cookies for pages of any origin', () => {
    const cors = (origins: string[], credentials: boolean) => ({
      contract_id: 'a',
      consumer_id: null,
      plan: null,
      types: [{ policy_type: 'cors', config: { origins, credentials }, values: [] }],
    })
    expect(hasLostCredentials(cors(['*'], true))).toBe(true)
    expect(hasLostCredentials(cors(['https://a.b'], true))).toBe(false)
    expect(hasLostCredentials(cors(['*'], false))).toBe(false)
  })
})
