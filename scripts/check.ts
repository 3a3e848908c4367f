/**
 * `npm run check`: what CI runs, in CI's order; each step in one line with its time, the output of the first that fails.
 * `npm run check -- unit e2e` runs only the named steps.
 */

import { spawnSync } from 'node:child_process'
import type { Runner, TestCount } from './test-counts.ts'
import { forgetCount, readCount, readFailures } from './test-counts.ts'
import { ensureTools } from './tools.ts'

interface Step {
  name: string
  command: string
  /** A step whose progress a person wants to see. */
  isLoud?: boolean
  /** Whose tests it runs. */
  runner?: Runner
}

const STEPS: Step[] = [
  { name: 'words', command: 'npm run --silent words' },
  { name: 'contract', command: 'npm run --silent contract:check' },
  { name: 'types', command: 'npm run --silent types' },
  { name: 'lint', command: 'npm run --silent lint' },
  { name: 'format', command: 'npm run --silent format:check' },
  { name: 'dead', command: 'npm run --silent dead' },
  { name: 'unit', command: 'npm run --silent unit', isLoud: true, runner: 'vitest' },
  { name: 'postgres', command: 'npm run --silent postgres', isLoud: true, runner: 'vitest' },
  { name: 'build', command: 'npm run --silent build' },
  { name: 'size', command: 'npm run --silent size', isLoud: true },
  { name: 'fuzz', command: 'npm run --silent fuzz', isLoud: true },
  { name: 'e2e', command: 'npm run --silent e2e', isLoud: true, runner: 'playwright' },
]

const tests: TestCount = { passed: 0, failed: 0 }

function run(step: Step): boolean {
  const startedAt = performance.now()
  if (step.runner) forgetCount(step.runner)
  if (step.isLoud) console.log(`\n== ${step.name}`)
  const result = spawnSync(step.command, {
    shell: true,
    stdio: ['ignore', step.isLoud ? 'inherit' : 'pipe', step.isLoud ? 'inherit' : 'pipe'],
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  const isGood = result.status === 0
  if (step.runner) {
    const { passed, failed } = readCount(step.runner)
    tests.passed += passed
    tests.failed += failed
  }
  if (!isGood && !step.isLoud) console.log(`${result.stdout}\n${result.stderr}`)
  console.log(`${isGood ? 'ok  ' : 'FAIL'} ${step.name} ${seconds} s`)
  return isGood
}

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !STEPS.some((step) => step.name === name))
if (unknown.length > 0) {
  console.error(
    `No such step: ${unknown.join(', ')}. Steps: ${STEPS.map((s) => s.name).join(', ')}`,
  )
  process.exit(2)
}
ensureTools()
const steps = wanted.length > 0 ? STEPS.filter((step) => wanted.includes(step.name)) : STEPS
const startedAt = performance.now()
const failed = steps.find((step) => !run(step))
const minutes = ((performance.now() - startedAt) / 60_000).toFixed(1)
console.log(
  failed
    ? `\nStopped at ${failed.name} after ${minutes} minutes.`
    : `\nAll ${steps.length} steps passed in ${minutes} minutes.`,
)
// Once more at the end: of a long log often only that is kept, and a runner prints the reason long before.
for (const { title, message } of failed?.runner ? readFailures(failed.runner).slice(0, 3) : [])
  console.log(`\n${title}\n${message.slice(0, 900)}`)
// The last line counts all tests of all runners, whatever the steps after them printed.
console.log(`${tests.passed} passed, ${tests.failed} failed`)
process.exit(failed ? 1 : 0)
