/**
 * What the console costs in a browser: real Chromium, processor slowed four times, Fast 4G, against a platform of its own with demo
 * traffic. Prints the measures beside their budgets and asserts nothing. `node scripts/bench/pages.ts [runs]`.
 */
import type { Browser, Page } from '@playwright/test'
import { setTimeout as sleep } from 'node:timers/promises'

import type { Load, Measured } from './browser.ts'
import { launch, loadOf, medianLoad } from './browser.ts'
import { startFloor } from './floor.ts'
import { addresses, prometheusRequests, startPlace, TENANT } from './place.ts'
import { budget, median, write } from './report.ts'
import { routeChange, scrollRate } from './route-change.ts'
import { freshPage, signedIn, type StorageState } from './sign-in.ts'

const RUNS = Number(process.argv[2] ?? 5)
const POLL_SECONDS = Number(process.argv[3] ?? 60)
/** Traffic that the charts can draw: some scrapes of 15 s. */
const TRAFFIC_MS = 50_000
const ROWS = 50

type Way = 'cold' | 'warm'

interface Target {
  name: string
  url: string
  ready: (page: Page) => Promise<unknown>
}

interface Row extends Load {
  name: string
  way: Way
  /** From the first address typed to the largest paint, with the round trip to Keycloak. */
  wholeWay: number
}

const place = (name: string) => `/t/${TENANT}/${name}`
/** Those of the first screen: what lies below is drawn when it is scrolled to. */
const CHARTS = 2
const DASHBOARD: Target = {
  name: 'dashboard',
  url: addresses.console + place('dashboard'),
  ready: (page) =>
    page
      .locator('svg.recharts-surface')
      .nth(CHARTS - 1)
      .waitFor(),
}
const CONSUMERS: Target = {
  name: 'consumers',
  url: addresses.console + place('consumers'),
  ready: (page) =>
    page
      .locator('tbody tr')
      .nth(ROWS - 1)
      .waitFor(),
}

const platform = await startPlace()
try {
  const started = performance.now()
  const floor = await startFloor()
  const browser = await launch()
  try {
    const state = await signedIn(browser, DASHBOARD.url, platform.secrets.userPassword)
    await sleep(Math.max(0, TRAFFIC_MS - (performance.now() - started)))
    const floorTarget = {
      name: 'floor',
      url: floor.url,
      ready: (page: Page) => page.locator('h1').waitFor(),
    }
    await reportLoads(browser, state, [floorTarget, DASHBOARD, CONSUMERS])
    await reportSteps(browser, state)
    await reportPolling(browser, state)
  } finally {
    await browser.close()
    floor.stop()
  }
} finally {
  await platform.stop()
}

async function open(measured: Measured, target: Target, way: Way): Promise<Row> {
  measured.forget()
  // The document that counts is the one after Keycloak's round trip: without a cache it is as cold as the one before.
  await measured.cdp.send('Network.setCacheDisabled', { cacheDisabled: way === 'cold' })
  const typedAt = Date.now()
  await measured.page.goto(target.url)
  const load = await loadOf(measured, () => target.ready(measured.page))
  const origin = await measured.page.evaluate(() => performance.timeOrigin)
  return { name: target.name, way, wholeWay: origin + load.lcp - typedAt, ...load }
}

async function reportLoads(
  browser: Browser,
  state: StorageState,
  targets: Target[],
): Promise<void> {
  const rows: Row[] = []
  // Interleaved, so that a busy minute of the machine meets all of them.
  for (let run = 0; run < RUNS; run += 1)
    for (const target of targets) {
      const measured = await freshPage(browser, state)
      rows.push(await open(measured, target, 'cold'))
      await open(measured, target, 'warm')
      rows.push(await open(measured, target, 'warm'))
      await measured.page.context().close()
    }
  write(
    `pages at 4x CPU and Fast 4G, median of ${RUNS}; times of the document after the sign-in's round trip\n`,
  )
  write(
    'page       way   files  calls  wire kB    FCP    LCP    TBT  ready  heap MB  typed to LCP\n',
  )
  const medians = targets.flatMap((target) => [
    medianRow(rows, target, 'cold'),
    medianRow(rows, target, 'warm'),
  ])
  for (const row of medians) write(lineOf(row))
  judge(medians)
}

function medianRow(rows: Row[], { name }: Target, way: Way): Row {
  const own = rows.filter((row) => row.name === name && row.way === way)
  return { name, way, ...medianLoad(own), wholeWay: median(own.map(({ wholeWay }) => wholeWay)) }
}

