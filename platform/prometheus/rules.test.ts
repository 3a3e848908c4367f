import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { ensurePrometheus } from '../up/tools/prometheus.ts'
import { toolsDir } from '../up/tools/tool-cache.ts'

const here = import.meta.dirname
/** Of a fetch on a slow line. */
const FETCH_LIMIT_MS = 300_000

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

describe('promtool', () => {
  let promtool: string | null

  beforeAll(async () => {
    const quiet = { line: () => undefined }
    const tool = await ensurePrometheus(toolsDir(), quiet, AbortSignal.timeout(FETCH_LIMIT_MS))
    promtool = tool.promtool
  }, FETCH_LIMIT_MS)

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
