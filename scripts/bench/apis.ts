/**
 * What the catalog costs in a browser with 2,000 APIs: real Chromium, processor slowed four times, Fast 4G. The list and its searches
 * until they are painted, these at the machine's own speed, too; OpenAPI documents of more than 10,000 lines, one generated and one of a
 * public API, until their operations are listed, and the longest task of the main thread meanwhile. `node scripts/bench/apis.ts
 * [APIs]`; OPENAPI_DOCUMENT names a document of one's own in their place. Asserts nothing.
 */
import type { Browser, Page } from '@playwright/test'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'

import type { Measured } from './browser.ts'
import { launch, unthrottled } from './browser.ts'
import { addresses, seedApis, startPlace, TENANT } from './place.ts'
import { budget, median, write } from './report.ts'
import { routeChange } from './route-change.ts'
import { freshPage, signedIn, type StorageState } from './sign-in.ts'

const APIS = Number(process.argv[2] ?? 2_000)
const RUNS = 5
const ROWS = 50
/** Pauses of a person between two letters are longer; the search waits for them. */
const SETTLE_MS = 1_500
/** After it a dashboard has fetched what it keeps for later. */
const CALM_MS = 6_000
/** People rest longer on what they are about to click. */
const REST_MS = 200
const place = (name: string) => `/t/${TENANT}/${name}`
const linkTo = (name: string) => `nav a[href="${place(name)}"]`

const platform = await startPlace()
try {
  const started = performance.now()
  await seedApis(platform, APIS)
  write(`${APIS} APIs registered in ${((performance.now() - started) / 1000).toFixed(0)} s\n\n`)
  const browser = await launch()
  try {
    // A page without rows: those of another list would be taken for the catalog's.
    const home = addresses.console + place('dashboard')
    const state = await signedIn(browser, home, platform.secrets.userPassword)
    const measured = await freshPage(browser, state)
    await measured.page.goto(home)
    await measured.page.locator('h1').waitFor()
    await reportList(browser, state, measured)
    // A desktop on the company's network first, then the slow place of all budgets.
    await unthrottled(measured, () => reportSearches(measured, 'on this machine as it is'))
    await reportSearches(measured, 'at 4x CPU and Fast 4G')
    await reportImports(measured)
  } finally {
    await browser.close()
  }
} finally {
  await platform.stop()
}

async function reportList(
  browser: Browser,
  state: StorageState,
  measured: Measured,
): Promise<void> {
  write(`dashboard -> APIs, ${ROWS} rows of ${APIS}, at 4x CPU and Fast 4G\n`)
  const first = { atOnce: [] as number[], rested: [] as number[] }
  for (let run = 0; run < RUNS; run += 1) {
    first.atOnce.push(await firstTime(browser, state, 0))
    first.rested.push(await firstTime(browser, state, REST_MS))
  }
  budget('first time: rows painted, ms', median(first.atOnce), 500)
  budget(`the pointer there ${REST_MS} ms before, ms`, median(first.rested), 500)
  const again = []
  for (let run = 0; run <= RUNS; run += 1) {
    again.push(await routeChange(measured, place('apis'), ROWS))
    await measured.page.locator(linkTo('dashboard')).click()
    await measured.page.waitForURL(/\/dashboard/)
    await measured.page.waitForTimeout(SETTLE_MS)
  }
  budget('again: rows painted, ms', median(again.slice(1).map(({ whole }) => whole)), 500)
  write('\n')
}

/** A page that has never shown the catalog. @param rest milliseconds that the pointer is on the link before the click */
async function firstTime(browser: Browser, state: StorageState, rest: number): Promise<number> {
  const measured = await freshPage(browser, state)
  const { page } = measured
  await page.goto(addresses.console + place('dashboard'))
  await page.locator('h1').waitFor()
  await page.waitForTimeout(CALM_MS)
  if (rest > 0) {
    await page.locator(linkTo('apis')).hover()
    await page.waitForTimeout(rest)
  }
  const { whole } = await routeChange(measured, place('apis'), ROWS)
  await page.context().close()
  return whole
}

