import { describe, expect, it } from 'vitest'

import { aPlan } from '~/test/builders'

import { newPlan, newPlanForm, planForm, planFormOf, planPatch } from './plan'

const say = (what: string) => () => what
const form = planForm({
  slug: say('slug'),
  name: say('name'),
  description: say('description'),
  limit: say('limit'),
})
const faultsOf = (part: object) =>
  form
    .safeParse({ ...newPlanForm, slug: 'a', name: 'A', ...part })
    .error?.issues.map((issue) => issue.message) ?? []

describe('a plan', () => {
  it.each([
    [{}, []],
    [{ slug: 'Starter' }, ['slug']],
    [{ slug: '-a' }, ['slug']],
    [{ slug: 'a'.repeat(64) }, ['slug']],
    [{ name: '  ' }, ['name']],
    [{ daily_request_limit: 0 }, ['limit']],
    [{ daily_request_limit: 1.5 }, ['limit']],
    [{ daily_request_limit: Number.NaN }, ['limit']],
    [{ monthly_request_limit: 1_000_000_001 }, ['limit']],
    [{ burst_limit: 1 }, []],
  ])('of %j has the faults %j', (part, expected) => {
    expect(faultsOf(part)).toEqual(expected)
  })

  it('is sent without what was left empty', () => {
    expect(newPlan({ ...newPlanForm, slug: 'a', name: 'A', burst_limit: 5 })).toEqual({
      slug: 'a',
      name: 'A',
      requires_approval: false,
      burst_limit: 5,
    })
  })

  it('sends what was changed, and takes an emptied limit away', () => {
    const plan = aPlan()
    const before = planFormOf(plan)
    expect(planPatch(plan, before)).toBeUndefined()
    expect(planPatch(plan, { ...before, slug: 'other', daily_request_limit: null })).toEqual({
      daily_request_limit: null,
    })
  })
})
