import { AxeBuilder } from '@axe-core/playwright'
import type { Page, TestInfo } from '@playwright/test'
import { expect, test } from './support/fixtures.ts'
import { addresses } from './support/place.ts'
import { seedApi, seedKey, controlPlane, freshName, TENANT } from './support/control-plane.ts'

const t = `/t/${TENANT}`

type Places = Record<string, string>

const operating: Places = {
  dashboard: `${t}/dashboard`,
  onboarding: `${t}/onboarding`,
  ...Object.fromEntries(
    [1, 2, 3, 4, 5, 6, 7].map((day) => [`onboarding-${day}`, `${t}/onboarding/day-${day}`]),
  ),
  readiness: `${t}/readiness`,
  doctor: `${t}/doctor`,
  alerts: `${t}/alerts`,
  'alert-silence': `${t}/alerts/silence`,
  logs: `${t}/logs`,
  audit: `${t}/audit`,
  explore: `${t}/explore?q=up`,
  'not-found': `${t}/nowhere`,
}

async function catalog(): Promise<Places> {
  const api = await seedApi()
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
  return {
    apis: `${t}/apis`,
    'api-new': `${t}/apis/new`,
    'apis-bundle': `${t}/apis/bundle`,
    ...Object.fromEntries(
      ['versions', 'test', 'contract', 'operations', 'history'].map((tab) => [
        `api-${tab}`,
        `${t}/apis/${api.id}?tab=${tab}`,
      ]),
    ),
    api: `${t}/apis/${api.id}`,
    'api-edit': `${t}/apis/${api.id}/edit`,
    policies: `${t}/policies`,
    'policy-new': `${t}/policies/new?preset=rate_limit`,
    policy: `${t}/policies/${policy?.id}`,
    'policy-traffic': `${t}/policies/${policy?.id}?tab=traffic`,
    'policies-effective': `${t}/policies/effective?api=${api.id}`,
    'cors-lab': `${t}/policies/labs/cors?api=${api.id}`,
    'burst-lab': `${t}/policies/labs/burst?api=${api.id}`,
  }
}

async function access(): Promise<Places> {
  const api = await seedApi()
  const { consumer } = await seedKey(api.id)
  return {
    approvals: `${t}/approvals`,
    plans: `${t}/plans`,
    'plan-new': `${t}/plans/new`,
    consumers: `${t}/consumers`,
    'consumer-new': `${t}/consumers/new`,
    'consumers-import': `${t}/consumers/import`,
    access: `${t}/consumers/access`,
    'locked-out': `${t}/consumers/locked-out`,
    consumer: `${t}/consumers/${consumer.id}`,
    'consumer-traffic': `${t}/consumers/${consumer.id}?tab=traffic`,
    'consumer-history': `${t}/consumers/${consumer.id}?tab=history`,
    'subscription-new': `${t}/consumers/${consumer.id}/subscriptions/new`,
    // The other face, as a stranger sees it; what is a developer's own is looked at in portal.spec.ts.
    portal: `${addresses.portal}/`,
    'portal-api': `${addresses.portal}/portal/apis/${api.id}`,
    'portal-try': `${addresses.portal}/portal/apis/${api.id}?tab=try`,
    'portal-keys': `${addresses.portal}/portal/keys`,
  }
}

/** What axe finds at every level of impact. The dark theme changes nothing but colours: there only these are looked at. */
async function violations(page: Page, theme: 'light' | 'dark'): Promise<string[]> {
  await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
  // No page has frames: without their blank page to gather in, the same rules take a third less.
  const axe = new AxeBuilder({ page }).setLegacyMode()
  if (theme === 'dark') axe.withRules(['color-contrast', 'link-in-text-block'])
  const { violations: found } = await axe.analyze()
  return found.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
}

/** `LOOKS=1` keeps a picture of every page as well. */
async function picture(page: Page, info: TestInfo, name: string): Promise<void> {
  if (process.env['LOOKS'])
    await page.screenshot({ path: info.outputPath(`${name}.png`), fullPage: true })
}

async function look(page: Page, info: TestInfo, all: Places): Promise<void> {
  for (const [name, path] of Object.entries(all))
    await test.step(name, async () => {
      await page.setViewportSize({ width: 1280, height: 900 })
      await page.goto(path)
      await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible()
      await page.waitForLoadState('networkidle')
      expect.soft(await violations(page, 'dark'), `${name}, dark`).toEqual([])
      await picture(page, info, `${name}-dark`)
      expect.soft(await violations(page, 'light'), `${name}, light`).toEqual([])
      await picture(page, info, `${name}-light`)

      await page.setViewportSize({ width: 390, height: 844 })
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      expect.soft(overflow, `${name} scrolls sideways at 390 pixels`).toBeLessThanOrEqual(0)
      await picture(page, info, `${name}-390`)
    })
}

const areas = { operating: async () => operating, catalog, access }

for (const [area, places] of Object.entries(areas))
  test(`every page is accessible in both themes and holds at 390 pixels: ${area}`, async ({
    page,
    signIn,
  }, info) => {
    const all = await places()
    test.setTimeout(60_000 + Object.keys(all).length * 20_000)
    await signIn('/')
    await look(page, info, all)
  })
