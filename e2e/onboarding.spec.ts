/** A newcomer goes through the seven days with nothing but the screen and the keyboard; then the gateway stops and comes back. */

import type { Page } from '@playwright/test'
import { controlPlane, freshName } from './support/control-plane.ts'
import { expect, test } from './support/fixtures.ts'
import { press, reach, write } from './support/keyboard.ts'
import { addresses } from './support/place.ts'
import { answers, holdDown } from './support/services.ts'

// Nobody else's journey: the seven days begin with an empty tenant.
const TENANT = 'acme'
const week = `/t/${TENANT}/onboarding`

const step = (page: Page, name: string) => page.getByRole('region', { name, exact: true })

/** The step is proved, by what the live system said. */
async function proved(page: Page, name: string, state = 'Proved'): Promise<void> {
  const card = step(page, name)
  const badge = card.getByText(state, { exact: true })
  // A question that was asked before the last deed is asked again, as a person would.
  await expect(async () => {
    if (!(await badge.isVisible()))
      await press(page, card.getByRole('button', { name: `Check again: ${name}` }))
    await expect(badge).toBeVisible({ timeout: 3_000 })
  }).toPass({ timeout: 40_000 })
}

/** On paper there is everything but what only a screen can do. */
async function printed(page: Page, name: string): Promise<void> {
  await page.emulateMedia({ media: 'print' })
  await expect(page.getByRole('button')).toHaveCount(0)
  await expect(page.getByRole('navigation')).toHaveCount(0)
  await expect(step(page, name).getByText('Asked').first()).toBeVisible()
  await page.emulateMedia({ media: null })
}

/** Somebody answers for what nothing can measure. */
async function vouch(page: Page, name: string): Promise<void> {
  await press(page, page.getByRole('button', { name: `Vouch for: ${name}` }))
  const dialog = page.getByRole('dialog')
  const why = 'Looked at together with the team; written down in the wiki.'
  await write(page, dialog.getByRole('textbox'), why)
  await press(page, dialog.getByRole('button', { name: 'Vouch for it' }))
  await expect(step(page, name).getByText('Vouched for', { exact: true })).toBeVisible()
}

const nextDay = (page: Page, day: number) =>
  press(page, page.getByRole('link', { name: `Day ${day} →`, exact: true }))

