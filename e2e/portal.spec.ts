/** The developer's own door, as strangers go through it: from the catalog to a 200 that both sides see. */

import { execFileSync } from 'node:child_process'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { addresses } from './support/place.ts'
import { callGateway, controlPlane, freshName, seedApi, TENANT } from './support/control-plane.ts'
import { expect, test } from './support/fixtures.ts'

const PASSWORD = 'a long enough passphrase'
const plane = controlPlane()

/** A published API with its own document. */
async function seedDocumented() {
  const api = await seedApi(freshName('door'))
  const document: object = await (await fetch(`${addresses.backend}/api/openapi.json`)).json()
  await plane.PUT('/v1/contracts/{id}/openapi', {
    params: { path: { id: api.id }, header: { 'If-Match': api.etag } },
    body: document as Record<string, never>,
  })
  return api
}

async function seedPlan(requires_approval: boolean) {
  const slug = freshName('plan')
  const { data } = await plane.POST('/v1/plans/{tenant}', {
    params: { path: { tenant: TENANT } },
    body: { slug, name: slug, requires_approval, daily_request_limit: 1000 },
  })
  if (!data) throw new Error('seeding a plan failed')
  return data
}

/** Without it no other journey is asked for a plan. */
async function archive(plan: { id: string; etag: string }) {
  await plane.PATCH('/v1/plans/{tenant}/{id}', {
    params: { path: { tenant: TENANT, id: plan.id }, header: { 'If-Match': plan.etag } },
    body: { status: 'archived' },
  })
}

/** Registers in the real Keycloak, from wherever the page offers it, and comes back. */
async function register(page: Page, name: string, offer = page.getByRole('main')) {
  await offer.getByRole('button', { name: 'Create an account' }).click()
  await page.locator('#username').fill(name)
  await page.locator('#password').fill(PASSWORD)
  await page.locator('#password-confirm').fill(PASSWORD)
  await page.locator('#email').fill(`${name}@example.com`)
  await page.locator('#firstName').fill('Dana')
  await page.locator('#lastName').fill('Dev')
  await page.locator('input[type=submit], button[type=submit]').first().click()
}

async function completeProfile(page: Page, name: string): Promise<void> {
  await page.getByLabel(/Your name/).fill(name)
  await page.getByRole('button', { name: 'Save' }).click()
}

/** The key of the dialog, which is then closed. */
async function takeKey(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Show the key' }).click()
  const key = await page.locator('output', { hasText: /^stoa_sk_/ }).innerText()
  await page.getByRole('button', { name: 'Done' }).click()
  await page.getByRole('button', { name: 'Close and lose the key' }).click()
  return key
}

test('a stranger signs up, gets a key, and ends with a 200 that the provider sees', async ({
  page,
}) => {
  const api = await seedDocumented()
  // One of its own: another journey's plan may ask for approval.
  const plan = await seedPlan(false)
  const name = freshName('dana')
  await page.goto(`${addresses.portal}/?search=${api.apiName}`)
  await page.getByRole('link', { name: api.apiName }).click()
  await page.getByRole('link', { name: 'Get a key' }).first().click()
  await register(page, name, page.getByRole('dialog'))
  // Back at the same place, signed in: the next step stands there.
  await expect(page).toHaveURL(`${addresses.portal}/portal/apis/${api.id}/subscribe`)
  await completeProfile(page, name)
  await page.getByRole('dialog').getByLabel(/^Plan/).selectOption({ value: plan.id })
  await page.getByLabel(/What for/).fill('A weather map')
  await page.getByRole('dialog').getByRole('button', { name: 'Get a key' }).click()
  const key = await takeKey(page)
  await archive(plan)

  await page.getByRole('tab', { name: 'Try it' }).click()
  await page.getByLabel(/API key/).fill(key)
  await page.getByRole('button', { name: 'Send' }).click()
  await expect(page.getByText('It works: the backend answered through the gateway.')).toBeVisible()

  await page.getByRole('tab', { name: 'About' }).click()
  const command = await page.getByRole('region', { name: /curl$/ }).innerText()
  // The whole of it, and the key typed where it asks for one.
  const answer = execFileSync('bash', ['-c', `${command} -o /dev/null -w '%{http_code}'`], {
    input: `${key}\n`,
    encoding: 'utf8',
  })
  expect(answer).toBe('200')
  // The gateway's count arrives by itself: the last step is done, and nobody has reloaded.
  await expect(page.getByText('Counted by the gateway:')).toBeVisible()

  const { data: consumers } = await plane.GET('/v1/consumers/{tenant}', {
    params: { path: { tenant: TENANT }, query: { search: name } },
  })
  expect(consumers?.items).toMatchObject([{ name, subscription_count: 1 }])
  const { data: subscriptions } = await plane.GET('/v1/subscriptions/tenant/{tenant}', {
    params: { path: { tenant: TENANT }, query: { api_id: api.id } },
  })
  expect(subscriptions?.items).toMatchObject([{ consumer_name: name, purpose: 'A weather map' }])
  expect(subscriptions?.items[0]?.first_used_at).not.toBeNull()
  const { data: funnel } = await plane.GET('/v1/portal/funnel/{tenant}', {
    params: { path: { tenant: TENANT } },
  })
  expect(funnel?.called).toBeGreaterThanOrEqual(1)
  expect(funnel?.median_seconds_to_first_call).toBeGreaterThan(0)

  await page.goto(`${addresses.portal}/portal/usage`)
  await expect(page.getByRole('link', { name: api.apiName })).toBeVisible()
  for (const place of ['My usage', 'My keys', 'Account'])
    await test.step(place, async () => {
      await page.getByRole('navigation').getByRole('link', { name: place }).click()
      await expect(page.getByRole('heading', { level: 1, name: place })).toBeVisible()
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
        const { violations } = await new AxeBuilder({ page }).analyze()
        expect(violations.map((v) => `${v.id}: ${v.nodes[0]?.html}`)).toEqual([])
      }
    })
})

