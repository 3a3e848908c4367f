import { expect, test } from './support/fixtures.ts'
import { controlPlane, freshName, TENANT } from './support/control-plane.ts'
import { answers, kill } from './support/services.ts'
import { addresses } from './support/place.ts'
import { tokenOf } from './support/users.ts'

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
  test.setTimeout(240_000)
  const token = await tokenOf('admin')
  const acknowledged: string[] = []
  for (let round = 0; round < 20; round++) {
    await answers(`${addresses.controlPlane}/health`)
    const writes = Array.from({ length: 8 }, async () => {
      const externalId = freshName('kill')
      const answer = await fetch(`${addresses.controlPlane}/v1/consumers/${TENANT}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({
          external_id: externalId,
          name: externalId,
          email: 'kill@example.com',
        }),
      })
      if (answer.status === 201) acknowledged.push(externalId)
    })
    setTimeout(() => kill('control-plane'), 5 + round * 3)
    await Promise.allSettled(writes)
  }
  await answers(`${addresses.controlPlane}/health`)
  expect(acknowledged.length).toBeGreaterThan(20)
  for (const externalId of acknowledged) {
    const { data } = await controlPlane().GET('/v1/consumers/{tenant}', {
      params: { path: { tenant: TENANT }, query: { search: externalId } },
    })
    expect(data?.total, externalId).toBe(1)
  }
})

test('a session that ended is a dialog over the form, and the form keeps its text', async ({
  page,
  context,
  signIn,
}) => {
  await signIn(`/t/${TENANT}/consumers/new`)
  const form = page.getByRole('dialog').first()
  await form.getByLabel('External id').fill('half-filled')
  await form.getByLabel('Name', { exact: true }).fill('Half a consumer')
  // The administrator ends all sessions of the realm.
  await endSessions()
  await form.getByLabel('E-mail').fill('half@example.com')
  await page.evaluate(() => window.dispatchEvent(new Event('online')))
  await form.getByRole('button', { name: 'Create' }).click()
  await expect(page.getByText('Your session has ended')).toBeVisible({ timeout: 150_000 })
  expect(context.pages()).toHaveLength(1)
  await expect(page.getByLabel('External id')).toHaveValue('half-filled')
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Half a consumer')
  await expect(page.getByLabel('E-mail')).toHaveValue('half@example.com')
})

async function endSessions(): Promise<void> {
  const { readFileSync } = await import('node:fs')
  const { join } = await import('node:path')
  const { STATE_DIR } = await import('./support/place.ts')
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
