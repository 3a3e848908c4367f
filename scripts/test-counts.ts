/** How many tests a step ran, as its runner's own JSON report says it. */

import { existsSync, readFileSync, rmSync } from 'node:fs'

/** Tests that passed and failed. */
export interface TestCount {
  passed: number
  failed: number
}

/** The reports that vitest.config.ts and playwright.config.ts have their runners write. */
const REPORTS = { vitest: 'test-counts/unit.json', playwright: 'test-counts/e2e.json' } as const

export type Runner = keyof typeof REPORTS

/** Vitest's and Playwright's reports, as far as they count. */
type Report =
  | { numPassedTests: number; numFailedTests: number }
  | { stats: { expected: number; unexpected: number; flaky: number } }

/** Takes the text of a runner's JSON report and gives its numbers. Throws on a text that is none. */
export function countIn(text: string): TestCount {
  const report = JSON.parse(text) as Report
  if ('stats' in report) {
    const { expected, flaky, unexpected } = report.stats
    return { passed: expected + flaky, failed: unexpected }
  }
  return { passed: report.numPassedTests, failed: report.numFailedTests }
}

/** Forgets what an earlier run wrote, so that a runner that dies counts nothing. */
export function forgetCount(runner: Runner): void {
  rmSync(REPORTS[runner], { force: true })
}

/** What the runner counted since {@link forgetCount}. */
export function readCount(runner: Runner): TestCount {
  const path = REPORTS[runner]
  return existsSync(path) ? countIn(readFileSync(path, 'utf8')) : { passed: 0, failed: 0 }
}
