import { readFileSync } from 'node:fs'

import * as fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'

import { FAMILIES, familyIn } from '~/domain/metric-families'

import { alertRules, alertRulesFile, alertRulesTests } from './alert-rules'
import { checkers, emptyFolder, fileOf, run } from './testing/checkers'
import { hostileInstall, plainInstall } from './testing/hostile'

interface RuleFile {
  groups: { name: string; rules: { alert: string; expr: string }[] }[]
}

const oneLine = (text: string) => text.replaceAll(/\s+/g, ' ').trim()

describe('the alert rules', () => {
  it('are those that the local platform runs', () => {
    const read = (text: string) =>
      (parse(text) as RuleFile).groups.map(({ name, rules }) => ({
        name,
        rules: rules.map((rule) => ({ ...rule, expr: oneLine(rule.expr) })),
      }))
    const local = readFileSync('platform/prometheus/rules/stoa.yml', 'utf8')
    expect(read(alertRulesFile(plainInstall))).toEqual(read(local))
  })

  it('are read by a YAML reader as they are, whatever the names', () => {
    fc.assert(
      fc.property(hostileInstall, (install) => {
        const { groups } = parse(alertRulesFile(install)) as RuleFile
        expect(groups[0]?.rules.map(({ expr }) => expr)).toEqual(
          alertRules(install).map(({ expr }) => expr),
        )
      }),
      { numRuns: 1000 },
    )
  })

  it.each(['', 'a\ufffd', '\ud800'])('are refused for the job %j', (gateway) => {
    const jobs = { ...plainInstall.jobs, gateway }
    expect(() => alertRules({ ...plainInstall, jobs })).toThrow(RangeError)
  })

  it('are about the names under which the installation counts', () => {
    const family = familyIn(['stoa_api_requests_total'])
    const file = alertRulesFile({ ...plainInstall, family })
    expect(file).toContain('stoa_api_requests_total{job="stoa-gateway",status_code=~"5.."}')
    expect(file).not.toContain('stoa_requests_total')
  })
})

describe('promtool', () => {
  let promtool: string
  beforeAll(() => {
    promtool = checkers().promtool
  }, 300_000)

  it('accepts the rules of a thousand hostile installations', () => {
    const folder = emptyFolder()
    const files = fc
      .sample(hostileInstall, 1000)
      .map((install, at) => fileOf(folder, `${at}.yml`, alertRulesFile(install)))
    const { status, said } = run(promtool, ['check', 'rules', ...files])
    expect(said).not.toMatch(/FAILED|error/i)
    expect(said.match(/SUCCESS: 3 rules found/g)).toHaveLength(1000)
    expect(status).toBe(0)
  })

  it('sees every rule fire on its cause and stay quiet without, whatever the names and the counters', () => {
    const folder = emptyFolder()
    const families = FAMILIES.map((family) => ({ ...plainInstall, family }))
    const installs = [...families, ...fc.sample(hostileInstall, 6)]
    const files = installs.map((install, at) => {
      fileOf(folder, `${at}.yml`, alertRulesFile(install))
      return fileOf(folder, `${at}.test.yml`, alertRulesTests(install, `${at}.yml`))
    })
    const { status, said } = run(promtool, ['test', 'rules', ...files])
    expect(said).not.toMatch(/FAILED/)
    expect(said.match(/SUCCESS/g)).toHaveLength(installs.length)
    expect(status).toBe(0)
  })

  it('sees the runbook’s error rule fire on 1 % of errors, which is why it is another one here', () => {
    const folder = emptyFolder()
    const [, rule] = alertRules(plainInstall)
    const bad = alertRulesFile(plainInstall).replace(
      /expr: \|-\n {10}sum by \(job\) \(rate\(stoa_requests_total\{job="stoa-gateway",status=~"5[^>]*> 0\.05/,
      `expr: '${rule?.runbookExpr ?? ''}'`,
    )
    expect(bad).toContain(rule?.runbookExpr)
    fileOf(folder, 'stoa-alerts.yml', bad)
    const tests = fileOf(folder, 'tests.yml', alertRulesTests(plainInstall))
    const { status, said } = run(promtool, ['test', 'rules', tests])
    expect(said).toMatch(/1 % of errors raises nothing/)
    expect(status).not.toBe(0)
  })
})
