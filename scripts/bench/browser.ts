/** A throttled Chromium page that counts what it loads and what its main thread does. */
import type { Browser, BrowserContext, CDPSession, Page } from '@playwright/test'
import { chromium } from '@playwright/test'

/** Fast 4G as Chromium's own tools have it: bytes a second and milliseconds. */
const FAST_4G = {
  offline: false,
  downloadThroughput: (9_000_000 / 8) * 0.9,
  uploadThroughput: (1_500_000 / 8) * 0.9,
  latency: 60 * 2.75,
}
const NETWORK_AS_IT_IS = {
  offline: false,
  downloadThroughput: -1,
  uploadThroughput: -1,
  latency: 0,
}
const CPU_SLOWDOWN = 4

/** What one document cost; times in milliseconds from its own navigation. */
export interface Load {
  /** Documents, scripts, styles, pictures, configuration, as far as the network was asked for them. */
  files: number
  apiCalls: number
  wireKb: number
  fcp: number
  lcp: number
  /** The sum of what long tasks after the first paint take above 50 ms. */
  tbt: number
  /** Until the page showed what it is for. */
  ready: number
  heapMb: number
}

export interface Measured {
  page: Page
  cdp: CDPSession
  /** Everything that was asked for since {@link Measured.forget}, the current document's last. */
  requests: { url: string; type: string; wireBytes: number; isCached: boolean }[]
  forget(): void
}

/** Debian's Chromium; CHROMIUM names another. */
export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-sync'],
  })
}

/** Does something on the page with this machine's own speed and network, and slows it down again. */
export async function unthrottled({ cdp }: Measured, work: () => Promise<unknown>): Promise<void> {
  await speedUp(cdp)
  await work()
  await slowDown(cdp)
}

/** The page has this machine's own speed and network from now on. */
export async function speedUp(cdp: CDPSession): Promise<void> {
  await cdp.send('Network.emulateNetworkConditions', NETWORK_AS_IT_IS)
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 1 })
}

async function slowDown(cdp: CDPSession): Promise<void> {
  await cdp.send('Network.emulateNetworkConditions', FAST_4G)
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN })
}

/** A page of the context with the slow processor and network of the budgets. */
export async function throttledPage(context: BrowserContext): Promise<Measured> {
  const page = await context.newPage()
  const cdp = await context.newCDPSession(page)
  const requests: Measured['requests'] = []
  const byId = new Map<string, Measured['requests'][number]>()
  cdp.on('Network.requestWillBeSent', ({ requestId, request, type }) => {
    if (request.url.startsWith('data:')) return
    const entry = { url: request.url, type: type ?? 'Other', wireBytes: 0, isCached: false }
    requests.push(entry)
    byId.set(requestId, entry)
  })
  const cached = (requestId: string) => {
    const entry = byId.get(requestId)
    if (entry) entry.isCached = true
  }
  cdp.on('Network.requestServedFromCache', ({ requestId }) => cached(requestId))
  cdp.on('Network.responseReceived', ({ requestId, response }) => {
    if (response.fromDiskCache) cached(requestId)
  })
  cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const entry = byId.get(requestId)
    if (entry) entry.wireBytes = encodedDataLength
  })
  await cdp.send('Network.enable')
  await cdp.send('Performance.enable')
  await slowDown(cdp)
  await page.addInitScript(observe)
  return { page, cdp, requests, forget: () => requests.splice(0) }
}

interface Marks {
  lcp: number
  longTasks: { start: number; duration: number }[]
}

declare global {
  interface Window {
    benchMarks: Marks
  }
}

/** Runs in the page, before its own scripts. */
function observe(): void {
  const marks: Marks = { lcp: 0, longTasks: [] }
  window.benchMarks = marks
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) marks.lcp = entry.startTime
  }).observe({ type: 'largest-contentful-paint', buffered: true })
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries())
      marks.longTasks.push({ start: startTime, duration })
  }).observe({ type: 'longtask', buffered: true })
}

/** How long a page that is ready is watched on, for what comes late. */
const SETTLE_MS = 2_000

/**
 * The cost of the document that the page has ended on.
 * @param ready resolves when the page shows what it is for
 */
export async function loadOf(
  { page, cdp, requests }: Measured,
  ready: () => Promise<unknown>,
): Promise<Load> {
  await ready()
  const readyAt = await page.evaluate(() => performance.now())
  await page.waitForTimeout(SETTLE_MS)
  const { fcp, lcp, tbt } = await page.evaluate(() => {
    const first = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0
    const blocking = window.benchMarks.longTasks.filter((task) => task.start >= first)
    return {
      fcp: first,
      lcp: window.benchMarks.lcp,
      tbt: blocking.reduce((sum, task) => sum + task.duration - 50, 0),
    }
  })
  await cdp.send('HeapProfiler.collectGarbage')
  const { usedSize } = await cdp.send('Runtime.getHeapUsage')
  const document = requests.findLastIndex(({ type }) => type === 'Document')
  const own = requests.slice(Math.max(document, 0)).filter(({ isCached }) => !isCached)
  const apiCalls = own.filter(({ url }) => isApiCall(url)).length
  return {
    files: own.length - apiCalls,
    apiCalls,
    wireKb: own.reduce((sum, { wireBytes }) => sum + wireBytes, 0) / 1000,
    fcp,
    lcp,
    tbt,
    ready: readyAt,
    heapMb: usedSize / 1e6,
  }
}

/** Is this a call of the Control Plane, a health probe or Keycloak, and no file of the page? */
export function isApiCall(url: string): boolean {
  return /\/v1\/|\/realms\/|\/health|\/ready|\/-\//.test(new URL(url).pathname)
}

/** The middle one of some loads, by each measure alone. */
export function medianLoad(loads: Load[]): Load {
  const of = (measure: (load: Load) => number) => {
    const sorted = loads.map(measure).toSorted((a, b) => a - b)
    return sorted[Math.floor(sorted.length / 2)] ?? 0
  }
  return {
    files: of(({ files }) => files),
    apiCalls: of(({ apiCalls }) => apiCalls),
    wireKb: of(({ wireKb }) => wireKb),
    fcp: of(({ fcp }) => fcp),
    lcp: of(({ lcp }) => lcp),
    tbt: of(({ tbt }) => tbt),
    ready: of(({ ready }) => ready),
    heapMb: of(({ heapMb }) => heapMb),
  }
}
