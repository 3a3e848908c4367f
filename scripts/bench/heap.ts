/**
 * What an open dashboard keeps and asks over a working day: its clock is turned on by eight hours, refresh by refresh, while every
 * question goes to the real platform. After each of those hours the heap is measured behind a collection of garbage. Then the tab is
 * hidden for an hour. `node scripts/bench/heap.ts [hours]`. Asserts nothing.
 */
import type { CDPSession, Page, Request } from '@playwright/test'

import type { Measured } from './browser.ts'
import { launch, speedUp } from './browser.ts'
import { addresses, startPlace, TENANT } from './place.ts'
import { budget, write } from './report.ts'
import { freshPage, signedIn } from './sign-in.ts'

const HOURS = Number(process.argv[2] ?? 8)
/** The dashboard's own refresh, in seconds. */
const STEP_S = 15
/** Shorter than any patience of the page, which must not run out before a real server has answered. */
const TICKS = 3
const STEPS_AN_HOUR = 3600 / STEP_S
/** Answers are awaited at most so long, in real milliseconds. */
const PATIENCE_MS = 10_000
const DASHBOARD = `${addresses.console}/t/${TENANT}/dashboard`

interface Hour {
  hour: number
  heapMb: number
  nodes: number
  listeners: number
  requestsAMinute: number
}

const platform = await startPlace()
try {
  const browser = await launch()
  try {
    const state = await signedIn(browser, DASHBOARD, platform.secrets.userPassword)
    await report(await freshPage(browser, state))
  } finally {
    await browser.close()
  }
} finally {
  await platform.stop()
}

async function report(measured: Measured): Promise<void> {
  const { page, cdp } = measured
  await speedUp(cdp)
  await page.clock.install()
  await page.goto(DASHBOARD)
  await page.locator('svg.recharts-surface').first().waitFor()
  const settled = inFlight(page)
  // What is loaded and compiled once is no growth.
  await pass(measured, settled, 40)
  write('dashboard on a turned clock, each question asked of the real platform\n')
  write('hour   heap MB   nodes   listeners   requests/min\n')
  const hours: Hour[] = [await look(cdp, 0, Number.NaN)]
  print(hours[0])
  for (let hour = 1; hour <= HOURS; hour += 1) {
    const requests = await pass(measured, settled, STEPS_AN_HOUR)
    const measuredHour = await look(cdp, hour, requests / 60)
    hours.push(measuredHour)
    print(measuredHour)
  }
  // A page that was signed out meanwhile would ask for nothing, and keep nothing.
  await page.locator('[data-reading=value]').first().waitFor()
  judge(hours)
  await hide(page)
  await pass(measured, settled, 4)
  const hidden = await pass(measured, settled, STEPS_AN_HOUR)
  budget('requests of an hour hidden', hidden, 0)
}

/**
 * Turns the clock on by so many refreshes, some seconds at a time: it stands still while an answer is awaited, or the page would give up
 * what a real server needs a real moment for, the renewal of its token among it.
 * @returns how many requests the page has sent
 */
async function pass(
  measured: Measured,
  settled: () => Promise<void>,
  steps: number,
): Promise<number> {
  measured.forget()
  for (let tick = 0; tick < steps * TICKS; tick += 1) {
    await measured.page.clock.runFor((STEP_S * 1000) / TICKS)
    await settled()
  }
  return measured.requests.length
}

/** Resolves when every request of the page has been answered. */
function inFlight(page: Page): () => Promise<void> {
  const open = new Set<Request>()
  page.on('request', (request) => open.add(request))
  page.on('requestfinished', (request) => open.delete(request))
  page.on('requestfailed', (request) => open.delete(request))
  return async () => {
    const until = performance.now() + PATIENCE_MS
    while (open.size > 0 && performance.now() < until)
      await new Promise((resolve) => setTimeout(resolve, 5))
    // What never ends is not waited for again.
    open.clear()
  }
}

async function look(cdp: CDPSession, hour: number, requestsAMinute: number): Promise<Hour> {
  // Twice: what ends with the first is garbage to the second.
  for (let turn = 0; turn < 2; turn += 1) await cdp.send('HeapProfiler.collectGarbage')
  const { usedSize } = await cdp.send('Runtime.getHeapUsage')
  const { metrics } = await cdp.send('Performance.getMetrics')
  const of = (wanted: string) => metrics.find(({ name }) => name === wanted)?.value ?? 0
  return {
    hour,
    heapMb: usedSize / 1e6,
    nodes: of('Nodes'),
    listeners: of('JSEventListeners'),
    requestsAMinute,
  }
}

function print(one: Hour | undefined): void {
  if (!one) return
  const { hour, heapMb, nodes, listeners, requestsAMinute } = one
  const asked = Number.isNaN(requestsAMinute) ? '-' : requestsAMinute.toFixed(1)
  write(
    `${String(hour).padStart(4)}${heapMb.toFixed(2).padStart(10)}${String(nodes).padStart(8)}${String(listeners).padStart(12)}${asked.padStart(15)}\n`,
  )
}

function judge(hours: readonly Hour[]): void {
  const [first, ...later] = hours
  const last = later.at(-1)
  if (!first || !last) return
  const rates = later.map(({ requestsAMinute }) => requestsAMinute)
  write('\n')
  budget('heap, MB an hour', (last.heapMb - first.heapMb) / last.hour, 5, 2)
  budget('listeners more than at first', last.listeners - first.listeners, 0)
  budget('requests a minute, most - least', Math.max(...rates) - Math.min(...rates), 1, 1)
}

/** As the browser does it when another tab is shown. */
async function hide(page: Page): Promise<void> {
  await page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { get: () => 'hidden' })
    Object.defineProperty(document, 'hidden', { get: () => true })
    document.dispatchEvent(new Event('visibilitychange'))
  })
}
