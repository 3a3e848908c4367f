import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './support/fixtures.ts'
import { controlPlane, freshName, seedApi, seedKey, TENANT } from './support/control-plane.ts'
import { keptBy } from './support/custody.ts'
import { STATE_DIR } from './support/place.ts'

const LIST = `/t/${TENANT}/consumers`

/** Consumers by the file, as an import makes them; their external ids are `stem-1` and so on. */
async function seedMany(stem: string, count: number): Promise<void> {
  const rows = Array.from(
    { length: count },
    (_, at) => `${stem}-${at + 1},${stem} ${at + 1},${stem}-${at + 1}@example.com`,
  )
  const { data } = await controlPlane().POST('/v1/consumers/{tenant}/bulk', {
    params: { path: { tenant: TENANT } },
    headers: { 'content-type': 'text/csv' },
    body: `external_id,name,email\n${rows.join('\n')}\n`,
    bodySerializer: (text) => text,
  })
  expect(data?.created).toBe(count)
}

test('one of a thousand is found by the e-mail, and five are suspended with a result each', async ({
  page,
  signIn,
}) => {
  const stem = freshName('many')
  await seedMany(stem, 1_000)
  await signIn(`${LIST}?search=${stem}`)
  await expect(page.getByText('1–50 of 1,000')).toBeVisible()
  await page.getByRole('searchbox', { name: 'Exact e-mail' }).fill(`${stem}-997@example.com`)
  await expect(page.getByRole('link', { name: `${stem} 997`, exact: true })).toBeVisible()
  await expect(page.getByText('1 row', { exact: true })).toBeVisible()

  await page.goto(`${LIST}?search=${stem}-10`)
  for (const name of ['10', '100', '101', '102', '103'])
    await page.getByRole('checkbox', { name: `Choose ${stem} ${name}`, exact: true }).check()
  let isBroken = true
  await page.route('**/suspend', async (route) => {
    const isMeant = isBroken && (await seen(route.request().url())) === `${stem}-102`
    if (!isMeant) return route.continue()
    isBroken = false
    return route.fulfill({
      status: 500,
      contentType: 'application/problem+json',
      body: JSON.stringify({
        type: 'about:blank',
        title: 'Internal Server Error',
        status: 500,
        detail: 'The disk is full.',
        request_id: 'req-0123456789',
      }),
    })
  })
  await page.getByRole('button', { name: 'Suspend' }).click()
  const dialog = page.getByRole('alertdialog')
  await dialog.getByRole('button', { name: 'Suspend' }).click()
  await expect(dialog.getByText('4 done, 1 failed, 0 not tried.')).toBeVisible()
  await expect(dialog.getByRole('row', { name: `${stem} 102` })).toContainText('The disk is full.')
  await dialog.getByRole('button', { name: 'Try the failed one again' }).click()
  await expect(dialog.getByText('All 5 done, and read back.')).toBeVisible()
  const { data } = await controlPlane().GET('/v1/consumers/{tenant}', {
    params: { path: { tenant: TENANT }, query: { search: stem, status: 'suspended' } },
  })
  expect(data?.total).toBe(5)
})

/** External id of the consumer that an address is about. */
async function seen(address: string): Promise<string | undefined> {
  const id = new URL(address).pathname.split('/').at(-2) ?? ''
  const { data } = await controlPlane().GET('/v1/consumers/{tenant}/{id}', {
    params: { path: { tenant: TENANT, id } },
  })
  return data?.external_id
}

test('10,000 rows come in, 37 are told by their line, and a formula goes out inert', async ({
  page,
  signIn,
}) => {
  const stem = freshName('file')
  const rows = Array.from({ length: 10_000 }, (_, at) => {
    const isBad = (at + 1) % 270 === 0
    return `${stem}-${at},${at === 0 ? '=1+1' : stem},${isBad ? 'nobody' : `${at}@${stem}.example`}`
  })
  await signIn(`${LIST}/import`)
  await page.getByLabel('CSV file').setInputFiles({
    name: 'clients.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(`external_id,name,email\n${rows.join('\n')}\n`),
  })
  await page.getByRole('button', { name: 'Create 9,963 consumers' }).click()
  await expect(page.getByText('9,963 created, 37 failed')).toBeVisible({ timeout: 45_000 })
  const failed = page.getByRole('table', { name: 'Rows that were not created' }).getByRole('row')
  await expect(failed).toHaveCount(38)
  // The header is line 1.
  await expect(failed.nth(1)).toContainText(/^271/)
  await expect(failed.nth(37)).toContainText(/^9,991/)

  await page.goto(`${LIST}?search=${stem}-0`)
  await page.getByRole('button', { name: 'CSV', exact: true }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: /^Export/ }).click()
  const file = readFileSync(await (await download).path(), 'utf8')
  expect(file).toContain(`${stem}-0,'=1+1,`)
})

/** Text of every log of the platform. */
const logs = () =>
  readdirSync(STATE_DIR, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.log'))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .join('\n')

test('a revoked key is told who revoked it, when and why, and is kept nowhere', async ({
  page,
  signIn,
}) => {
  const api = await seedApi()
  const { consumer, subscription, key } = await seedKey(api.id)
  await controlPlane().POST('/v1/subscriptions/{id}/revoke', {
    params: { path: { id: subscription.id } },
    body: { reason: 'Left the company' },
  })
  await signIn(`${LIST}/locked-out`)
  const sent: string[] = []
  page.on('request', (request) => sent.push(`${request.url()} ${request.postData() ?? ''}`))
  const box = page.getByRole('textbox', { name: /A key, its first characters/ })
  await box.fill(key)
  await box.press('Enter')
  await expect(page.getByText('The subscription was revoked, and its keys with it.')).toBeVisible()
  await expect(page.getByText('Revoked by service-account-control-plane-api')).toBeVisible()
  await expect(page.getByText('Reason given: Left the company')).toBeVisible()
  await expect(page.getByRole('link', { name: consumer.name })).toBeVisible()
  await expect(box).toHaveValue('')
  const kept = await keptBy(page)
  expect(sent.some((one) => one.includes('/lookup/'))).toBe(true)
  expect(logs().length).toBeGreaterThan(0)
  for (const text of [kept, sent.join('\n'), logs()]) expect(text).not.toContain(key)
})
