import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { handoverReport, type HandoverWords } from './artefacts/handover'
import { hostileText, plainInstall } from './artefacts/testing/hostile'
import {
  blockersOf,
  checksOf,
  declarationOf,
  declare,
  extras,
  keepScore,
  keptScores,
  required,
  scoreOf,
} from './readiness'
import { evaluate } from './runbook/evaluate'
import type { KeptStep } from './runbook/kept'
import type { Probes, ServerCheck } from './runbook/probes'
import { heard, honest, NOW } from './runbook/testing-probes'

const at = new Date(NOW - 1000).toISOString()
const serverChecks = (state: ServerCheck['state'], evidence = 'as it was measured') =>
  [
    'default_credentials',
    'keys_unique',
    'gateway_restart',
    'monitoring_active',
    'alert_tested',
    'tls',
    'admin_api_binding',
    ...extras,
  ].map((id): ServerCheck => ({ id, state, evidence, checkedAt: at }))

const well = [
  {
    service: 'control-plane',
    vantage: 'console-server',
    address: '/api/health/ready',
    state: 'ok',
    finding: 'well',
    seen: 'HTTP 200 {"version":"1.0.0"}',
  },
] as const

const ready = honest({
  gatewayAddress: 'https://api.example',
  checks: heard(serverChecks('pass')),
})
const checksOn = (probes: Probes, diagnoses: Parameters<typeof checksOf>[2] = well) =>
  checksOf(evaluate(probes), probes, diagnoses)

describe('the readiness checks', () => {
  it('are the runbook’s four, three and four, and what is measured beyond', () => {
    const checks = checksOn(ready)
    expect(Object.values(required).map(({ length }) => length)).toEqual([4, 3, 4])
    expect(checks).toHaveLength(11 + extras.length)
    expect(scoreOf(checks)).toEqual({ done: 21, failing: 0, total: 21 })
    expect(blockersOf(checks)).toEqual([])
  })

  it('are never green without evidence', () => {
    const states = fc.constantFrom<ServerCheck['state']>('pass', 'fail', 'unknown')
    const texts = fc.constantFrom('', '  ', 'seen')
    fc.assert(
      fc.property(states, texts, fc.boolean(), (state, evidence, isHeard) => {
        const probes: Probes = {
          ...ready,
          checks: isHeard
            ? heard(serverChecks(state, evidence))
            : { state: 'failed', request: 'GET', at: NOW, reason: 'nothing' },
        }
        for (const { result } of checksOn(probes)) {
          const isGreen = result.state === 'pass' || result.state === 'attested'
          expect(!isGreen || result.evidence.length > 0).toBe(true)
          expect(!isGreen || result.evidence.every(({ excerpt }) => excerpt.trim() !== '')).toBe(
            true,
          )
        }
      }),
    )
  })

  it('turn red alone when their own cause is made', () => {
    const names = checksOn(ready).map(({ id }) => id)
    for (const id of extras.filter((name) => name !== 'versions')) {
      const one = serverChecks('pass').map((check) =>
        check.id === id ? { ...check, state: 'fail' as const } : check,
      )
      const checks = checksOn({ ...ready, checks: heard(one) })
      const red = checks.filter(({ result }) => result.state === 'fail').map((check) => check.id)
      expect(red).toEqual([id])
      expect(names).toContain(id)
    }
  })

  it('know another version, and do not know what the doctor has not seen', () => {
    const versions = (diagnoses: Parameters<typeof checksOf>[2]) =>
      checksOn(ready, diagnoses).find(({ id }) => id === 'versions')?.result.state
    expect(versions([{ ...well[0], state: 'bad', finding: 'wrong_version' }])).toBe('fail')
    expect(versions([{ ...well[0], state: 'bad', finding: 'refused' }])).toBe('unknown')
    expect(versions([])).toBe('unknown')
  })
})

describe('the declaration', () => {
  it('waits for every required check, and for no other', () => {
    const unbacked = checksOn({ ...ready, kept: { ...ready.kept, attestations: {} } })
    expect(blockersOf(unbacked).map(({ id }) => id)).toContain('day-7.backup')
    expect(() => declare(unbacked, 'ready')).toThrow(RangeError)
    const idle = serverChecks('pass').map((check) =>
      check.id === 'keys_unused' ? { ...check, state: 'fail' as const } : check,
    )
    const kept = declare(checksOn({ ...ready, checks: heard(idle) }), 'ready')
    expect(kept['readiness.declared']?.evidence).toEqual({
      done: 20,
      failing: 1,
      total: 21,
      note: 'ready',
    })
  })

  it('is read back with who and when, and not from anything else', () => {
    const id = 'readiness.declared'
    const step = declare(checksOn(ready), 'we are')[id]
    expect(declarationOf({ [id]: { ...step, by: 'Ada', at } })).toEqual({
      done: 21,
      failing: 0,
      total: 21,
      note: 'we are',
      by: 'Ada',
      at,
    })
    expect(declarationOf({ [id]: { ...step, evidence: {}, by: 'Ada', at } })).toBeUndefined()
    expect(declarationOf({})).toBeUndefined()
  })
})

describe('the kept scores', () => {
  it('are added in order, at most forty, and read whatever a server holds', () => {
    let kept: Record<string, KeptStep> = {}
    for (let day = 1; day <= 45; day += 1) {
      const score = { done: day % 21, failing: 0, total: 21, at, by: `Day ${day}` }
      const step = keepScore(kept, score)['readiness.score']
      kept = { 'readiness.score': { ...step, by: 'Ada', at } }
    }
    expect(keptScores(kept)).toHaveLength(40)
    expect(keptScores(kept).at(-1)?.by).toBe('Day 45')
    fc.assert(
      fc.property(fc.anything(), (history) => {
        const step = { kind: 'evidence', evidence: { history }, by: '', at }
        for (const { done, total } of keptScores({ 'readiness.score': step }))
          expect(done <= total && total > 0).toBe(true)
      }),
    )
  })
})

describe('the handover report', () => {
  const words: HandoverWords = {
    title: 'Handover',
    tenant: 'Tenant',
    date: 'Date',
    score: 'Score',
    declaration: 'Declared',
    notDeclared: 'no',
    addresses: 'Addresses',
    names: { gateway: 'G', controlPlane: 'C', keycloak: 'K', console: 'O', portal: 'P' },
    open: 'Open',
    nothingOpen: 'Nothing',
    check: 'Check',
    state: 'State',
    evidence: 'Evidence',
    signature: 'Signed',
  }

  it('holds its tables and headings, whatever the names and answers', () => {
    fc.assert(
      fc.property(hostileText, hostileText, hostileText, (tenant, excerpt, by) => {
        const check = {
          title: excerpt,
          state: 'open',
          reason: excerpt,
          evidence: [{ request: excerpt, excerpt, at, by }],
          isDone: false,
        }
        const text = handoverReport(
          { ...plainInstall, tenant },
          { at, by, score: '1 of 2', groups: [{ title: 'One', checks: [check, check] }] },
          words,
        )
        const lines = text.split('\n')
        expect(lines.filter((line) => line.startsWith('#'))).toHaveLength(4)
        const rows = lines.filter((line) => line.startsWith('|'))
        expect(rows).toHaveLength(4)
        for (const row of rows) expect(row.replaceAll(/\\./gsu, '').split('|')).toHaveLength(5)
      }),
      { numRuns: 300 },
    )
  })
})
