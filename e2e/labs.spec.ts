import type { Page } from '@playwright/test'
import { expect, test } from './support/fixtures.ts'
import { addresses } from './support/place.ts'
import { controlPlane, freshName, seedApi, seedKey, TENANT } from './support/control-plane.ts'
import { answers, holdDown } from './support/services.ts'

/** A rate limit for one API. */
async function seedLimit(
  contract: string,
  config: { requests_per_minute: number; burst: number },
  priority = 100,
) {
  const { data: policy } = await controlPlane().POST('/v1/admin/policies', {
    body: {
      name: freshName('limit'),
      policy_type: 'rate_limit',
      tenant_id: TENANT,
      scope: 'api',
      config,
      priority,
      enabled: true,
    },
  })
  if (!policy) throw new Error('no policy')
  await controlPlane().POST('/v1/admin/policies/bindings', {
    body: { policy_id: policy.id, contract_id: contract },
  })
  return policy
}

/** Sends the burst on the page and waits for its verdict. @param key a test key is made without one */
async function sendBurst(page: Page, key?: string) {
  await page.getByLabel('Which key').selectOption(key === undefined ? 'test' : 'pasted')
  if (key !== undefined) await page.getByLabel('API key').fill(key)
  await page.getByRole('button', { name: 'Send the burst' }).click()
  const outcome = page.getByRole('region', { name: 'Verdict' })
  await expect(outcome.getByRole('button', { name: 'Evidence as CSV' })).toBeVisible()
  return outcome
}

test('a burst of 15 says enforced, stricter, not enforced and cannot tell, each for its cause', async ({
  page,
  signIn,
}) => {
  const api = await seedApi()
  const limit = await seedLimit(api.id, { requests_per_minute: 100, burst: 10 })
  const [second, third] = await Promise.all([seedKey(api.id), seedKey(api.id)])
  const lab = `/t/${TENANT}/policies/labs/burst?api=${api.id}&policy=${limit.id}&at_once=3`
  await signIn(lab)

  const outcome = await sendBurst(page)
  await expect(outcome.getByText('Enforced', { exact: true })).toBeVisible()
  // On a slow machine a call or two more have been refilled before the tenth answer.
  await expect(outcome.getByText(/^call 1[1-4]; a full bucket: call 1[1-4]$/)).toBeVisible()
  await expect(
    outcome.getByRole('img', { name: /1[0-3] passed, [2-5] answered 429, 0 other/ }),
  ).toBeVisible()
  await expect(outcome.getByText(/Retry-After/).first()).toBeVisible()
  await expect(outcome.getByRole('link', { name: /^Test calls of/ })).toBeVisible()
  expect(page.url()).not.toContain('stoa_sk')
  const download = page.waitForEvent('download')
  await outcome.getByRole('button', { name: 'Evidence as CSV' }).click()
  const lines = (await readAll(await (await download).createReadStream())).trim().split('\r\n')
  expect(lines).toHaveLength(16)
  expect(lines.at(-1)).toMatch(/^15,.*,429,limited,rate_limited,\d+,/)

  const stricter = await seedLimit(api.id, { requests_per_minute: 60, burst: 3 }, 10)
  await sendBurst(page, second.key)
  await expect(outcome.getByRole('link', { name: second.consumer.name })).toBeVisible()
  await expect(outcome.getByText('Stricter than configured')).toBeVisible()
  await expect(outcome.getByText(`“${stricter.name}” overrules it`, { exact: false })).toBeVisible()

  for (const { id, etag } of [limit, stricter]) {
    const now = await controlPlane().GET('/v1/admin/policies/{id}', { params: { path: { id } } })
    await controlPlane().PATCH('/v1/admin/policies/{id}', {
      params: { path: { id }, header: { 'If-Match': now.data?.etag ?? etag } },
      body: { enabled: false },
    })
  }
  await sendBurst(page, third.key)
  await expect(outcome.getByText('Not enforced')).toBeVisible()
  await expect(outcome.getByText(`“${limit.name}” is switched off.`)).toBeVisible()

  const heal = holdDown('gateway')
  try {
    await expect
      .poll(() =>
        fetch(`${addresses.gateway}/health`).then(
          () => 'up',
          () => 'down',
        ),
      )
      .toBe('down')
    await sendBurst(page, third.key)
    await expect(outcome.getByText('Cannot tell')).toBeVisible()
    await expect(outcome.getByText(/The gateway answered none of the calls/)).toBeVisible()
  } finally {
    heal()
    await answers(`${addresses.gateway}/health`)
  }
})

