import { expect, test } from './support/fixtures.ts'
import {
  callGateway,
  controlPlane,
  freshName,
  seedApi,
  seedKey,
  TENANT,
} from './support/control-plane.ts'
import { filesWith, keptBy, overhear, serversSaying } from './support/custody.ts'

test('a consumer gets a key once, calls with it, and the key is nowhere afterwards', async ({
  page,
  context,
  signIn,
}) => {
  await context.grantPermissions(['clipboard-write'])
  const api = await seedApi()
  const externalId = freshName('client')
  await signIn(`/t/${TENANT}/consumers`)
  await page.getByRole('link', { name: 'New consumer' }).first().click()
  const form = page.getByRole('dialog')
  await form.getByLabel('External id').fill(externalId)
  await form.getByLabel('Name', { exact: true }).fill('Acme Corp Integration')
  await form.getByLabel('E-mail').fill(`${externalId}@acme.example.com`)
  await form.getByRole('button', { name: 'Create' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Acme Corp Integration')

  const { answers, sent, said } = overhear(page)
  await page.getByRole('link', { name: 'New subscription' }).first().click()
  const subscribe = page.getByRole('dialog')
  await subscribe
    .getByRole('searchbox')
    .or(subscribe.getByRole('combobox'))
    .first()
    .fill(api.apiName)
  await subscribe.getByText(new RegExp(api.apiName)).first().click()
  await subscribe.getByRole('button', { name: 'Subscribe and get the key' }).click()

  const shown = page.getByRole('dialog').filter({ hasText: 'This key is shown only once' })
  await expect(shown).toBeVisible()
  await shown.getByRole('button', { name: 'Done' }).click()
  await expect(page.getByText('Close without copying the key?')).toBeVisible()
  await page.getByRole('button', { name: 'Back to the key' }).click()
  // The policy of the page lets nobody read the clipboard, so the key is read where a person reads it.
  await shown.getByRole('button', { name: 'Show the key' }).click()
  const key = await shown.getByRole('status', { name: 'API key' }).innerText()
  await shown.getByRole('button', { name: 'Copy', exact: true }).click()
  expect(key).toMatch(/^stoa_sk_[0-9a-f]{32}$/)
  await shown.getByRole('button', { name: 'Done' }).click()
  await expect(shown).toBeHidden()

  expect((await callGateway(`/${api.apiName}/v1/health`, { 'x-api-key': key })).status).toBe(200)

  await page.reload()
  await expect(page.getByText(key.slice(0, 12)).first()).toBeVisible()
  const kept = await keptBy(page)
  for (const text of [kept, sent.join(' '), said.join(' ')]) expect(text).not.toContain(key)
  expect(answers.filter((body) => body.includes(key))).toHaveLength(1)
  expect(filesWith(key)).toEqual([])
  // Its first characters are where they may be: what is searched would say the key, too.
  expect(await serversSaying(key.slice(0, 12))).toEqual(
    expect.arrayContaining(['audit', 'log', 'metrics of the gateway']),
  )
  expect(await serversSaying(key)).toEqual([])
})

test('a suspended consumer is refused at once and served again after activation', async ({
  page,
  signIn,
}) => {
  const api = await seedApi()
  const { consumer, key } = await seedKey(api.id)
  const call = () => callGateway(`/${api.apiName}/v1/health`, { 'x-api-key': key })
  expect((await call()).status).toBe(200)
  await signIn(`/t/${TENANT}/consumers/${consumer.id}`)
  await page.getByRole('button', { name: 'Actions', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Suspend' }).click()
  const dialog = page.getByRole('dialog').or(page.getByRole('alertdialog'))
  const reason = dialog.getByLabel('Reason')
  if (await reason.isVisible()) await reason.fill('Unpaid')
  await dialog.getByRole('button', { name: 'Suspend' }).click()
  await expect(page.getByText(/Now Suspended|Suspended: Unpaid/i).first()).toBeVisible()
  const refused = await call()
  expect(refused.status).toBe(403)
  expect(JSON.parse(refused.body).detail).toMatch(/suspended/)
})

test('a name from a hostile place is text and nothing else', async ({ page, signIn }) => {
  const name = '"><img src=x onerror=alert(1)>\u202Egnp'
  const externalId = freshName('hostile')
  await controlPlane().POST('/v1/consumers/{tenant}', {
    params: { path: { tenant: TENANT } },
    body: { external_id: externalId, name, email: 'hostile@example.com' },
  })
  await signIn(`/t/${TENANT}/consumers?search=${externalId}`)
  await expect(page.getByText('"><img src=x onerror=alert(1)>').first()).toBeVisible()
  await expect(page.getByText('U+202E').first()).toBeVisible()
  expect(await page.locator('img').count()).toBe(0)
})
