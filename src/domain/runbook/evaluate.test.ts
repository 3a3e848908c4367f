import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { evaluate, progressOf, resumeDay } from './evaluate'
import { misfires } from './day-6'
import type { Probes } from './probes'
import { isDone, type StepId, stepIds } from './step'
import { steps } from './steps'
import { heard, honest, http, silent } from './testing-probes'

const stateOf = (id: StepId, part: Partial<Probes> = {}) => {
  const { state, because } = evaluate(honest(part))[id]
  return `${state} ${because.code}`
}

test('every step is listed once, in order, and needs only steps before it', () => {
  expect(steps.map(({ id }) => id)).toEqual([...stepIds])
  for (const [place, { id, day, needs }] of steps.entries()) {
    expect(id.startsWith(`day-${day}.`)).toBe(true)
    for (const need of needs) expect(steps.findIndex((one) => one.id === need)).toBeLessThan(place)
  }
})

test('on an honest system every step is done, with evidence', () => {
  const results = evaluate(honest())
  for (const { id } of steps) {
    expect(`${id} ${results[id].state}`).toMatch(/ (pass|attested)$/)
    expect(results[id].evidence.length).toBeGreaterThan(0)
  }
  expect(progressOf(results)).toEqual({ done: steps.length, failing: 0, total: steps.length })
  expect(resumeDay(results)).toBe(7)
})

test('while the gateway is down, what rests on it does not stand, and what does not stays', () => {
  const results = evaluate(honest({ gatewayHealth: silent() }))
  for (const id of [
    'day-1.gateway',
    'day-2.route',
    'day-2.call',
    'day-3.burst',
    'day-3.preflight',
    'day-4.call',
    'day-4.key-required',
    'day-7.rate-limit',
  ] as const)
    expect(`${id} ${results[id].state}`).toBe(`${id} fail`)
  for (const id of [
    'day-1.control-plane',
    'day-2.contract',
    'day-4.consumer',
    'day-6.rules',
  ] as const)
    expect(`${id} ${results[id].state}`).toBe(`${id} pass`)
  expect(results['day-3.burst'].because).toEqual({
    code: 'needs_failed',
    values: { step: 'day-1.gateway' },
  })
  expect(resumeDay(results)).toBe(1)
})

test('a step on its way says what it still needs', () => {
  const empty = { apis: heard([]), keyless: heard([]), calls: heard([]) }
  expect(evaluate(honest(empty))['day-2.call'].because).toEqual({
    code: 'needs',
    values: { step: 'day-2.route' },
  })
  expect(stateOf('day-2.contract', empty)).toBe('waiting contract_none')
})

const questions = Object.keys(honest()).filter(
  (name) => !['now', 'gatewayAddress', 'kept'].includes(name),
)

test('without an answer there is no tick, whichever questions were lost', () => {
  fc.assert(
    fc.property(fc.subarray(questions), fc.boolean(), (lost, isAsking) => {
      const unheard = isAsking ? { state: 'asking' } : silent(503)
      const part = Object.fromEntries(lost.map((name) => [name, unheard])) as Partial<Probes>
      const results = evaluate(honest(part))
      expect(
        steps.filter(({ id }) => isDone(results[id].state) && results[id].evidence.length === 0),
      ).toEqual([])
      expect(
        steps.filter(
          ({ id, needs }) =>
            results[id].state === 'pass' && needs.some((need) => results[need].state === 'fail'),
        ),
      ).toEqual([])
      expect(
        lost.filter((name) => results[restsOn[name] ?? 'day-5.script'].state === 'pass'),
      ).toEqual([])
    }),
  )
})

/** The step that cannot stand without that answer. */
const restsOn: Partial<Record<string, StepId>> = {
  gatewayHealth: 'day-1.gateway',
  controlPlaneHealth: 'day-1.control-plane',
  identityHealth: 'day-1.identity',
  session: 'day-1.session',
  apis: 'day-2.contract',
  keyless: 'day-2.route',
  calls: 'day-4.call',
  policies: 'day-3.rate-limit',
  preflights: 'day-3.preflight',
  consumers: 'day-4.consumer',
  subscriptions: 'day-4.subscription',
  portal: 'day-4.portal',
  targets: 'day-5.target',
  metrics: 'day-5.metrics',
  rules: 'day-6.rules',
  checks: 'day-7.keys',
}

test('no body but the gateway’s own makes it well', () => {
  fc.assert(
    fc.property(fc.json(), fc.integer({ min: 100, max: 599 }), (body, status) => {
      const { state } = evaluate(honest({ gatewayHealth: heard(http(body, status)) }))[
        'day-1.gateway'
      ]
      // Arbitrary JSON is never the gateway's whole answer, which names its version.
      expect(state).toBe('fail')
    }),
  )
})

test('the runbook’s own ratios are told from those that are right', () => {
  const name = 'StoaRateLimitStorm'
  expect(misfires({ name, query: 'rate(a[10m]) / rate(b[10m]) > 0.5' })).toBe(true)
  expect(misfires({ name, query: 'sum(rate(a[10m])) / rate(b[10m])' })).toBe(true)
  expect(
    misfires({ name, query: 'sum by (job) (rate(a[5m]))\n / sum by (job) (rate(b[5m]))' }),
  ).toBe(false)
})
