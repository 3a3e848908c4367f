import { AxeBuilder } from '@axe-core/playwright'
import { expect, test } from './support/fixtures.ts'
import { seedApi, seedKey, controlPlane, freshName, TENANT } from './support/control-plane.ts'

/** Every page that there is, with something to see on it. */
async function places(): Promise<Record<string, string>> {
  const api = await seedApi()
  const { consumer } = await seedKey(api.id)
  const { data: policy } = await controlPlane().POST('/v1/admin/policies', {
    body: {
      name: freshName('look'),
      policy_type: 'rate_limit',
      tenant_id: TENANT,
      scope: 'api',
      config: { requests_per_minute: 600000 },
      priority: 100,
      enabled: false,
    },
  })
  const t = `/t/${TENANT}`
  return {
    dashboard: `${t}/dashboard`,
    apis: `${t}/apis`,
    'api-new': `${t}/apis/new`,
    api: `${t}/apis/${api.id}`,
    'api-edit': `${t}/apis/${api.id}/edit`,
    policies: `${t}/policies`,
    'policy-new': `${t}/policies/new?preset=rate_limit`,
    policy: `${t}/policies/${policy?.id}`,
    consumers: `${t}/consumers`,
    'consumer-new': `${t}/consumers/new`,
    consumer: `${t}/consumers/${consumer.id}`,
    'subscription-new': `${t}/consumers/${consumer.id}/subscriptions/new`,
    'not-found': `${t}/nowhere`,
  }
}

for (const theme of ['light', 'dark'] as const)
  test(`every page is accessible and holds at 390 pixels, ${theme}`, async ({
    page,
    signIn,
  }, info) => {
    test.setTimeout(240_000)
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
    const all = Object.entries(await places())
    await signIn('/')
    for (const [name, path] of all)
      await test.step(name, async () => {
        await page.setViewportSize({ width: 1280, height: 900 })
        await page.goto(path)
        await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible()
        await page.waitForLoadState('networkidle')
        await page.screenshot({ path: info.outputPath(`${name}-${theme}.png`), fullPage: true })
        const { violations } = await new AxeBuilder({ page }).analyze()
        expect(violations.map((v) => `${v.id}: ${v.nodes[0]?.html}`)).toEqual([])

        await page.setViewportSize({ width: 390, height: 844 })
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        )
        expect(overflow, `${name} scrolls sideways at 390 pixels`).toBeLessThanOrEqual(0)
        await page.screenshot({ path: info.outputPath(`${name}-${theme}-390.png`), fullPage: true })
      })
  })
