import { expect, test } from './support/fixtures.ts'
import { callGateway, seedApi, seedKey, TENANT } from './support/control-plane.ts'
import { answers, freeze, holdDown } from './support/services.ts'
import { addresses } from './support/place.ts'

/** What Prometheus itself counts for an API, asked without the console. */
async function counted(api: string): Promise<number> {
  const query = `sum(stoa_requests_total{api="${api}"})`
  const answer = await fetch(
    `${addresses.prometheus}/api/v1/query?query=${encodeURIComponent(query)}`,
  )
  const { data }: { data: { result: { value: [number, string] }[] } } = await answer.json()
  return Number(data.result[0]?.value[1] ?? 0)
}

test('known calls are the number that the dashboard shows', async ({ page, signIn }) => {
  test.setTimeout(120_000)
  const api = await seedApi()
  const { key } = await seedKey(api.id)
  // The first scrape must see the series at its start, or the increase of its birth is invisible to Prometheus.
  await callGateway(`/${api.apiName}/v1/health`, { 'x-api-key': key })
  await expect.poll(() => counted(api.apiName), { timeout: 30_000 }).toBe(1)
  for (let i = 0; i < 40; i++) await callGateway(`/${api.apiName}/v1/health`, { 'x-api-key': key })
  await expect.poll(() => counted(api.apiName), { timeout: 30_000 }).toBe(41)
  await signIn(`/t/${TENANT}/dashboard`)
  const row = page.getByRole('row').filter({ hasText: api.apiName })
  await expect(row).toBeVisible({ timeout: 30_000 })
  const shown = Number((await row.getByRole('cell').nth(0).textContent())?.replaceAll(/\D/g, ''))
  expect(Math.abs(shown - 41)).toBeLessThanOrEqual(2)
})

test('Prometheus down: the cause and no number; back: without a reload', async ({
  page,
  signIn,
}) => {
  test.setTimeout(150_000)
  await signIn(`/t/${TENANT}/dashboard`)
  await expect(page.getByRole('heading', { name: 'Dashboard', level: 1 })).toBeVisible()
  const heal = holdDown('prometheus')
  try {
    await page.reload()
    await expect(
      page
        .getByText(/Prometheus/)
        .filter({ hasText: /does not answer/ })
        .first(),
    ).toBeVisible({
      timeout: 30_000,
    })
    const traffic = page.getByRole('region', { name: 'Traffic in this range' })
    await expect(traffic.getByText(/Prometheus at .* could not be reached/)).toBeVisible()
    await expect(traffic).not.toContainText(/\d+ ms|\d+\s?%/)
  } finally {
    heal()
  }
  await answers(`${addresses.prometheus}/-/ready`)
  await expect(page.getByText(/could not be reached/)).toHaveCount(0, { timeout: 20_000 })
})

test('a control plane that hangs never blanks the page', async ({ page, signIn }) => {
  test.setTimeout(120_000)
  await signIn(`/t/${TENANT}/apis`)
  await expect(page.getByRole('heading', { name: 'APIs', level: 1 })).toBeVisible()
  const heal = freeze('control-plane')
  try {
    await page.getByRole('navigation').getByRole('link', { name: 'Consumers' }).first().click()
    await expect(page.getByText(/does not answer|No answer|answered in time/).first()).toBeVisible({
      timeout: 25_000,
    })
    await expect(page.getByRole('navigation').first()).toBeVisible()
  } finally {
    heal()
  }
  await expect(page.getByRole('heading', { name: 'Consumers', level: 1 })).toBeVisible({
    timeout: 20_000,
  })
  await expect(page.getByRole('table').first()).toBeVisible({ timeout: 20_000 })
})
