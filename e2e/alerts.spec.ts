import { TENANT } from './support/control-plane.ts'
import { expect, test } from './support/fixtures.ts'

test('the three rules are at work, a test alert arrives, and a silence is made and ended', async ({
  page,
  signIn,
}) => {
  await signIn(`/t/${TENANT}/alerts`)
  const rules = page.getByRole('region', { name: 'Rules' })
  await expect(rules.getByRole('heading', { level: 3 })).toHaveText([
    'StoaGatewayDown',
    'StoaHighErrorRate',
    'StoaRateLimitStorm',
  ])
  await expect(rules.getByText('Rule missing')).toHaveCount(0)
  await expect(rules.getByText('fires above 5%')).toBeVisible()

  await page.getByRole('button', { name: 'Send a test alert' }).click()
  await expect(page.getByText(/^received after/)).toBeVisible({ timeout: 30_000 })

  await page.getByRole('link', { name: 'Silence StoaRateLimitStorm' }).click()
  const why = `Journey ${Date.now()}`
  await page.getByRole('textbox', { name: 'Why' }).fill(why)
  await page.getByRole('dialog').getByRole('button', { name: 'Silence', exact: true }).click()
  const row = page.getByRole('row').filter({ hasText: why })
  await expect(row.getByText('In force')).toBeVisible()
  await expect(row).toContainText('job="stoa-gateway"')
  await row.getByRole('button', { name: /^End now/ }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'End now' }).click()
  await expect(row.getByText('Over')).toBeVisible()
})
