import { expect, test } from './support/fixtures.ts'
import { callGateway, seedApi, seedKey, TENANT } from './support/control-plane.ts'
import { freeze } from './support/services.ts'
import { addresses } from './support/place.ts'

/** What Prometheus itself answers to a question of one number, asked without the console; undefined for no answer. */
async function measured(query: string): Promise<number | undefined> {
  const answer = await fetch(
    `${addresses.prometheus}/api/v1/query?query=${encodeURIComponent(query)}`,
  )
  const { data }: { data: { result: { value: [number, string] }[] } } = await answer.json()
  const [first] = data.result
  return first && Number(first.value[1])
}

const counted = (api: string) => measured(`sum(stoa_requests_total{api="${api}"})`)
/** There from the first scrape on that knows the API, before any call. */
const watched = (api: string) => measured(`sum(stoa_rate_limit_exceeded_total{api="${api}"})`)

test('known calls are the number that the dashboard shows', async ({ page, signIn }) => {
  const api = await seedApi()
  const { key } = await seedKey(api.id)
  // A gateway that was not watched before a counter was born leaves Prometheus to guess; this one is.
  await expect.poll(() => watched(api.apiName), { timeout: 30_000 }).toBe(0)
  for (let i = 0; i < 41; i++) await callGateway(`/${api.apiName}/v1/health`, { 'x-api-key': key })
  await expect.poll(() => counted(api.apiName), { timeout: 30_000 }).toBe(41)
  await signIn(`/t/${TENANT}/dashboard?from=now-15m`)
  const apis = page.getByRole('region', { name: 'Busiest APIs', exact: true })
  const row = apis.getByRole('row').filter({ hasText: api.apiName })
  await expect(row).toBeVisible({ timeout: 30_000 })
  // From the API to its consumers: the tiles are the calls to it alone, in the range of the address.
  await row.getByRole('link', { name: api.apiName }).click()
  await expect(page).toHaveURL(/from=now-15m&api=/)
  const tile = page.getByRole('term').filter({ hasText: /^Requests$/ })
  const shown = async () =>
    Number((await tile.locator('+ dd').textContent())?.match(/^\d+(?=2xx)/)?.[0])
  await expect.poll(shown, { timeout: 20_000 }).toBe(41)
  const consumers = page.getByRole('region', { name: 'Busiest consumers', exact: true })
  await expect(consumers.getByRole('row')).toHaveCount(2)
  await expect(consumers.getByRole('row').nth(1).getByRole('cell').first()).toHaveText('41')
  await page.goBack()
  await expect(apis).toBeVisible()
})

test('a control plane that hangs never blanks the page', async ({ page, signIn }) => {
  await signIn(`/t/${TENANT}/apis`)
  await expect(page.getByRole('heading', { name: 'APIs', level: 1 })).toBeVisible()
  const heal = freeze('control-plane')
  try {
    await page.getByRole('navigation').getByRole('link', { name: 'Consumers' }).first().click()
    await expect(page.getByText(/does not answer|No answer|answered in time/).first()).toBeVisible({
      timeout: 25_000,
    })
    await expect(page.getByText(/^The Control Plane does not answer since/)).toBeVisible()
    await expect(page.getByRole('navigation').first()).toBeVisible()
  } finally {
    heal()
  }
  await expect(page.getByRole('heading', { name: 'Consumers', level: 1 })).toBeVisible({
    timeout: 20_000,
  })
  await expect(page.getByRole('table').first()).toBeVisible({ timeout: 20_000 })
})
