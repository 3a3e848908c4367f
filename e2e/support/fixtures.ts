/**
 * The journeys' `test`: a page that fails its test on any content security policy violation, console error or uncaught
 * exception, and a sign-in through the real Keycloak.
 */

import { test as base, expect, type Page } from '@playwright/test'
import { password, type UserName } from './users.ts'

/** Chromium reports an answer of 4xx/5xx as a console error; an expected refusal is not the console's fault. */
const NETWORK_NOISE = /^Failed to load resource/

interface Fixtures {
  /** Signs in on the page and ends where `path` leads. */
  signIn: (path?: string, user?: UserName) => Promise<void>
  /** What went wrong in the page so far; a test that expects some empties it. */
  faults: string[]
}

export const test = base.extend<Fixtures>({
  faults: [
    async ({ context }, provide) => {
      const faults: string[] = []
      context.on('page', (page) => watch(page, faults))
      for (const page of context.pages()) watch(page, faults)
      await provide(faults)
      expect(faults, 'violations, console errors and exceptions of the page').toEqual([])
    },
    { auto: true },
  ],
  signIn: async ({ page }, provide) => {
    await provide((path = '/', user = 'admin') => signIn(page, path, user))
  },
})

function watch(page: Page, faults: string[]): void {
  page.on('pageerror', (error) => faults.push(`exception: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error' && !NETWORK_NOISE.test(message.text()))
      faults.push(`console: ${message.text()}`)
  })
}

/** Goes to a page; when Keycloak asks, signs in as the user; waits until the console stands. */
export async function signIn(page: Page, path: string, user: UserName): Promise<void> {
  await page.goto(path)
  const signInButton = page.getByRole('button', { name: 'Sign in' })
  const userField = page.locator('#username')
  await expect(signInButton.or(userField).or(page.getByRole('navigation')).first()).toBeVisible()
  if (await signInButton.isVisible()) await signInButton.click()
  await userField.fill(user)
  await page.locator('#password').fill(password())
  await page.locator('#kc-login').click()
  await expect(page.getByRole('navigation').first()).toBeVisible()
}

export { expect }
