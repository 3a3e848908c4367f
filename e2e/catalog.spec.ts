import { readFileSync } from 'node:fs'

import { controlPlane, freshName, seedApi, TENANT } from './support/control-plane.ts'
import { expect, test } from './support/fixtures.ts'

test('the catalog is searched and filtered by its address, and leaves and comes back as a file', async ({
  page,
  signIn,
}) => {
  const stem = freshName('shelf')
  const [first] = [await seedApi(`${stem}-one`), await seedApi(`${stem}-two`)]
  await controlPlane().POST('/v1/contracts/{id}/deprecate', {
    params: { path: { id: first.id } },
    body: { reason: 'The other one is better' },
  })

  // By search and filter, both in the address, which finds the same when it is opened anew.
  await signIn(`/t/${TENANT}/apis`)
  await page.getByRole('searchbox', { name: 'Search APIs' }).fill(stem)
  const rows = page.getByRole('table', { name: 'APIs of this tenant' }).getByRole('row')
  await expect(rows).toHaveCount(3)
  await expect(rows.filter({ hasText: `${stem}-one` })).toContainText('Deprecated')
  await page.getByLabel('Status').selectOption('published')
  await expect(rows).toHaveCount(2)
  await expect(page).toHaveURL(new RegExp(`search=${stem}.*status=published`))
  await page.reload()
  await expect(rows).toHaveCount(2)
  await expect(rows.last()).toContainText(`${stem}-two`)

  // The file holds what the filters find, and says what it leaves out.
  await page.getByRole('link', { name: 'Export and import' }).click()
  await expect(page.getByText('The APIs that the filters of the list found: 1.')).toBeVisible()
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save as YAML' }).click()
  const file = await (await download).path()
  expect(readFileSync(file, 'utf8')).toMatch(/^# Not in this file: OpenAPI documents/)
  await page.getByLabel('Choose a file').setInputFiles(file)
  await expect(page.getByText('No changes: everything in this file is already so.')).toBeVisible()

  // A part of an API has an address of its own.
  await page.goto(`/t/${TENANT}/apis/${first.id}?tab=versions`)
  await expect(page.getByRole('tab', { name: 'Versions' })).toHaveAttribute('aria-selected', 'true')
  await expect(page.getByRole('table', { name: `Versions of ${stem}-one` })).toBeVisible()
})

test('an API that is deleted is proved gone, from the Control Plane and from the gateway', async ({
  page,
  signIn,
}) => {
  const api = await seedApi()
  await signIn(`/t/${TENANT}/apis/${api.id}`)
  await page.getByRole('button', { name: `Actions for ${api.apiName}` }).click()
  await page.getByRole('menuitem', { name: 'Ask the gateway' }).click()
  const proof = page.getByRole('region', { name: `What came of it: ${api.apiName}` })
  await expect(proof.getByText(/^In force on the gateway: .* HTTP 401/)).toBeVisible()
  await page.getByRole('button', { name: `Actions for ${api.apiName}` }).click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  const dialog = page.getByRole('alertdialog')
  await expect(dialog.getByRole('region', { name: 'Who is concerned' })).toContainText(
    'Live subscriptions0',
  )
  await dialog.getByRole('textbox').fill(api.apiName)
  await dialog.getByRole('button', { name: 'Delete', exact: true }).click()
  await expect(proof.getByText(/^The Control Plane no longer has it \(404/)).toBeVisible()
  await expect(proof.getByText(/^The gateway does not serve .* HTTP 404/)).toBeVisible()
  await expect(proof.getByText(/holds configuration version \d+, the newest/)).toBeVisible()
})
