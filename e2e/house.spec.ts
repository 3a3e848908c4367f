import { AxeBuilder } from '@axe-core/playwright'
import { controlPlane, seedApi, seedKey, TENANT } from './support/control-plane.ts'
import { expect, test } from './support/fixtures.ts'

test('a cold deep link survives the sign-in', async ({ page, signIn }) => {
  await signIn(`/t/${TENANT}/consumers?search=acme`)
  await expect(page).toHaveURL(/\/t\/default\/consumers\?search=acme$/)
  await expect(page.getByRole('heading', { name: 'Consumers', level: 1 })).toBeVisible()
  await expect(page.getByRole('searchbox', { name: 'Search consumers' })).toHaveValue('acme')
})

test('the four pages of the runbook show live data', async ({ page, signIn }) => {
  await signIn('/')
  await expect(page).toHaveURL(/\/t\/default\/dashboard/)
  for (const place of ['APIs', 'Policies', 'Consumers', 'Dashboard']) {
    await page.getByRole('navigation').getByRole('link', { name: place }).first().click()
    await expect(page.getByRole('heading', { name: place, level: 1 })).toBeVisible()
    await expect(page).toHaveTitle(new RegExp(place))
  }
  const { data } = await controlPlane().GET('/v1/consumers/{tenant}', {
    params: { path: { tenant: TENANT }, query: { page_size: 1 } },
  })
  const counts = page.getByRole('list', { name: 'What there is' })
  // As the page writes it: other journeys may have left ten thousand of them.
  const total = data?.total.toLocaleString('en-US')
  await expect(counts).toContainText(new RegExp(`Consumers\\s*${total}`))
})

test("a page's code is fetched while the pointer rests on the link to it, and the page opens by the click", async ({
  page,
  signIn,
}) => {
  await signIn('/')
  await expect(page.getByRole('heading', { name: 'Dashboard', level: 1 })).toBeVisible()
  const code = page.waitForResponse(/\/assets\/PoliciesPage-/)
  const link = page.getByRole('navigation').getByRole('link', { name: 'Policies' }).first()
  await link.hover()
  await (await code).finished()
  await expect(page).toHaveURL(/\/dashboard/)
  await link.click()
  await expect(page.getByRole('heading', { name: 'Policies', level: 1 })).toBeVisible()
})

test('nothing of the identity is kept in the browser', async ({ page, signIn }) => {
  await signIn('/')
  const kept = await page.evaluate(() =>
    JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)]),
  )
  expect(kept).not.toMatch(/eyJ/)
  expect(await page.evaluate(() => document.cookie)).toBe('')
  expect(page.url()).not.toMatch(/code=|state=|token/)
})

test('signing out in one tab signs out the other', async ({ page, context, signIn }) => {
  await signIn('/')
  const other = await context.newPage()
  await other.goto(`/t/${TENANT}/apis`)
  await expect(other.getByRole('heading', { name: 'APIs', level: 1 })).toBeVisible()
  await page.getByRole('button', { name: /Account of/ }).click()
  await page
    .getByRole('menuitem', { name: 'Sign out' })
    .or(page.getByRole('button', { name: 'Sign out' }))
    .click()
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible()
  await expect(other.getByRole('button', { name: 'Sign in' })).toBeVisible({ timeout: 2_000 })
  await page.goBack()
  await expect(page.getByRole('navigation', { name: 'Main navigation' })).toBeHidden()
})

test('a viewer reads everything and is told what a change would need', async ({ page, signIn }) => {
  await signIn(`/t/${TENANT}/consumers`, 'viewer')
  await expect(page.getByRole('heading', { name: 'Consumers', level: 1 })).toBeVisible()
  await page.goto(`/t/${TENANT}/consumers/new`)
  await expect(page.getByText('consumers:write')).toBeVisible()
  await expect(page.getByText(/tenant-admin/).first()).toBeVisible()
})

test('what is not there says so, and a hostile address stays in its place', async ({
  page,
  signIn,
}) => {
  await signIn(`/t/${TENANT}/apis/00000000-0000-7000-8000-000000000000`)
  await expect(page.getByText('It is not there').first()).toBeVisible()

  const called: string[] = []
  page.on('request', (request) => called.push(new URL(request.url()).pathname))
  await page.goto(`/t/${TENANT}/apis/..%2f..%2fadmin%2fpolicies%2f1`)
  await expect(page.getByText('The path holds an empty or dot segment')).toBeVisible()
  expect(
    called.filter((path) => path.startsWith('/api/') && path.includes('admin/policies/1')),
  ).toEqual([])
})

test('the console speaks French after one click, and keeps to it', async ({ page, signIn }) => {
  await signIn(`/t/${TENANT}/consumers`)
  await page.getByRole('button', { name: /Language/ }).click()
  await page.getByRole('menuitem', { name: 'Français' }).click()
  await expect(page.getByRole('heading', { name: 'Consommateurs', level: 1 })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Consommateurs', level: 1 })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('lang', 'fr')
})

test('Ctrl+K finds a consumer on the server and rotates its key, by the keyboard alone', async ({
  page,
  signIn,
}, info) => {
  const api = await seedApi()
  const { consumer, subscription } = await seedKey(api.id)
  await signIn(`/t/${TENANT}/dashboard`)
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('dialog').getByRole('combobox')).toBeFocused()
  await page.screenshot({ path: info.outputPath('palette.png') })
  await page.keyboard.type(consumer.external_id)
  await expect(page.getByRole('option', { name: consumer.name })).toBeVisible()
  const { violations } = await new AxeBuilder({ page }).include('dialog').analyze()
  expect(violations.map(({ id }) => id)).toEqual([])
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: consumer.name })).toBeVisible()

  await page.keyboard.press('Control+k')
  await page.keyboard.type(`rotate ${consumer.external_id}`)
  await expect(page.getByRole('option', { name: consumer.name })).toBeVisible()
  await page.screenshot({ path: info.outputPath('palette-rotate.png') })
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toContainText(api.apiName)
  await page.getByRole('button', { name: 'Rotate and show the new key' }).press('Enter')
  await expect(page.getByRole('dialog')).toContainText('stoa_sk_')
  const { data } = await controlPlane().GET('/v1/subscriptions/{id}', {
    params: { path: { id: subscription.id } },
  })
  expect(data?.api_key_prefix).not.toBe(subscription.api_key_prefix)
})