test('approval: waiting, approved with a key for the developer alone, rejected with its reason; two developers see their own', async ({
  page,
  browser,
}) => {
  const plan = await seedPlan(true)
  const [granted, refused] = [await seedDocumented(), await seedDocumented()]
  const ids = new Map<string, string>()
  try {
    await page.goto(`${addresses.portal}/portal/account`)
    await register(page, freshName('pia'))
    await page.getByRole('button', { name: 'Complete your profile' }).click()
    await completeProfile(page, 'Pia Pending')
    for (const api of [granted, refused]) {
      await page.goto(`${addresses.portal}/portal/apis/${api.id}/subscribe`)
      const dialog = page.getByRole('dialog')
      await dialog.getByLabel(/^Plan/).selectOption({ value: plan.id })
      await dialog.getByRole('button', { name: 'Get a key' }).click()
      await expect(page.getByText(/nobody else ever sees it/)).toBeVisible()
      const { data } = await plane.GET('/v1/subscriptions/tenant/{tenant}', {
        params: { path: { tenant: TENANT }, query: { api_id: api.id } },
      })
      ids.set(api.id, data?.items[0]?.id ?? '')
    }
    const path = (api: { id: string }) => ({ path: { id: ids.get(api.id) ?? '' } })
    const { data: approved } = await plane.POST('/v1/subscriptions/{id}/approve', {
      params: path(granted),
      body: {},
    })
    expect(JSON.stringify(approved)).not.toContain('stoa_sk_')
    await plane.POST('/v1/subscriptions/{id}/reject', {
      params: path(refused),
      body: { reason: 'Not before spring' },
    })

    await page.goto(`${addresses.portal}/portal/keys`)
    await expect(page.getByText('Not before spring')).toBeVisible()
    await expect(page.getByText(/was approved. Its key waits for you/)).toBeVisible()
    await page.getByRole('button', { name: `Get the key for ${granted.apiName}` }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Get the key' }).click()
    const key = await takeKey(page)
    await expect
      .poll(
        async () =>
          (await callGateway(`/${granted.apiName}/v1/health`, { 'x-api-key': key })).status,
      )
      .toBe(200)
    await expect(page.getByRole('button', { name: /Get the key for/ })).toHaveCount(0)

    const other = await (await browser.newContext()).newPage()
    await other.goto(`${addresses.portal}/portal/keys`)
    await register(other, freshName('otto'))
    await expect(other.getByText('You have no key yet')).toBeVisible()
    await other.goto(`${addresses.portal}/t/${TENANT}/consumers`)
    await expect(
      other.getByRole('heading', { name: 'This page is for administrators' }),
    ).toBeVisible()
    await other.context().close()
  } finally {
    await archive(plan)
  }
})
