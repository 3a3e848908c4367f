/** Signed-in pages with the slow processor and network of the budgets. */
import type { Browser, BrowserContext } from '@playwright/test'

import type { Measured } from './browser.ts'
import { throttledPage } from './browser.ts'

/** How long a page may take until it shows what it is for. */
const READY_LIMIT_MS = 45_000

export type StorageState = Awaited<ReturnType<BrowserContext['storageState']>>

/** Cookies of a session at Keycloak. @param url a page that asks to sign in */
export async function signedIn(
  browser: Browser,
  url: string,
  password: string,
): Promise<StorageState> {
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(url)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.locator('#username').fill('admin')
  await page.locator('#password').fill(password)
  await page.locator('#kc-login').click()
  await page.getByRole('navigation').first().waitFor()
  const state = await context.storageState()
  await context.close()
  return state
}

export async function freshPage(browser: Browser, state: StorageState): Promise<Measured> {
  const context = await browser.newContext({
    storageState: state,
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
  })
  context.setDefaultTimeout(READY_LIMIT_MS)
  return throttledPage(context)
}
