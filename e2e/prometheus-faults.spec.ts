import type { Page, TestInfo } from '@playwright/test'
import { callGateway, seedApi, seedKey, TENANT } from './support/control-plane.ts'
import { stopPrometheus } from './support/faulty-prometheus.ts'
import { expect, test } from './support/fixtures.ts'
import { freeze } from './support/services.ts'

/** A number as the tiles write one: "41", "2.5%", "120 ms". */
const NUMBER = /^\d[\d,.]*\s?(%|ms|s)?$/
const PATIENCE = { timeout: 25_000 }

test('Prometheus stopped, answering HTML, refusing, empty, slow, stale: six true pictures, and back without a reload', async ({
  page,
  signIn,
}, info) => {
  test.setTimeout(300_000)
  const api = await seedApi()
  const { key } = await seedKey(api.id)
  await callGateway(`/${api.apiName}/v1/health`, { 'x-api-key': key })
  await signIn(`/t/${TENANT}/dashboard?from=now-15m&refresh=5s`)
  const traffic = page.getByRole('region', { name: 'Traffic in this range' })
  const picture = traffic.locator('[data-reading]').first()
  await expect(picture).toHaveAttribute('data-reading', 'value', PATIENCE)

  const look = async (name: string, words: RegExp) => {
    const since = Date.now()
    await expect(traffic.getByText(words).first(), name).toBeVisible(PATIENCE)
    info.annotations.push({ type: name, description: `after ${Date.now() - since} ms` })
    if (name !== 'stale') await expect(traffic.getByText(NUMBER)).toHaveCount(0)
    await keep(page, info, name)
  }

  const prometheus = stopPrometheus()
  const thaw = freeze('gateway')
  try {
    await look('stopped', /could not be reached/)
    // A page that is opened now says the same, and the banner names the service.
    await page.reload()
    await expect(
      page
        .getByText(/Prometheus/)
        .filter({ hasText: /does not answer/ })
        .first(),
    ).toBeVisible(PATIENCE)
    await expect(traffic.getByText(/Prometheus at .* could not be reached/)).toBeVisible()
    await expect(traffic).not.toContainText(/\d+ ms|\d+\s?%/)
    await prometheus.become('html')
    await look('html', /something that is not Prometheus' JSON/)
    await prometheus.become('refusing')
    await look('refusing', /would load too many samples/)
    await prometheus.become('empty')
    await look('empty', /^No data$/)
    await prometheus.become('slow')
    await look('slow', /did not answer within/)
    await prometheus.leave()
    // The real one again, whose newest sample is from before; the gateway does not let it take another.
    await look('stale', /^Old: measured/)
    await expect(picture).toHaveAttribute('data-reading', 'stale')
  } finally {
    await prometheus.leave()
    thaw()
  }
  const since = Date.now()
  await expect(picture).toHaveAttribute('data-reading', 'value', PATIENCE)
  info.annotations.push({ type: 'back', description: `after ${Date.now() - since} ms` })
  await expect(traffic.getByText(NUMBER).first()).toBeVisible()
  await expect(page.getByText(/could not be reached/)).toHaveCount(0)
})

/** The whole page, kept with the results; with `LOOKS=1` in dark, too. */
async function keep(page: Page, info: TestInfo, name: string): Promise<void> {
  const schemes = process.env['LOOKS'] ? (['dark', 'light'] as const) : (['light'] as const)
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme })
    const file = info.outputPath(`${name}-${colorScheme}.png`)
    await page.screenshot({ path: file, fullPage: true })
    await info.attach(`${name}-${colorScheme}`, { path: file, contentType: 'image/png' })
  }
}
