/** Where a key must not be found. */

import type { Page } from '@playwright/test'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { controlPlane, TENANT } from './control-plane.ts'
import { addresses, STATE_DIR } from './place.ts'

/** Every file of the platform's state that holds the text: data, logs, metrics, configuration. */
export function filesWith(text: string, folder = STATE_DIR): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => statSync(file).size < 200_000_000 && readFileSync(file).includes(text))
}

/** Everything that a page sends, is answered by the Control Plane and says, from now on. */
export function overhear(page: Page): { sent: string[]; answers: string[]; said: string[] } {
  const heard = { sent: [] as string[], answers: [] as string[], said: [] as string[] }
  page.on('console', (message) => heard.said.push(message.text()))
  page.on('request', (request) =>
    heard.sent.push(
      [request.url(), JSON.stringify(request.headers()), request.postData() ?? ''].join(' '),
    ),
  )
  page.on('response', (response) => {
    if (response.url().includes('/api/v1/'))
      response.text().then(
        (body) => heard.answers.push(response.url() + body),
        () => undefined,
      )
  })
  return heard
}

/** What the page holds now: its document, its storage, its place. */
export const keptBy = (page: Page): Promise<string> =>
  page.evaluate(() =>
    JSON.stringify([
      document.documentElement.outerHTML,
      Object.entries(localStorage),
      Object.entries(sessionStorage),
      window.history.state,
      window.location.href,
    ]),
  )

/**
 * Where the servers say the text, asked by whoever may see all of it; files alone would not tell, because time series and long rows
 * are compressed there.
 */
export async function serversSaying(text: string): Promise<string[]> {
  const path = { tenant: TENANT }
  const json = async (answer: Promise<{ data?: unknown }>) => JSON.stringify((await answer).data)
  const textOf = async (address: string) => (await fetch(address)).text()
  const plane = controlPlane()
  const series = new URLSearchParams({ 'match[]': '{tenant!=""}' })
  const said = {
    audit: json(plane.GET('/v1/audit/{tenant}', { params: { path, query: { page_size: 100 } } })),
    log: json(plane.GET('/v1/logs/{tenant}', { params: { path, query: { limit: 500 } } })),
    'metrics of the control plane': textOf(`${addresses.controlPlane}/metrics`),
    'metrics of the gateway': textOf(`${addresses.gateway}/metrics`),
    'time series': textOf(`${addresses.prometheus}/api/v1/series?${series}`),
  }
  const found = await Promise.all(
    Object.entries(said).map(async ([name, answer]) =>
      (await answer).includes(text) ? [name] : [],
    ),
  )
  return found.flat()
}
