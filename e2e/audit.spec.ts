import { controlPlane, freshName, seedApi, TENANT } from './support/control-plane.ts'
import { expect, test } from './support/fixtures.ts'

test('a change is in the trail with its fields, and is undone from there', async ({
  page,
  signIn,
}) => {
  const api = await seedApi()
  const named = freshName('changed')
  const { data } = await controlPlane().PATCH('/v1/contracts/{id}', {
    params: { path: { id: api.id }, header: { 'If-Match': api.etag } },
    body: { displayName: named },
  })
  expect(data?.displayName).toBe(named)

  await signIn(`/t/${TENANT}/audit?type=contract&search=${api.apiName}`)
  const table = page.getByRole('table', { name: 'Changes' })
  await expect(table.getByRole('row')).toHaveCount(3)
  const change = table.getByRole('row').filter({ hasText: 'Changed' })
  await change.getByRole('button', { name: 'displayName' }).click()
  await expect(page.getByRole('dialog').getByText(named)).toBeVisible()
  await page.keyboard.press('Escape')

  await change.getByRole('button', { name: /^Undo: Changed/ }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Undo', exact: true }).click()
  await expect(page.getByText('Undone. Read back: 1 field is as it was before.')).toBeVisible()
  await expect(table.getByRole('row')).toHaveCount(4)
  const { data: read } = await controlPlane().GET('/v1/contracts/{id}', {
    params: { path: { id: api.id } },
  })
  expect(read?.displayName).toBe(api.displayName)

  await page.getByRole('button', { name: 'Check the whole trail' }).click()
  await expect(page.getByText('Whole', { exact: true })).toBeVisible()
})
