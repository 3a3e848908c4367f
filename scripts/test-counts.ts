/** How many tests a step ran and what failed, as its runner's own JSON report says it. */

import { existsSync, readFileSync, rmSync } from 'node:fs'
import { stripVTControlCharacters } from 'node:util'

/** Tests that passed and failed. */
export interface TestCount {
  passed: number
  failed: number
}

/** The reports that vitest.config.ts and playwright.config.ts have their runners write. */
const REPORTS = { vitest: 'test-counts/unit.json', playwright: 'test-counts/e2e.json' } as const

export type Runner = keyof typeof REPORTS

interface Suite {
  suites?: Suite[]
  specs?: {
    title: string
    file: string
    tests: { results: { errors: { message?: string }[] }[] }[]
  }[]
}

/** Playwright's report, as far as it is read here. */
interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number }
  suites?: Suite[]
}

/** Vitest's. A file that could not be run has a message of its own. */
interface VitestReport {
  numPassedTests: number
  numFailedTests: number
  testResults?: {
    name: string
    message?: string
    assertionResults?: { fullName: string; failureMessages?: string[] | null }[]
  }[]
}

type Report = PlaywrightReport | VitestReport

/** A test that failed, and its runner's words for it without colours. */
export interface TestFailure {
  title: string
  message: string
}

const plain = (message: string) => stripVTControlCharacters(message).trim()

/** Takes the text of a runner's JSON report and gives its numbers. Throws on a text that is none. */
export function countIn(text: string): TestCount {
  const report = JSON.parse(text) as Report
  if ('stats' in report) {
    const { expected, flaky, unexpected } = report.stats
    return { passed: expected + flaky, failed: unexpected }
  }
  return { passed: report.numPassedTests, failed: report.numFailedTests }
}

/** Takes the text of a runner's JSON report and gives what failed, in the report's order. Throws on a text that is none. */
export function failuresIn(text: string): TestFailure[] {
  const report = JSON.parse(text) as Report
  if ('stats' in report) return (report.suites ?? []).flatMap(failuresOfSuite)
  return (report.testResults ?? []).flatMap(({ name, message, assertionResults }) => {
    const ofTests = (assertionResults ?? []).flatMap((test) =>
      (test.failureMessages ?? []).map((words) => ({
        title: test.fullName,
        message: plain(words),
      })),
    )
    return ofTests.length > 0 || !message ? ofTests : [{ title: name, message: plain(message) }]
  })
}

function failuresOfSuite({ suites = [], specs = [] }: Suite): TestFailure[] {
  const own = specs.flatMap(({ title, file, tests }) =>
    tests
      .flatMap(({ results }) => results.flatMap(({ errors }) => errors))
      .map(({ message = '' }) => ({ title: `${file}: ${title}`, message: plain(message) })),
  )
  return [...own, ...suites.flatMap(failuresOfSuite)]
}

/** Forgets what an earlier run wrote, so that a runner that dies counts nothing. */
export function forgetCount(runner: Runner): void {
  rmSync(REPORTS[runner], { force: true })
}

/** What the runner counted since {@link forgetCount}. */
export function readCount(runner: Runner): TestCount {
  const text = readReport(runner)
  return text === undefined ? { passed: 0, failed: 0 } : countIn(text)
}

/** What failed since {@link forgetCount}. */
export function readFailures(runner: Runner): TestFailure[] {
  const text = readReport(runner)
  return text === undefined ? [] : failuresIn(text)
}

function readReport(runner: Runner): string | undefined {
  const path = REPORTS[runner]
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined
}