test('the seven days, from a running install to production, and what an outage does to them', async ({
  page,
  signIn,
  faults,
}) => {
  test.setTimeout(600_000)
  const name = freshName('week')
  await signIn(week)
  await press(page, page.getByRole('link', { name: 'Day 1: Verify everything works' }))

  for (const one of [
    'The gateway is well',
    'The Control Plane is well',
    'Keycloak is well',
    'Your session may do the rest',
  ])
    await proved(page, one)
  await printed(page, 'The gateway is well')

  await nextDay(page, 2)
  await press(page, page.getByRole('link', { name: 'Register an API' }))
  const dialog = page.getByRole('dialog')
  await write(page, dialog.getByLabel('Name', { exact: true }), name)
  await write(page, dialog.getByLabel('Backend URL'), `${addresses.backend}/api`)
  await press(page, dialog.getByRole('button', { name: 'Register' }))
  await proved(page, 'An API is registered')
  await proved(page, 'The gateway serves it')
  const call = step(page, 'A call was answered')
  const which = call.getByLabel('Which key')
  await reach(page, which)
  await page.keyboard.press('ArrowDown')
  await expect(which).toHaveValue('test')
  await press(page, call.getByRole('button', { name: 'Send', exact: true }))
  await proved(page, 'A call was answered')

  await nextDay(page, 3)
  await press(page, page.getByRole('link', { name: 'Add a rate limit' }))
  await press(page, dialog.getByRole('button', { name: 'Create' }))
  await proved(page, 'A rate limit is in force')
  await press(page, page.getByRole('button', { name: 'Send the burst' }))
  await proved(page, 'The limit was seen to refuse')
  await press(page, page.getByRole('link', { name: 'Add a CORS policy' }))
  await press(page, dialog.getByRole('button', { name: 'Create' }))
  await proved(page, 'A CORS policy is in force')
  await proved(page, 'CORS lets in who is listed, and nobody else')

  await nextDay(page, 4)
  await press(page, page.getByRole('link', { name: 'Add a consumer' }))
  await write(page, dialog.getByLabel('External id'), name)
  await write(page, dialog.getByLabel('Name', { exact: true }), 'Newcomer')
  await write(page, dialog.getByLabel('E-mail'), 'newcomer@example.com')
  await press(page, dialog.getByRole('button', { name: 'Create' }))
  await proved(page, 'A consumer is there')
  await press(page, page.getByRole('link', { name: 'Give Newcomer a key' }))
  await write(page, dialog.getByRole('searchbox'), name)
  const found = dialog.getByRole('radio', { name: new RegExp(name) })
  await reach(page, found)
  await page.keyboard.press('Space')
  await expect(found).toBeChecked()
  await press(page, dialog.getByRole('button', { name: 'Subscribe and get the key' }))
  await press(page, dialog.getByRole('button', { name: 'Try it on the gateway' }))
  await expect(dialog.getByText(/200/).first()).toBeVisible()
  await press(page, dialog.getByRole('button', { name: 'Copy', exact: true }))
  await press(page, dialog.getByRole('button', { name: 'Done' }))
  for (const one of [
    'It has a key',
    'Without a key nobody gets in',
    'A call with the key was answered',
    'The portal shows the API',
  ])
    await proved(page, one)

  await nextDay(page, 5)
  for (const one of [
    'Prometheus reaches the gateway',
    'The three metrics count real traffic',
    'The gateway’s log can be read',
  ])
    await proved(page, one)
  await vouch(page, 'The monitoring script runs')

  await nextDay(page, 6)
  await proved(page, 'The three rules are loaded, evaluated and right')
  await press(page, page.getByRole('button', { name: 'Send a test alert' }))
  await proved(page, 'A test alert arrived')
  await vouch(page, 'Somebody outside watches, too')

  await nextDay(page, 7)
  for (const one of [
    'Every consumer has its own key',
    'Rate limiting works',
    'Monitoring is active',
    'Alerting was tested',
  ])
    await proved(page, one)
  await vouch(page, 'The backup procedure is written down')

  await test.step('each tick stands at the Control Plane with its evidence', async () => {
    const { data } = await controlPlane().GET('/v1/onboarding/{tenant}', {
      params: { path: { tenant: TENANT } },
    })
    const seen = (id: string) => data?.steps[`${id}.seen`]?.evidence
    expect(seen('day-1.gateway')).toMatchObject({ state: 'pass', answer: { status: 200 } })
    expect(seen('day-4.call')).toMatchObject({ state: 'pass', answer: { status: 200 } })
    expect(data?.steps['day-3.burst.run']?.evidence).toMatchObject({ verdict: 'enforced' })
    expect(data?.steps['day-7.backup']).toMatchObject({ kind: 'attestation' })
  })

  await page.getByRole('link', { name: 'Day 1' }).first().click()
  const heal = holdDown('gateway')
  try {
    await expect(
      step(page, 'The gateway is well').getByText('Fails', { exact: true }),
    ).toBeVisible()
    await page.getByRole('link', { name: 'Day 3' }).click()
    await expect(step(page, 'The limit was seen to refuse')).toContainText(
      'rests on a step that fails now',
    )
  } finally {
    heal()
  }
  await answers(`${addresses.gateway}/health`)
  await proved(page, 'The limit was seen to refuse')
  await page.getByRole('link', { name: 'Day 1' }).first().click()
  const gateway = step(page, 'The gateway is well')
  await proved(page, 'The gateway is well')
  await gateway.getByText('Evidence').click()
  await expect(gateway.getByText(/^Fails until /)).toBeVisible()
  faults.length = 0
})
