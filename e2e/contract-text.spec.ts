import type { Page } from '@playwright/test'

import { controlPlane, seedApi, TENANT } from './support/control-plane.ts'
import { expect, test } from './support/fixtures.ts'

const editor = (page: Page) => page.getByRole('textbox', { name: 'Contract as text' })

/** Replaces what stands in double quotes after a name, by keyboard. */
async function setValue(page: Page, name: string, value: string): Promise<void> {
  await editor(page).getByText(`${name}:`).first().click()
  await page.keyboard.press('Home')
  await page.keyboard.press('Shift+End')
  await page.keyboard.type(`${name}: "${value}"`)
}

const open = (id: string, tab: string) => `/t/${TENANT}/apis/${id}?tab=${tab}`
const read = async (id: string) =>
  (await controlPlane().GET('/v1/contracts/{id}', { params: { path: { id } } })).data

test('a contract is changed as text, seen before it is saved, and undone from its history', async ({
  page,
  signIn,
}) => {
  const api = await seedApi()
  await signIn(open(api.id, 'contract'))
  await setValue(page, 'displayName', 'Written <b>as</b> text')
  await page.getByRole('button', { name: 'Review changes' }).click()
  const review = page.getByRole('dialog', { name: 'What will be saved' })
  await expect(review.getByRole('rowheader')).toHaveText(['Display name'])
  await review.getByText('As text, line by line').click()
  await expect(review.getByRole('textbox').last()).toContainText('Written <b>as</b> text')
  expect((await read(api.id))?.displayName).toBe(api.displayName)
  await review.getByRole('button', { name: 'Save changes' }).click()
  await expect(page.getByText('Saved and read back').first()).toBeVisible()
  expect((await read(api.id))?.displayName).toBe('Written <b>as</b> text')

  await page.getByRole('tab', { name: 'History' }).click()
  await page.getByRole('button', { name: /^Undo: Changed/ }).click()
  const question = page.getByRole('alertdialog', { name: 'Undo this change?' })
  await expect(question.getByRole('rowheader')).toHaveText(['Display name'])
  await question.getByRole('button', { name: 'Undo', exact: true }).click()
  await expect(page.getByText(/^Undone\. Read back/).first()).toBeVisible()
  expect((await read(api.id))?.displayName).toBe(api.displayName)
})

test('a contract that somebody else saved first is merged field by field', async ({
  page,
  signIn,
}) => {
  const api = await seedApi()
  await signIn(open(api.id, 'contract'))
  await setValue(page, 'displayName', 'Mine')
  await controlPlane().PATCH('/v1/contracts/{id}', {
    params: { path: { id: api.id } },
    body: { displayName: 'Theirs', description: 'By somebody else' },
  })
  await page.getByRole('button', { name: 'Review changes' }).click()
  await page.getByRole('button', { name: 'Save changes' }).click()
  const merge = page.getByRole('dialog', { name: 'Somebody else saved first' })
  await merge.getByRole('radio', { name: /Yours.*Mine/ }).check()
  await merge.getByRole('button', { name: 'Save this choice' }).click()
  await expect(page.getByText('Saved and read back').first()).toBeVisible()
  expect(await read(api.id)).toMatchObject({
    displayName: 'Mine',
    description: 'By somebody else',
  })
})

test('a text that is no contract stays as it was typed, and the editor is left by keyboard', async ({
  page,
  signIn,
}) => {
  const api = await seedApi()
  await signIn(open(api.id, 'contract'))
  await editor(page).click()
  await page.keyboard.press('ControlOrMeta+a')
  const level = (at: number) => `x${at}: &x${at} [${`*x${at - 1}, `.repeat(9)}]`
  await page.keyboard.insertText(
    ['x0: &x0 [y\u202Ez]', ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map(level)].join('\n'),
  )
  await expect(page.getByText(/would multiply the text/).first()).toBeVisible()
  await page.getByRole('tab', { name: 'Form' }).click()
  await expect(page.getByText(/it stays as you typed it\. Line 2:/)).toBeVisible()
  await expect(editor(page)).toContainText('x9: &x9')
  await editor(page).click()
  await page.keyboard.press('Tab')
  await expect(editor(page)).toBeFocused()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Tab')
  await expect(editor(page)).not.toBeFocused()
})
