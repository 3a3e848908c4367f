import { expect, test } from 'vitest'

import { evaluate } from './evaluate'
import {
  changesToKeep,
  forgetWord,
  keepAlert,
  keepBurst,
  keepWord,
  keptOf,
  type KeptStep,
  type KeptSteps,
  seenProgress,
  seenState,
} from './kept'
import { heard, honest, http, silent } from './testing-probes'

/** What the Control Plane makes of a change. */
function stored(before: KeptSteps, changes: object, at: string): KeptSteps {
  const entries = Object.entries(changes).map(([name, step]: [string, KeptStep]) => [
    name,
    { ...step, by: 'Ada', at },
  ])
  // Every entry is a step with who and when.
  return { ...before, ...(Object.fromEntries(entries) as KeptSteps) }
}

test('what people keep is read back as it was written', () => {
  const { burst, alert } = honest().kept
  if (!burst || !alert) throw new Error('the honest system has both')
  const kept = stored(
    {},
    {
      ...keepBurst(burst.value),
      ...keepAlert(alert.value),
      ...keepWord('day-7.backup', 'in the wiki', '2027-01-01T00:00:00Z'),
    },
    '2026-11-28T11:00:00Z',
  )
  const read = keptOf(kept)
  expect(read.burst?.value).toEqual(burst.value)
  expect(read.alert?.value).toEqual(alert.value)
  expect(read.attestations['day-7.backup']).toEqual({
    note: 'in the wiki',
    by: 'Ada',
    at: '2026-11-28T11:00:00Z',
    until: '2027-01-01T00:00:00Z',
  })
  expect(forgetWord('day-7.backup')).toEqual({ 'day-7.backup': null })
})

test('a first proof, an outage and the recovery are kept once each, with the outage in the evidence', () => {
  const well = evaluate(honest())
  const down = evaluate(honest({ gatewayHealth: heard(http('', 502, 'text/html')) }))
  const first = stored({}, changesToKeep(well, {}), '2026-11-28T12:00:00Z')
  expect(seenState(first, 'day-1.gateway')?.state).toBe('pass')
  expect(changesToKeep(well, first)).toEqual({})

  const outage = stored(first, changesToKeep(down, first), '2026-11-28T12:01:00Z')
  expect(seenState(outage, 'day-1.gateway')).toMatchObject({ state: 'fail', code: 'service_down' })
  expect(changesToKeep(down, outage)).toEqual({})

  const again = stored(outage, changesToKeep(well, outage), '2026-11-28T12:02:00Z')
  const seen = seenState(again, 'day-1.gateway')
  expect(seen?.state).toBe('pass')
  expect(seen?.past.map(({ state }) => state)).toEqual(['fail', 'pass'])
  expect(seenProgress(again)).toEqual({ done: 34, failing: 0, total: 34 })
})

test('a question that nobody heard changes nothing that was kept', () => {
  const kept = stored({}, changesToKeep(evaluate(honest()), {}), '2026-11-28T12:00:00Z')
  const deaf = evaluate(honest({ rules: silent(503), apis: { state: 'asking' } }))
  expect(Object.keys(changesToKeep(deaf, kept))).toEqual([])
})

test('what a stranger wrote there makes no tick', () => {
  const strange = { kind: 'evidence', evidence: { verdict: 7, state: 'splendid' }, by: 'x', at: '' }
  const kept = {
    'day-3.burst.run': strange,
    'day-1.gateway.seen': strange,
    'day-7.backup': strange,
  }
  expect(keptOf(kept).attestations).toEqual({})
  expect(keptOf(kept).burst?.value.verdict).toBe('')
  expect(seenState(kept, 'day-1.gateway')).toBeUndefined()
})
