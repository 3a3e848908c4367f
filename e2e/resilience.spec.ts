import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { controlPlane, freshName, serviceToken, TENANT } from './support/control-plane.ts'
import { expect, test } from './support/fixtures.ts'
import { addresses, STATE_DIR } from './support/place.ts'
import { answers, kill } from './support/services.ts'
import { password } from './support/users.ts'

test('a killed control plane: the console recovers within ten seconds of its return', async ({
  page,
  signIn,
}) => {
  await signIn(`/t/${TENANT}/consumers`)
  await expect(page.getByRole('table').or(page.getByText('No consumer yet')).first()).toBeVisible()
  kill('control-plane')
  await page.getByRole('navigation').getByRole('link', { name: 'Policies' }).first().click()
  await answers(`${addresses.controlPlane}/health`)
  await expect(page.getByRole('heading', { name: 'Policies', level: 1 })).toBeVisible({
    timeout: 10_000,
  })
  await expect(page.getByRole('table').or(page.getByText('No policy yet')).first()).toBeVisible({
    timeout: 10_000,
  })
})

test('twenty kills under writes lose no acknowledged write', async () => {
  test.setTimeout(600_000)
  const acknowledged: string[] = []
  for (let round = 0; round < 20; round++) {
    await answers(`${addresses.controlPlane}/health`)
    const token = await serviceToken()
    const stop = new AbortController()
    const writers = Array.from({ length: 4 }, () => write(token, stop.signal, acknowledged))
    // At least six more are acknowledged, however slow the machine; then a moment that differs, so that the kill hits elsewhere.
    const enough = acknowledged.length + 6
    await expect.poll(() => acknowledged.length).toBeGreaterThanOrEqual(enough)
    await delay(round * 20)
    kill('control-plane')
    stop.abort()
    await Promise.all(writers)
  }
  await answers(`${addresses.controlPlane}/health`)
  expect(acknowledged.length).toBeGreaterThan(100)
  for (const externalId of acknowledged) {
    const { data } = await controlPlane().GET('/v1/consumers/{tenant}', {
      params: { path: { tenant: TENANT }, query: { search: externalId } },
    })
    expect(data?.total, externalId).toBe(1)
  }
})

/** Creates consumers one after the other until it is stopped, and notes those that were acknowledged. */
async function write(token: string, stop: AbortSignal, acknowledged: string[]): Promise<void> {
  while (!stop.aborted) {
    const externalId = freshName('kill')
    const status = await fetch(`${addresses.controlPlane}/v1/consumers/${TENANT}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ external_id: externalId, name: externalId, email: 'k@example.com' }),
    }).then(
      (answer) => answer.status,
      () => 0,
    )
    if (status === 201) acknowledged.push(externalId)
    if (status === 0) return
  }
}

test('a session that ended is a dialog over the form; after the sign-in the form goes on', async ({
  page,
  signIn,
}) => {
  await page.clock.install()
  await signIn(`/t/${TENANT}/consumers/new`)
  const externalId = freshName('half')
  const form = page.getByRole('dialog').first()
  await form.getByLabel('External id').fill(externalId)
  await form.getByLabel('Name', { exact: true }).fill('Half a consumer')
  // The administrator ends all sessions of the realm; the token in memory runs out.
  await endSessions()
  await page.clock.fastForward(130_000)
  await expect(page.getByText('Your session has ended')).toBeVisible()

  const window = page.waitForEvent('popup')
  await page.getByRole('button', { name: 'Sign in again' }).click()
  const popup = await window
  await popup.locator('#username').fill('admin')
  await popup.locator('#password').fill(password())
  await popup.locator('#kc-login').click()
  await expect(page.getByText('Your session has ended')).toBeHidden()

  await expect(form.getByLabel('External id')).toHaveValue(externalId)
  await expect(form.getByLabel('Name', { exact: true })).toHaveValue('Half a consumer')
  await form.getByLabel('E-mail').fill('half@example.com')
  await form.getByRole('button', { name: 'Create' }).click()
  await expect(page.getByRole('heading', { name: 'Half a consumer', level: 1 })).toBeVisible()
})

async function endSessions(): Promise<void> {
  const secrets: { keycloakAdminPassword: string } = JSON.parse(
    readFileSync(join(STATE_DIR, 'secrets.json'), 'utf8'),
  )
  const token = await fetch(`${addresses.keycloak}/realms/master/protocol/openid-connect/token`, {
    method: 'POST',
    body: new URLSearchParams({
      client_id: 'admin-cli',
      grant_type: 'password',
      username: 'admin',
      password: secrets.keycloakAdminPassword,
    }),
  }).then((answer) => answer.json() as Promise<{ access_token: string }>)
  const answer = await fetch(`${addresses.keycloak}/admin/realms/stoa/logout-all`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token.access_token}` },
  })
  expect(answer.ok).toBe(true)
}
