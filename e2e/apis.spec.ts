import { expect, test } from './support/fixtures.ts'
import { controlPlane, freshName, seedApi, seedKey, TENANT } from './support/control-plane.ts'
import { addresses } from './support/place.ts'

test('an API is registered by form, found, called and explained', async ({ page, signIn }) => {
  const name = freshName('orders')
  await signIn(`/t/${TENANT}/apis`)
  await page.getByRole('link', { name: 'Register an API' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name', { exact: true }).fill(name)
  await dialog.getByLabel('Version').fill('1.0.0')
  await dialog.getByLabel('Display name').fill('Orders <b>of</b> Ada')
  await dialog.getByLabel('Backend URL').fill(`${addresses.backend}/api`)
  await expect(dialog.getByText(`/${name}/v1`).first()).toBeVisible()
  await dialog.getByRole('button', { name: 'Register' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Orders <b>of</b> Ada')

  const { data } = await controlPlane().GET('/v1/contracts', {
    params: { query: { tenant: TENANT, search: name } },
  })
  const contract = data?.items[0]
  expect(contract?.endpoint.url).toBe(`${addresses.backend}/api`)

  const { key } = await seedKey(contract?.id ?? '')
  await page.getByRole('tab', { name: 'Test call' }).click()
  await page.getByLabel('API key').fill(key)
  await page.getByRole('textbox', { name: /^Path/ }).fill('/health')
  await page.getByRole('button', { name: 'Send' }).click()
  await expect(page.getByText('It works: the backend answered through the gateway.')).toBeVisible()

  await page.getByLabel('API key').fill('stoa_sk_00000000000000000000000000000000')
  await page.getByRole('button', { name: 'Send' }).click()
  await expect(page.getByText(/The gateway knows no such key/)).toBeVisible()
})

test('bad input is told at its field, a duplicate names the clash, and nothing is lost', async ({
  page,
  signIn,
}) => {
  const taken = await seedApi()
  await signIn(`/t/${TENANT}/apis/new`)
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name', { exact: true }).fill('Not A Name')
  await dialog.getByLabel('Backend URL').fill('ftp://example.com')
  await dialog.getByRole('button', { name: 'Register' }).click()
  await expect(dialog.getByText('Lower-case letters, digits and inner hyphens')).toBeVisible()
  await expect(dialog.getByText(/An http or https address/)).toBeVisible()

  await dialog.getByLabel('Name', { exact: true }).fill(taken.apiName)
  await dialog.getByLabel('Version').fill('1.0.0')
  await dialog.getByLabel('Backend URL').fill(`${addresses.backend}/api`)
  await dialog.getByRole('button', { name: 'Register' }).click()
  await expect(dialog.getByText(/clashes|already/i).first()).toBeVisible()
  await expect(dialog.getByLabel('Backend URL')).toHaveValue(`${addresses.backend}/api`)
})

test('an unreachable backend is a 502 in words', async ({ page, signIn }) => {
  const name = freshName('broken')
  const { data } = await controlPlane().POST('/v1/contracts', {
    body: {
      apiName: name,
      apiVersion: '1.0.0',
      tenant: TENANT,
      endpoint: { url: 'http://localhost:9', method: 'REST', timeout: '5s' },
      status: 'published',
    },
  })
  const { key } = await seedKey(data?.id ?? '')
  await signIn(`/t/${TENANT}/apis/${data?.id}?tab=test`)
  await page.getByLabel('API key').fill(key)
  await page.getByRole('button', { name: 'Send' }).click()
  await expect(page.getByText(/The gateway could not reach the backend/)).toBeVisible()
  await expect(page.getByText(/host\.docker\.internal/).first()).toBeVisible()
})

test('a change that somebody else overtook is never lost', async ({ page, signIn }) => {
  const api = await seedApi()
  await signIn(`/t/${TENANT}/apis/${api.id}/edit`)
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Display name').fill('Mine')
  await controlPlane().PATCH('/v1/contracts/{id}', {
    params: { path: { id: api.id } },
    body: { displayName: 'Theirs' },
  })
  await dialog.getByRole('button', { name: 'Save changes' }).click()
  await expect(
    dialog.getByText('Somebody else saved a change while you were editing'),
  ).toBeVisible()
  await expect(dialog.getByLabel('Display name')).toHaveValue('Mine')
  const after = await controlPlane().GET('/v1/contracts/{id}', { params: { path: { id: api.id } } })
  expect(after.data?.displayName).toBe('Theirs')
})
