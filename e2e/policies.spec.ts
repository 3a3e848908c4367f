import { expect, test } from './support/fixtures.ts'
import { addresses } from './support/place.ts'
import {
  callGateway,
  controlPlane,
  freshName,
  seedApi,
  seedKey,
  TENANT,
} from './support/control-plane.ts'

/** Statuses of `count` calls, one after the other. */
async function burst(apiName: string, key: string, count: number): Promise<number[]> {
  const statuses: number[] = []
  for (let i = 0; i < count; i++)
    statuses.push((await callGateway(`/${apiName}/v1/health`, { 'x-api-key': key })).status)
  return statuses
}

test('a rate limit made by form bites, and a higher one is in force within a second', async ({
  page,
  signIn,
}) => {
  const api = await seedApi()
  const { key } = await seedKey(api.id)
  const { data: policy } = await controlPlane().POST('/v1/admin/policies', {
    body: {
      name: freshName('limit'),
      policy_type: 'rate_limit',
      tenant_id: TENANT,
      scope: 'api',
      config: { requests_per_minute: 60, burst: 5 },
      priority: 100,
      enabled: false,
    },
  })
  if (!policy) throw new Error('no policy')
  // Bound to this API, so that the journey limits nobody else's calls.
  await controlPlane().POST('/v1/admin/policies/bindings', {
    body: { policy_id: policy.id, contract_id: api.id },
  })
  expect(await burst(api.apiName, key, 12)).not.toContain(429)

  await signIn(`/t/${TENANT}/policies/${policy.id}`)
  await page.getByRole('button', { name: 'Enable' }).or(page.getByRole('switch')).first().click()
  await expect(page.getByText(/enabled, as read back|Read back/).first()).toBeVisible()
  const limited = await burst(api.apiName, key, 12)
  expect(limited.slice(0, 5)).toEqual([200, 200, 200, 200, 200])
  expect(limited.at(-1)).toBe(429)
  const refused = await callGateway(`/${api.apiName}/v1/health`, { 'x-api-key': key })
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(JSON.parse(refused.body).detail).toContain(policy.name)

  await page.goto(`/t/${TENANT}/policies/${policy.id}/edit`)
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Requests per minute').fill('60000')
  await dialog.getByLabel('Burst').fill('1000')
  const patch = page.waitForRequest((request) => request.method() === 'PATCH')
  await dialog.getByRole('button', { name: 'Save changes' }).click()
  expect((await patch).postDataJSON()).toEqual({
    config: { requests_per_minute: 60000, burst: 1000 },
  })
  await expect(dialog).toBeHidden()
  expect(await burst(api.apiName, key, 20)).not.toContain(429)
})

test('CORS made by form answers the preflight of a listed origin and refuses another', async ({
  page,
  signIn,
}) => {
  const api = await seedApi()
  const name = freshName('cors')
  await signIn(`/t/${TENANT}/policies/new?preset=cors`)
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name', { exact: true }).fill(name)
  await dialog.getByRole('button', { name: 'Create' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText(name)

  const preflight = (origin: string) => callPreflight(`/${api.apiName}/v1/health`, origin)
  expect((await preflight('https://yourapp.com')).get('access-control-allow-origin')).toBe(
    'https://yourapp.com',
  )
  expect((await preflight('https://evil.example')).get('access-control-allow-origin')).toBeNull()

  const { data } = await controlPlane().GET('/v1/admin/policies', {
    params: { query: { tenant_id: TENANT, search: name } },
  })
  await controlPlane().DELETE('/v1/admin/policies/{id}', {
    params: { path: { id: data?.items[0]?.id ?? '' } },
  })
})

async function callPreflight(path: string, origin: string): Promise<Headers> {
  // undici's fetch drops forbidden headers in browsers only; here it sends them.
  const answer = await fetch(addresses.gateway + path, {
    method: 'OPTIONS',
    headers: { origin, 'access-control-request-method': 'GET' },
  })
  return answer.headers
}
