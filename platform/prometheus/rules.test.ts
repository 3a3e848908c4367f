import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { findOnPath } from '../up/tools/run-command.ts'
import { toolsDir } from '../up/tools/tool-cache.ts'

const here = import.meta.dirname
const fetched = join(toolsDir(), 'prometheus-debian', 'usr', 'bin', 'promtool')
const promtool = findOnPath('promtool') ?? (existsSync(fetched) ? fetched : null)

test('the alerts carry the runbook’s names, in its group', () => {
  const { groups } = parse(readFileSync(join(here, 'rules', 'stoa.yml'), 'utf8')) as {
    groups: { name: string; rules: { alert: string; annotations: { summary: string } }[] }[]
  }
  expect(groups.map(({ name }) => name)).toEqual(['stoa'])
  const rules = groups[0]?.rules ?? []
  expect(rules.map(({ alert }) => alert)).toEqual([
    'StoaGatewayDown',
    'StoaHighErrorRate',
    'StoaRateLimitStorm',
  ])
  for (const { annotations } of rules) expect(annotations.summary).not.toBe('')
})

// `npm start` fetches promtool with Prometheus; before the first one there is nothing to run.
describe.runIf(promtool !== null)('promtool', () => {
  test.each([
    ['check', 'rules', 'rules/stoa.yml'],
    ['test', 'rules', 'rules.test.yml'],
  ])('%s %s %s', (...args) => {
    const { status, stdout, stderr } = spawnSync(promtool ?? '', args, {
      cwd: here,
      encoding: 'utf8',
    })
    expect(stdout + stderr).toMatch(/SUCCESS/)
    expect(status).toBe(0)
  })
})