function lineOf(row: Row): string {
  const times = [row.fcp, row.lcp, row.tbt, row.ready].map((ms) => ms.toFixed(0).padStart(7))
  const start = `${row.name.padEnd(11)}${row.way}${String(row.files).padStart(8)}${String(row.apiCalls).padStart(7)}`
  const rest = `${row.heapMb.toFixed(1).padStart(9)}${row.wholeWay.toFixed(0).padStart(14)}`
  return `${start}${row.wireKb.toFixed(0).padStart(9)}${times.join('')}${rest}\n`
}

function judge(rows: Row[]): void {
  const of = (name: string, way: Way) => rows.find((row) => row.name === name && row.way === way)
  const ratio = (way: Way) => (of('dashboard', way)?.lcp ?? 0) / (of('floor', way)?.lcp ?? 0)
  const dashboard = of('dashboard', 'cold')
  write('\n')
  budget('dashboard, files of a cold load', dashboard?.files ?? 0, 14)
  budget('dashboard, TBT cold, ms', dashboard?.tbt ?? 0, 150)
  budget('LCP dashboard / floor, cold', ratio('cold'), 1.25, 2)
  budget('LCP dashboard / floor, warm', ratio('warm'), 1.25, 2)
  write(
    'The floor has no sign-in and no server to ask; the dashboard exchanges a code and asks real services.\n\n',
  )
}

async function reportSteps(browser: Browser, state: StorageState): Promise<void> {
  const measured = await freshPage(browser, state)
  await open(measured, DASHBOARD, 'warm')
  const first = await routeChange(measured, place('consumers'), ROWS)
  const again = []
  for (let run = 0; run < RUNS; run += 1) {
    await measured.page.locator(`nav a[href="${place('dashboard')}"]`).click()
    await DASHBOARD.ready(measured.page)
    await measured.page.waitForTimeout(500)
    again.push(await routeChange(measured, place('consumers'), ROWS))
  }
  write(`dashboard -> consumers, ${ROWS} rows, at 4x CPU and Fast 4G; warm: median of ${RUNS}\n`)
  budget('first time: heading painted, ms', first.first, 50)
  write(`${'first time: rows painted, ms'.padEnd(40)}${first.whole.toFixed(0).padStart(8)}\n`)
  budget('warm data: rows painted, ms', median(again.map(({ whole }) => whole)), 100)
  budget('warm data: main thread, ms', median(again.map(({ mainThread }) => mainThread)), 170)
  budget('DOM nodes', median(again.map(({ nodes }) => nodes)), 3_000)
  write(
    `${'frames a second while scrolling'.padEnd(40)}${(await scrollRate(measured)).toFixed(0).padStart(8)}   of 60\n\n`,
  )
  await measured.page.context().close()
}

async function reportPolling(browser: Browser, state: StorageState): Promise<void> {
  const measured = await freshPage(browser, state)
  await open(measured, DASHBOARD, 'warm')
  const visible = await asked(measured)
  await measured.page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { get: () => 'hidden' })
    Object.defineProperty(document, 'hidden', { get: () => true })
    document.dispatchEvent(new Event('visibilitychange'))
  })
  // What was under way ends.
  await sleep(2_000)
  const hidden = await asked(measured)
  write(`questions of an open dashboard, over ${POLL_SECONDS} s\n`)
  const each = (count: number) => count / Math.max(visible.refreshes, 1)
  budget('Prometheus, a refresh, by the dashboard', each(visible.questions), 6, 1)
  budget('Prometheus, a refresh, with the health', each(visible.prometheus), 6, 1)
  budget('refreshes a minute (scrape each 15 s)', perMinute(visible.refreshes), 4, 1)
  budget('Prometheus, a minute hidden', perMinute(hidden.prometheus), 0, 1)
  write(
    `${'Prometheus, a minute visible'.padEnd(40)}${perMinute(visible.prometheus).toFixed(1).padStart(8)}\n`,
  )
  write(
    `${'all requests of the page, visible'.padEnd(40)}${perMinute(visible.all).toFixed(1).padStart(8)}\n`,
  )
  write(
    `${'all requests of the page, hidden'.padEnd(40)}${perMinute(hidden.all).toFixed(1).padStart(8)}\n`,
  )
  await measured.page.context().close()
}

/** What a dashboard asks for in a while; a refresh is known by the summary's own question. */
async function asked(measured: Measured) {
  measured.forget()
  const before = await prometheusRequests()
  await sleep(POLL_SECONDS * 1000)
  const prometheus = (await prometheusRequests()) - before
  const asking = (path: string) => measured.requests.filter(({ url }) => url.includes(path)).length
  return {
    prometheus,
    questions: asking('/v1/metrics/'),
    refreshes: asking('/v1/metrics/alerts'),
    all: measured.requests.length,
  }
}

function perMinute(count: number): number {
  return (count * 60) / POLL_SECONDS
}
