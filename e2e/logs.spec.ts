import { callGateway, seedApi, seedKey, TENANT } from './support/control-plane.ts'
import { expect, test } from './support/fixtures.ts'

test('the log shows a call, follows the next one, and explains both', async ({ page, signIn }) => {
  const api = await seedApi()
  const { key, consumer } = await seedKey(api.id)
  const first = await callGateway(`/${api.apiName}/v1/health`, { 'x-api-key': key })
  expect(first.status).toBe(200)
  await callGateway(`/${api.apiName}/v1/health`, { 'x-api-key': `stoa_sk_${'0'.repeat(32)}` })

  await signIn(`/t/${TENANT}/logs?api=${api.apiName}`)
  const table = page.getByRole('table', { name: 'Calls through the gateway' })
  await expect(table.getByRole('row')).toHaveCount(3)
  await expect(table.getByText('The gateway knows no such key')).toBeVisible()

  await page.getByRole('combobox', { name: 'Status' }).selectOption('200')
  await expect(table.getByRole('row')).toHaveCount(2)
  await table.getByRole('row').nth(1).getByRole('link').click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText(consumer.external_id).first()).toBeVisible()
  await expect(page).toHaveURL(/request=/)
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: 'Follow live' }).click()
  await expect(page.getByText('Following the log.')).toBeVisible()
  await callGateway(`/${api.apiName}/v1/health?live`, { 'x-api-key': key })
  await expect(page.getByText('1 call since you follow.')).toBeVisible()
  await expect(table.getByRole('row')).toHaveCount(2)
})
