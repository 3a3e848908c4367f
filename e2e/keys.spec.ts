/** Access given and taken away, shown by calls before and after; rotation with its cut-over; approval. */

import { filesWith, keptBy, overhear, serversSaying } from './support/custody.ts'
import {
  callGateway,
  controlPlane,
  freshName,
  seedApi,
  seedConsumer,
  seedKey,
  TENANT,
} from './support/control-plane.ts'
import { expect, test } from './support/fixtures.ts'

/**
 * Calls until the gateway answers so, and notes how long that took after the change had been answered. The outcome is what is
 * asserted; the time belongs to the machine.
 */
async function inForce(what: string, call: () => Promise<{ status: number }>, status: number) {
  const start = performance.now()
  await expect
    .poll(async () => (await call()).status, { timeout: 10_000, intervals: [10] })
    .toBe(status)
  const description = `${what}: in force ${Math.round(performance.now() - start)} ms after the answer`
  test.info().annotations.push({ type: 'in force', description })
}

test('suspend, block, revoke and the end of a grace period are in force, and undone where they can be', async () => {
  const api = await seedApi()
  const { consumer, subscription, key } = await seedKey(api.id)
  const call = (apiKey = key) => callGateway(`/${api.apiName}/v1/health`, { 'x-api-key': apiKey })
  const plane = controlPlane()
  const id = { params: { path: { id: subscription.id } } }
  const ofConsumer = { params: { path: { tenant: TENANT, id: consumer.id } } }
  await inForce('new key', call, 200)

  await plane.POST('/v1/subscriptions/{id}/suspend', id)
  await inForce('suspend', call, 403)
  await plane.POST('/v1/subscriptions/{id}/reactivate', id)
  await inForce('reactivate', call, 200)

  await plane.POST('/v1/consumers/{tenant}/{id}/block', ofConsumer)
  await inForce('block', call, 403)
  await plane.POST('/v1/consumers/{tenant}/{id}/activate', ofConsumer)
  await inForce('activate', call, 200)

  const { data: rotated } = await plane.POST('/v1/subscriptions/{id}/rotate-key', {
    ...id,
    body: { grace_period_hours: 4 / 3600 },
  })
  const fresh = rotated?.new_api_key ?? ''
  expect((await call()).status).toBe(200)
  const end = Date.parse(rotated?.old_key_expires_at ?? '')
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, end - Date.now())))
  await inForce('grace end', call, 401)
  expect((await call(fresh)).status).toBe(200)

  await plane.POST('/v1/subscriptions/{id}/revoke', id)
  await inForce('revoke', () => call(fresh), 401)
})

test('a rotated key: both work, the meter sees the old one, and revoking it cuts only that', async ({
  page,
  signIn,
}) => {
  const api = await seedApi()
  const { consumer, key: old } = await seedKey(api.id)
  const call = (apiKey: string) => callGateway(`/${api.apiName}/v1/health`, { 'x-api-key': apiKey })
  await signIn(`/t/${TENANT}/consumers/${consumer.id}`)
  const { answers, sent, said } = overhear(page)
  await page.getByRole('button', { name: /Actions for the subscription/ }).click()
  await page.getByRole('menuitem', { name: 'Rotate the key' }).click()
  await page
    .getByRole('combobox', { name: 'The old key works for another' })
    .selectOption('15 minutes')
  await page.getByRole('button', { name: 'Rotate and show the new key' }).dblclick()
  const shown = page.getByRole('dialog').filter({ hasText: 'This key is shown only once' })
  await shown.getByRole('button', { name: 'Show the key' }).click()
  const fresh = await shown.getByRole('status', { name: 'API key' }).innerText()
  await shown.getByRole('button', { name: 'Done' }).click()
  await page.getByRole('button', { name: 'Close and lose the key' }).click()
  await expect(page.getByText(/The gateway holds configuration version/)).toBeVisible()

  expect([(await call(old)).status, (await call(fresh)).status]).toEqual([200, 200])
  await page.getByRole('button', { name: /Cut-over of the key/ }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText(/Not yet: 1 call with the old key/)).toBeVisible({
    timeout: 45_000,
  })
  await dialog.getByRole('button', { name: 'Revoke the old key now' }).click()
  await expect(page.getByText(/The old key .* is revoked/)).toBeVisible()
  await inForce('old key revoked', () => call(old), 401)
  expect((await call(fresh)).status).toBe(200)

  await page.reload()
  await expect(page.getByText(fresh.slice(0, 12)).first()).toBeVisible()
  const kept = await keptBy(page)
  for (const key of [fresh, old]) {
    expect(kept).not.toContain(key)
    for (const text of [...sent, ...said]) expect(text).not.toContain(key)
    expect(filesWith(key)).toEqual([])
    expect(await serversSaying(key)).toEqual([])
  }
  expect(answers.filter((answer) => answer.includes(fresh))).toHaveLength(1)
})

test('who waits for approval is let in from the queue', async ({ page, signIn }) => {
  const api = await seedApi()
  const consumer = await seedConsumer()
  const plane = controlPlane()
  const slug = freshName('vip')
  const { data: plan } = await plane.POST('/v1/plans/{tenant}', {
    params: { path: { tenant: TENANT } },
    body: { slug, name: slug, requires_approval: true, daily_request_limit: 500 },
  })
  const { data: pending } = await plane.POST('/v1/subscriptions', {
    body: {
      consumer_id: consumer.id,
      api_id: api.id,
      tenant_id: TENANT,
      ...(plan && { plan_id: plan.id }),
    },
  })
  expect([pending?.status, pending?.api_key]).toEqual(['pending', null])
  await signIn(`/t/${TENANT}/approvals`)
  const row = page.getByRole('row').filter({ hasText: consumer.email })
  await expect(row).toContainText('500 a day')
  await row.getByRole('button', { name: /^Approve/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click()
  await expect(page.getByText(/The gateway holds configuration version/)).toBeVisible()
  await expect(row).toBeHidden()

  const id = { params: { path: { id: pending?.id ?? '' } } }
  const { data } = await plane.GET('/v1/subscriptions/{id}', id)
  expect(data?.status).toBe('active')
  const { data: issued } = await plane.POST('/v1/subscriptions/{id}/rotate-key', id)
  const apiKey = issued?.new_api_key ?? ''
  await inForce(
    'first key after approval',
    () => callGateway(`/${api.apiName}/v1/health`, { 'x-api-key': apiKey }),
    200,
  )
})
