import type { Page } from '@playwright/test'

import { expect, test } from './support/fixtures.ts'
import { addresses } from './support/place.ts'
import { controlPlane, freshName, seedApi, seedKey, TENANT } from './support/control-plane.ts'

interface Api {
  path: string
  key: string
}

const call = ({ path, key }: Api, init: RequestInit = {}) =>
  fetch(addresses.gateway + path, {
    ...init,
    headers: { 'x-api-key': key, ...(init.headers as Record<string, string> | undefined) },
  })

interface Case {
  type: string
  fill: (dialog: ReturnType<Page['getByRole']>) => Promise<void>
  /** Whether the gateway's real answer shows the policy. */
  bites: (api: Api) => Promise<boolean>
}

const cases: Case[] = [
  {
    type: 'rate_limit',
    fill: async (dialog) => {
      await dialog.getByLabel('Requests per minute').fill('60')
      await dialog.getByLabel('Burst').fill('1')
    },
    bites: async (api) => {
      const statuses = [(await call(api)).status, (await call(api)).status]
      return statuses.includes(429)
    },
  },
  {
    type: 'cors',
    fill: (dialog) => dialog.getByLabel('Allowed origins').fill('https://app.example'),
    bites: async (api) => {
      const headers = { origin: 'https://app.example' }
      const answer = await call(api, { headers })
      return answer.headers.get('access-control-allow-origin') === 'https://app.example'
    },
  },
  {
    // It starts from 10.0.0.0/8, where no test runs.
    type: 'ip_filter',
    fill: async () => undefined,
    bites: async (api) => (await call(api)).status === 403,
  },
  {
    type: 'request_size',
    fill: (dialog) => dialog.getByLabel('Largest request body (bytes)').fill('10'),
    bites: async (api) =>
      (await call(api, { method: 'POST', body: 'x'.repeat(100) })).status === 413,
  },
  {
    type: 'jwt_validation',
    fill: async (dialog) => {
      await dialog.getByLabel('Issuer').fill(`${addresses.keycloak}/realms/stoa`)
      const keys = `${addresses.keycloak}/realms/stoa/protocol/openid-connect/certs`
      await dialog.getByLabel('Address of the signing keys (JWKS)').fill(keys)
    },
    bites: async (api) => (await call(api)).status === 401,
  },
  {
    type: 'response_headers',
    fill: async () => undefined,
    bites: async (api) => (await call(api)).headers.get('x-content-type-options') === 'nosniff',
  },
]

/** Within the second that the contract promises. */
const within1s = (api: Api, { bites }: Case, expected: boolean) =>
  expect.poll(() => bites(api), { timeout: 1000, intervals: [50] }).toBe(expected)

for (const one of cases)
  test(`${one.type} made in the form changes what the gateway answers, and no longer once it is off or gone`, async ({
    page,
    signIn,
  }) => {
    const seeded = await seedApi()
    const { key } = await seedKey(seeded.id)
    const api = { path: `/${seeded.apiName}/v1/health`, key }
    expect(await one.bites(api)).toBe(false)

    await signIn(`/t/${TENANT}/policies/new?type=${one.type}`)
    const dialog = page.getByRole('dialog')
    const name = freshName(one.type)
    await dialog.getByLabel('Name', { exact: true }).fill(name)
    await one.fill(dialog)
    // Bound before it is enabled, so that the journey touches nobody else's calls.
    await dialog.getByRole('switch', { name: 'Enabled' }).uncheck()
    await dialog.getByRole('button', { name: 'Create' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toContainText(name)
    const id = new URL(page.url()).pathname.split('/').at(-1) ?? ''
    const client = controlPlane()
    await client.POST('/v1/admin/policies/bindings', {
      body: { policy_id: id, contract_id: seeded.id },
    })
    expect(await one.bites(api)).toBe(false)

    const toggle = page.getByRole('switch', { name: `${name} enabled` })
    await toggle.click()
    await expect(page.getByText(/In force at the gateway since/)).toBeVisible()
    await within1s(api, one, true)

    await toggle.click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Disable' }).click()
    await expect(page.getByText(/Held as disabled/)).toBeVisible()
    await within1s(api, one, false)

    await toggle.click()
    await expect(page.getByText(/In force at the gateway since/)).toBeVisible()
    await within1s(api, one, true)
    await page.getByRole('button', { name: 'Delete', exact: true }).click()
    const question = page.getByRole('alertdialog')
    await expect(question).toContainText(/left without any policy of this type/)
    await question.getByRole('button', { name: 'Delete' }).click()
    await expect(page).toHaveURL(new RegExp(`/t/${TENANT}/policies$`))
    await within1s(api, one, false)
  })

test('somebody else saved first: the text stays, beside theirs, and can still be saved', async ({
  page,
  signIn,
}) => {
  const client = controlPlane()
  const { data: policy } = await client.POST('/v1/admin/policies', {
    body: {
      name: freshName('stale'),
      policy_type: 'rate_limit',
      tenant_id: TENANT,
      scope: 'api',
      config: { requests_per_minute: 60, burst: 5 },
      priority: 100,
      enabled: false,
    },
  })
  if (!policy) throw new Error('no policy')
  const params = { path: { id: policy.id } }
  await signIn(`/t/${TENANT}/policies/${policy.id}/edit`)
  const dialog = page.getByRole('dialog')
  const limit = dialog.getByLabel('Requests per minute')
  await limit.fill('250')
  await client.PATCH('/v1/admin/policies/{id}', { params, body: { config: { burst: 9 } } })
  await dialog.getByRole('button', { name: 'Save changes' }).click()
  await dialog.getByRole('button', { name: 'Compare with the current version' }).click()
  await expect(dialog.getByText(/what stands there now/)).toBeVisible()
  await expect(limit).toHaveValue('250')
  await dialog.getByRole('button', { name: 'Save mine over it' }).click()
  await expect(dialog).toBeHidden()
  const { data: now } = await client.GET('/v1/admin/policies/{id}', { params })
  expect(now?.config['requests_per_minute']).toBe(250)
  await client.DELETE('/v1/admin/policies/{id}', { params })
})