async function reportSearches({ page }: Measured, where: string): Promise<void> {
  await page.goto(addresses.console + place('apis'))
  await page
    .locator('tbody tr')
    .nth(ROWS - 1)
    .waitFor()
  await page.waitForTimeout(SETTLE_MS)
  write(
    `from the last letter of a search, or the choice of a filter, to the painted answer, ${where}\n`,
  )
  const mark = APIS - 3
  for (const text of [
    `bench-${mark}`,
    `Service ${mark}`,
    `the kind ${mark}`,
    `backend-${mark}.e`,
  ]) {
    const took = await painted(page, `bench-${mark}`, 1, async () => {
      await page.getByRole('searchbox', { name: 'Search APIs' }).fill(text)
    })
    budget(`search "${text}", ms`, took, 500)
    await painted(page, '', ROWS, () =>
      page.getByRole('searchbox', { name: 'Search APIs' }).fill(''),
    )
  }
  const drafts = await painted(page, 'Draft', ROWS, async () => {
    await page.getByLabel('Status').selectOption('draft')
  })
  budget('filter by status, ms', drafts, 500)
  write('\n')
}

/** Milliseconds until the list has so many rows, each with the text, and a frame with them was painted. */
async function painted(
  page: Page,
  text: string,
  rows: number,
  act: () => Promise<unknown>,
): Promise<number> {
  const done = page.evaluate(
    ([wanted, count]) =>
      new Promise<number>((resolve) => {
        const look = () => {
          const found = [...document.querySelectorAll('tbody tr')]
          const isThere =
            found.length === count && found.every((row) => row.textContent.includes(wanted))
          if (!isThere) return requestAnimationFrame(look)
          return requestAnimationFrame(() => setTimeout(() => resolve(performance.now())))
        }
        requestAnimationFrame(look)
      }),
    [text, rows] as const,
  )
  await act()
  const from = await page.evaluate(() => performance.now())
  const end = await done
  await page.waitForTimeout(SETTLE_MS)
  return Math.max(0, end - from)
}

/** 600 operations in more than 10,000 lines, as a generator would write them. */
function generated(): string {
  const schema = { type: 'object', properties: { id: { type: 'string', description: 'An id' } } }
  const content = { 'application/json': { schema } }
  const responses = { 200: { description: 'OK', content }, 404: { description: 'None' } }
  const paths = Object.fromEntries(
    Array.from({ length: 300 }, (_, at) => [
      `/things-${at}`,
      {
        get: { operationId: `get${at}`, tags: [`tag ${at % 9}`], responses },
        put: { operationId: `put${at}`, requestBody: { content }, responses },
      },
    ]),
  )
  const info = { title: 'Many things', version: '1.0.0' }
  return JSON.stringify({ openapi: '3.1.0', info, paths }, null, 2)
}

async function reportImports(measured: Measured): Promise<void> {
  const own = process.env['OPENAPI_DOCUMENT']
  if (own !== undefined) return reportImport(measured, own)
  const folder = mkdtempSync(join(tmpdir(), 'stoa-bench-'))
  try {
    const file = join(folder, 'openapi.json')
    writeFileSync(file, generated())
    await reportImport(measured, file)
    const ofFigma = import.meta.resolve('@figma/rest-api-spec/openapi/openapi.yaml')
    await reportImport(measured, fileURLToPath(ofFigma))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function reportImport({ page }: Measured, file: string): Promise<void> {
  await page.goto(`${addresses.console}${place('apis/new')}`)
  await page.getByText('From an OpenAPI document').click()
  await page.waitForTimeout(SETTLE_MS)
  const from = await page.evaluate(() => performance.now())
  // By its path: contents that are handed over are put together in the page, and it was that which took the longest.
  await page.getByLabel('OpenAPI file').last().setInputFiles(file)
  const listed = page.getByText(/^\d[\d,]* operations$/)
  await listed.waitFor()
  const until = await page.evaluate(() => performance.now())
  await listed.click()
  await page.waitForTimeout(SETTLE_MS)
  const tasks = await page.evaluate(
    (since) => window.benchMarks.longTasks.filter(({ start }) => start >= since),
    from,
  )
  const operations = await page.locator('details[open] li:has(code)').count()
  const lines = readFileSync(file, 'utf8').split('\n').length
  write(`an OpenAPI document of ${lines} lines, ${basename(file)}\n`)
  write(`${'operations listed'.padEnd(40)}${String(operations).padStart(8)}\n`)
  write(`${'until they are, ms'.padEnd(40)}${(until - from).toFixed(0).padStart(8)}\n`)
  budget('longest task, ms', Math.max(0, ...tasks.map(({ duration }) => duration)), 200)
  write(`${'tasks over 50 ms'.padEnd(40)}${String(tasks.length).padStart(8)}\n\n`)
}
