import { seedApi, TENANT } from './support/control-plane.ts'
import { expect, test } from './support/fixtures.ts'

test('an expression is completed, run, shown as table and graph, and shared by its address', async ({
  page,
  signIn,
}) => {
  await signIn(`/t/${TENANT}/explore?view=table`)
  const editor = page.getByRole('textbox', { name: 'Expression' })
  await editor.click()
  await page.keyboard.type('stoa_config_ver')
  const offer = page.getByRole('option', { name: /stoa_config_version/ }).first()
  await offer.click()
  await expect(editor).toHaveText('stoa_config_version')
  await page.keyboard.press('Control+Enter')
  const table = page.getByRole('table', { name: 'Answer' })
  await expect(table.getByText(/^stoa_config_version\{/).first()).toBeVisible()
  await expect(page).toHaveURL(/q=stoa_config_version/)

  // Typed and run in one breath, before the page was drawn again: what is written is run, not what was there before.
  await editor.evaluate((element) => {
    element.focus()
    document.execCommand('insertText', false, ' * 2')
    element.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Enter', code: 'Enter', ctrlKey: true, bubbles: true }),
    )
  })
  await expect(page).toHaveURL(/q=stoa_config_version\+\*\+2/)
  await expect(editor).toHaveText('stoa_config_version * 2')

  await page.getByRole('tab', { name: 'Graph' }).click()
  await expect(page.getByRole('figure', { name: 'Graph' })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('figure', { name: 'Graph' })).toBeVisible()

  await page.goto(`/t/${TENANT}/explore?view=table&q=${encodeURIComponent('up + ]')}`)
  await expect(page.getByRole('button', { name: /line 1, column/ })).toBeVisible()
})

test('every expression to begin with is answered by the real Prometheus', async ({
  page,
  signIn,
}) => {
  await signIn(`/t/${TENANT}/explore`)
  const examples = page
    .getByRole('list', { name: 'Or begin with one of these' })
    .getByRole('button')
  await expect(examples).toHaveCount(4)
  for (const at of [0, 1, 2, 3]) {
    const answer = page.waitForResponse(/\/v1\/metrics\/query_range\?/)
    await examples.nth(at).click()
    const asked = new URL((await answer).url()).searchParams.get('query')
    expect(await (await answer).json(), asked ?? '').toMatchObject({ status: 'success' })
    await expect(page.getByRole('textbox', { name: 'Expression' })).toContainText(/\[(5m|1h)\]/)
    await expect(page.getByRole('tab', { name: 'Graph' })).toBeVisible()
    await page.goBack()
  }
})

test('every number leads to its own question and range', async ({ page, signIn }) => {
  await seedApi()
  await signIn(`/t/${TENANT}/dashboard?from=now-30m`)
  await page
    .getByRole('button', { name: /^How .* was measured$/ })
    .first()
    .click()
  await page.getByRole('link', { name: 'Open in Explore' }).click()
  await expect(page).toHaveURL(/explore\?q=.+&from=now-30m/)
  await expect(page.getByRole('tab', { name: 'Graph' })).toBeVisible()
})
