/**
 * What a standing chart costs when its numbers come anew, and how soon a dashboard has its first ones: real Chromium at the machine's
 * own speed. `node scripts/bench/charts.ts [seconds]`. Asserts nothing.
 */
import type { Browser, Page } from '@playwright/test'
import { setTimeout as sleep } from 'node:timers/promises'

import type { Measured } from './browser.ts'
import { launch, speedUp } from './browser.ts'
import { addresses, startPlace, TENANT } from './place.ts'
import { budget, median, write } from './report.ts'
import { taskMs } from './route-change.ts'
import { freshPage, signedIn, type StorageState } from './sign-in.ts'

const SECONDS = Number(process.argv[2] ?? 60)
const RUNS = 5
const SERIES = 5
/** Of a step of a minute: as many points as a chart has at most. */
const MINUTES = 119
/** The quickest refresh that a page offers, in seconds. */
const PACE_S = 5
const TRAFFIC_MS = 40_000

const place = (name: string) => `${addresses.console}/t/${TENANT}/${name}`
const DASHBOARD = place('dashboard')

/** Series that differ at each refresh, so that nothing can be kept. */
const expression = Array.from(
  { length: SERIES },
  (_, at) =>
    `label_replace(vector((time() + ${at * 7}) % ${61 + at * 10}), "line", "${at}", "", "")`,
).join(' or ')

const platform = await startPlace()
try {
  const started = performance.now()
  const browser = await launch()
  try {
    const state = await signedIn(browser, DASHBOARD, platform.secrets.userPassword)
    await sleep(Math.max(0, TRAFFIC_MS - (performance.now() - started)))
    await reportFirstNumbers(browser, state)
    await reportRedraw(browser, state)
  } finally {
    await browser.close()
  }
} finally {
  await platform.stop()
}

async function fastPage(browser: Browser, state: StorageState): Promise<Measured> {
  const measured = await freshPage(browser, state)
  await speedUp(measured.cdp)
  return measured
}

/** Milliseconds from the shell to the first measured number of the traffic, files and services warm. */
async function reportFirstNumbers(browser: Browser, state: StorageState): Promise<void> {
  const measured = await fastPage(browser, state)
  const { page } = measured
  await page.addInitScript(watchFor, { shell: 'nav a[href]', number: '[data-reading=value]' })
  const waits: number[] = []
  // The first one fills the cache.
  for (let run = 0; run <= RUNS; run += 1) {
    await page.goto(DASHBOARD)
    await page.locator('[data-reading=value]').first().waitFor()
    const { shell = 0, number = 0 } = await page.evaluate(() => window.benchSeen)
    if (run > 0) waits.push(number - shell)
  }
  write(`dashboard at the machine's own speed, median of ${RUNS}\n`)
  budget('first numbers after the shell, ms', median(waits), 300)
  await page.context().close()
}

/** What the main thread works for one refresh of one chart: the question, its answer, and the drawing. */
async function reportRedraw(browser: Browser, state: StorageState): Promise<void> {
  const measured = await fastPage(browser, state)
  const quiet = await worked(measured, 'off')
  const busy = await worked(measured, `${PACE_S}s`)
  write(`\na chart in Explore at the machine's own speed, over ${SECONDS} s each\n`)
  write(`${'series, points of each'.padEnd(40)}${`${busy.series}, ${busy.points}`.padStart(8)}\n`)
  write(`${'redraws'.padEnd(40)}${String(busy.answers).padStart(8)}\n`)
  const each = (busy.mainThread - quiet.mainThread) / Math.max(busy.answers, 1)
  budget('main thread for a redraw, ms', each, 60)
  await measured.page.context().close()
}

async function worked(measured: Measured, refresh: string) {
  const { page, cdp } = measured
  const search = new URLSearchParams({ q: expression, from: `now-${MINUTES}m`, refresh })
  const answers = watchAnswers(page)
  await page.goto(`${place('explore')}?${search}`)
  await page.locator('svg.recharts-surface').first().waitFor()
  await page.waitForTimeout(5_000)
  answers.length = 0
  const before = await taskMs(cdp)
  await page.waitForTimeout(SECONDS * 1000)
  const mainThread = (await taskMs(cdp)) - before
  const series = answers.at(-1) ?? []
  return { mainThread, answers: answers.length, series: series.length, points: series[0] ?? 0 }
}

/** Of every answer over time the number of points of each series. */
function watchAnswers(page: Page): number[][] {
  const answers: number[][] = []
  page.removeAllListeners('response')
  page.on('response', async (response) => {
    if (!response.url().includes('/query_range') || !response.ok()) return
    const { data }: { data: { result: { values: unknown[] }[] } } = await response.json()
    answers.push(data.result.map(({ values }) => values.length))
  })
  return answers
}

declare global {
  interface Window {
    benchSeen: Record<string, number>
  }
}

/** Runs in the page, before its own scripts: when the first element of each selector was there. */
function watchFor(selectors: Record<string, string>): void {
  window.benchSeen = {}
  new MutationObserver(() => {
    for (const [name, selector] of Object.entries(selectors))
      if (!(name in window.benchSeen) && document.querySelector(selector))
        window.benchSeen[name] = performance.now()
  }).observe(document, { childList: true, subtree: true })
}
