/** What a person does without a mouse: by Tab from where the focus is, who always sees where that is. */

import type { Locator, Page } from '@playwright/test'
import { expect } from './fixtures.ts'

/** More stops than any page has. */
const MOST_STOPS = 300

const isFocused = (target: Locator) =>
  target.evaluate((element) => element === element.ownerDocument.activeElement)

/** A stop that does not show that it has the focus. From the last one Tab leads out of the page, and the next time in again. */
const unseen = (page: Page) =>
  page.evaluate(() => {
    const at = document.activeElement
    const isStop = at instanceof HTMLElement && at !== document.body && at.tabIndex >= 0
    // Of a date the browser marks the part that has it.
    return isStop && !at.matches(':focus-visible, [type=datetime-local]') ? at.outerHTML : undefined
  })

/** Brings the focus to something. Fails when Tab does not lead there. */
export async function reach(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible()
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    if (await isFocused(target)) return
    await page.keyboard.press('Tab')
    expect(await unseen(page), 'the focus cannot be seen').toBeUndefined()
  }
  throw new Error(`Tab does not lead to ${target.toString()}`)
}

/** Follows a link, or presses a button. */
export async function press(page: Page, target: Locator): Promise<void> {
  await reach(page, target)
  await page.keyboard.press('Enter')
}

/** Writes into a field, over what stands in it. */
export async function write(page: Page, field: Locator, text: string): Promise<void> {
  await reach(page, field)
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type(text)
}