test('the CORS lab says refused, drafts the policy that allows it, and then says allowed', async ({
  page,
  signIn,
}) => {
  const api = await seedApi()
  const { key } = await seedKey(api.id)
  const lab = `/t/${TENANT}/policies/labs/cors?api=${api.id}&origin=https://shop.example&method=PUT`
  const attempt = async () => {
    await page.getByLabel('API key').fill(key)
    await page.getByRole('button', { name: 'Try it' }).click()
    return page.getByRole('region', { name: 'What a browser would do' })
  }
  const verdictOf = (outcome: ReturnType<Page['getByRole']>, header: string) =>
    outcome.getByRole('row', { name: new RegExp(header) })
  await signIn(lab)

  let outcome = await attempt()
  await expect(outcome.getByText('Stopped by the browser')).toBeVisible()
  await expect(outcome.getByText(/Not sent, because a browser/)).toBeVisible()
  await outcome.getByRole('link', { name: 'Draft this policy' }).click()
  const form = page.getByRole('dialog')
  await expect(form.getByText('https://shop.example', { exact: true })).toBeVisible()
  const name = freshName('shop-cors')
  await form.getByLabel('Name', { exact: true }).fill(name)
  await form.getByRole('button', { name: 'Create', exact: true }).click()
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible()

  // The gateway has a change within a second (contract.md).
  await expect
    .poll(() => preflightStatus(api.bindings[0]?.path ?? '', 'https://shop.example'), {
      timeout: 5_000,
    })
    .toBe(204)
  await page.goto(lab)
  outcome = await attempt()
  await expect(outcome.getByText('Allowed', { exact: true })).toBeVisible()
  await expect(outcome.getByText(/The page could read this answer/)).toBeVisible()
  const row = verdictOf(outcome, 'Access-Control-Allow-Methods')
  await expect(row.getByText('Fits')).toBeVisible()
  await expect(row.getByRole('link', { name })).toBeVisible()

  await page.getByLabel('Origin of the page').fill('https://elsewhere.example')
  outcome = await attempt()
  await expect(outcome.getByText(/does not name this origin/)).toBeVisible()
  await expect(outcome.getByRole('link', { name: 'Change this policy' })).toBeVisible()
})

test('a limit before it is saved and after: what if, the mark, before and after, undo', async ({
  page,
  signIn,
}) => {
  test.setTimeout(300_000)
  const api = await seedApi()
  const { key, consumer } = await seedKey(api.id)
  const limit = await seedLimit(api.id, { requests_per_minute: 600_000, burst: 100_000 })
  await expect.poll(() => isWatched(api.apiName), { timeout: 30_000 }).toBe(true)
  const url = `${addresses.gateway}${api.bindings[0]?.path ?? ''}/health`
  for (let sent = 0; sent < 40; sent += 1) await fetch(url, { headers: { 'x-api-key': key } })
  await signIn(`/t/${TENANT}/policies/${limit.id}/edit`)
  const form = page.getByRole('dialog')
  await form.getByText('What if: the last 24 hours under this limit').click()
  const row = form.getByRole('row', { name: new RegExp(consumer.external_id) })
  await form.getByLabel('Requests per minute').fill('6')
  await form.getByLabel('Burst').fill('2')
  await expect(async () => {
    await form.getByRole('button', { name: /Replay the last 24 hours|Ask again/ }).click()
    // Known from the next scrape on, and to the minute where the tenant was watched a minute before: at the latest after one.
    await expect(row).toBeVisible({ timeout: 3_000 })
  }).toPass({ timeout: 80_000 })
  await expect(form.getByText(/1 of 1 callers would have been refused for certain/)).toBeVisible()
  await expect(row.getByRole('cell', { name: '40', exact: true }).first()).toBeVisible()
  await form.getByLabel('Requests per minute').fill('600')
  await form.getByLabel('Burst').fill('40')
  await expect(form.getByText(/Nobody would have been refused: all 40 calls/)).toBeVisible()
  await form.getByRole('button', { name: 'Save changes' }).click()
  await expect(form).toBeHidden()

  await page.goto(`/t/${TENANT}/policies/${limit.id}?tab=traffic`)
  const chart = page.getByRole('region', { name: 'Requests per second' })
  await chart.getByText(/changes of policies in this range/).click()
  await expect(chart.getByText(/: Changed, by .*burst 100000 → 40/)).toBeVisible()

  await page.goto(`/t/${TENANT}/policies/${limit.id}?tab=history`)
  await page.getByRole('button', { name: /^Before and after: Changed/ }).click()
  const around = page.getByRole('dialog')
  await expect(around.getByRole('row', { name: /^Answered 2xx 40/ })).toBeVisible()
  await expect(around.getByRole('row', { name: /^Refused with 429 0/ })).toBeVisible()
  await expect(around.getByText(/not yet 15 minutes since the change/)).toBeVisible()
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: /^Undo: Changed/ }).click()
  const patch = page.waitForRequest((request) => request.method() === 'PATCH')
  await page.getByRole('alertdialog').getByRole('button', { name: 'Undo', exact: true }).click()
  expect((await patch).headers()['if-match']).toBeTruthy()
  await expect(page.getByRole('row', { name: /Changed/ })).toHaveCount(2)
  const { data: now } = await controlPlane().GET('/v1/admin/policies/{id}', {
    params: { path: { id: limit.id } },
  })
  expect(now?.config).toEqual({ requests_per_minute: 600_000, burst: 100_000 })
})

/** Whether Prometheus has scraped the gateway since it knows the API: calls before that are not counted as new ones. */
async function isWatched(api: string): Promise<boolean> {
  const query = encodeURIComponent(`stoa_rate_limit_exceeded_total{api="${api}"}`)
  const response = await fetch(`${addresses.prometheus}/api/v1/query?query=${query}`)
  return (await response.text()).includes('"value"')
}

/** Asked straight of the gateway, as a browser at that origin asks it. */
async function preflightStatus(path: string, origin: string): Promise<number> {
  const { status } = await fetch(`${addresses.gateway}${path}/health`, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': 'PUT',
      'access-control-request-headers': 'x-api-key',
    },
  })
  return status
}

async function readAll(stream: NodeJS.ReadableStream): Promise<string> {
  let text = ''
  for await (const chunk of stream) text += String(chunk)
  return text
}
