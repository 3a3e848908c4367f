import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { expect, test } from './support/fixtures.ts'
import { controlPlane, freshName, seedApi, TENANT } from './support/control-plane.ts'
import { addresses } from './support/place.ts'

const METHODS = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'])
const documentOf = (title: string, paths: Record<string, unknown>) => ({
  openapi: '3.1.0',
  info: { title, version: '1', description: 'Kept by **Ada**' },
  servers: [
    { url: 'https://{region}.pets.example/v1', variables: { region: { default: 'eu' } } },
    { url: `${addresses.backend}/api` },
  ],
  paths,
})
const responses = { 200: { description: 'All pets' } }
const list = { get: { summary: 'List pets', tags: ['pets'], responses } }
const file = (document: object) => ({
  name: 'openapi.json',
  mimeType: 'application/json',
  buffer: Buffer.from(JSON.stringify(document, null, 2)),
})

test('an API is registered from a file with two servers, and its operation is opened and tried', async ({
  page,
  signIn,
}) => {
  const name = freshName('pets')
  await signIn(`/t/${TENANT}/apis/new`)
  const dialog = page.getByRole('dialog')
  await dialog.getByText('From an OpenAPI document').click()
  const picker = dialog.locator('input[type=file]')

  // Read on a thread of its own, under a policy that lets it call nobody.
  const [answer] = await Promise.all([
    page.waitForResponse(/\/assets\/openapi-worker-/),
    picker.setInputFiles({
      name: 'a.json',
      mimeType: 'application/json',
      buffer: Buffer.from('{\n"openapi": "3.1.0",\noops\n}'),
    }),
  ])
  expect(answer.headers()['content-security-policy']).toContain("default-src 'none'")
  await expect(dialog.getByRole('alert')).toContainText('Line 3:')

  await picker.setInputFiles(file(documentOf(name, { '/health': list })))
  await expect(dialog.getByText('1 operation')).toBeVisible()
  await expect(dialog.getByLabel('Name', { exact: true })).toHaveValue(name)
  await expect(dialog.getByLabel('Backend URL')).toHaveValue('https://eu.pets.example/v1')
  await dialog.getByRole('radio', { name: `${addresses.backend}/api` }).check()
  await dialog.getByRole('button', { name: 'Register' }).click()
  await expect(page.getByText(/read back as sent/)).toBeVisible()
  await expect(page.getByRole('heading', { level: 1 })).toContainText(name)

  await page.getByRole('tab', { name: 'Operations' }).click()
  await page.getByRole('button', { name: /GET \/health List pets/ }).click()
  await expect(page.getByText('All pets')).toBeVisible()
  await expect(page).toHaveURL(/op=GET/)
  await page.getByRole('link', { name: 'Try this operation' }).click()
  await expect(page.getByRole('textbox', { name: /^Path/ })).toHaveValue('/health')
})

test('a document updates the API of its name and version, and nothing that nobody filled in', async ({
  page,
  signIn,
}) => {
  const api = await seedApi()
  await signIn(`/t/${TENANT}/apis/new`)
  const dialog = page.getByRole('dialog', { name: 'Register an API' })
  await dialog.getByText('From an OpenAPI document').click()
  const document = documentOf(api.apiName, { '/pets': { ...list, post: { responses } } })
  await dialog.locator('input[type=file]').setInputFiles(file(document))
  await dialog.getByRole('button', { name: 'Update it with this form' }).click()
  const update = page.getByRole('dialog', { name: `Update ${api.apiName}` })
  await expect(update.getByText('2 operations come')).toBeVisible()
  await expect(update.getByText('Kept by **Ada**')).toBeVisible()
  await update.getByRole('button', { name: 'Save the changes' }).click()
  await expect(page.getByText(/is updated/)).toBeVisible()

  const params = { path: { id: api.id } }
  const after = await controlPlane().GET('/v1/contracts/{id}', { params })
  expect(after.data).toMatchObject({ description: 'Kept by **Ada**', has_openapi: true })
  expect(after.data?.endpoint.timeout).toBe(api.endpoint.timeout)
  expect(after.data?.auth).toEqual(api.auth)

  // In its place goes another, after a look at what it changes; then none.
  await page.getByRole('tab', { name: 'Operations' }).click()
  await page.getByRole('button', { name: 'Replace the document' }).click()
  const replace = page.getByRole('dialog')
  await replace
    .locator('input[type=file]')
    .setInputFiles(file(documentOf('Pets', { '/pets': list })))
  await expect(replace.getByText('1 operation goes')).toBeVisible()
  await replace.getByRole('button', { name: 'Store the document' }).click()
  await expect(page.getByText('1 operation', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Remove the document' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove the document' }).click()
  await expect(page.getByText('No OpenAPI document yet')).toBeVisible()
})

test('an address that leads inside is refused at its field, and nothing else is lost', async ({
  page,
  signIn,
}) => {
  await signIn(`/t/${TENANT}/apis/new`)
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name', { exact: true }).fill('kept')
  await dialog.getByText('From an OpenAPI document').click()
  await dialog.getByRole('tab', { name: 'Address' }).click()
  const address = dialog.getByLabel('Address of the document')
  for (const [url, words] of [
    ['http://169.254.169.254/latest', 'never connects'],
    ['http://10.0.0.1/openapi.json', 'it is in a private network'],
    [`${addresses.controlPlane}/openapi.json`, 'a port of the platform'],
  ] as const) {
    await address.fill(url)
    await address.press('Enter')
    await expect(dialog.getByText(new RegExp(words))).toBeVisible()
  }
  await expect(dialog.getByLabel('Name', { exact: true })).toHaveValue('kept')
})

test("a public API's document of 11,000 lines is registered, and each of its operations is there", async ({
  page,
  signIn,
}) => {
  const path = fileURLToPath(import.meta.resolve('@figma/rest-api-spec/openapi/openapi.yaml'))
  const document = parse(readFileSync(path, 'utf8')) as { paths: Record<string, object> }
  const operations = Object.entries(document.paths).flatMap(([at, item]) =>
    Object.keys(item)
      .filter((key) => METHODS.has(key))
      .map((method) => `${method.toUpperCase()} ${at}`),
  )
  expect(operations.length).toBeGreaterThan(40)
  const name = freshName('public')
  await signIn(`/t/${TENANT}/apis/new`)
  const dialog = page.getByRole('dialog')
  await dialog.getByText('From an OpenAPI document').click()
  await dialog.locator('input[type=file]').setInputFiles(path)
  await dialog.getByText(`${operations.length} operations`, { exact: true }).click()
  const listed = await dialog.locator('details[open] li code').allTextContents()
  expect(listed.toSorted()).toEqual(operations.toSorted())
  await dialog.getByLabel('Name', { exact: true }).fill(name)
  await dialog.getByRole('button', { name: 'Register' }).click()
  await expect(page.getByText(/read back as sent/)).toBeVisible()

  await page.getByRole('tab', { name: 'Operations' }).click()
  await expect(page.getByText(`${operations.length} operations`, { exact: true })).toBeVisible()
  const shown = page.locator('li button[aria-expanded]:has(code)')
  const drawn = await shown.evaluateAll((rows) =>
    rows.map(
      (row) => `${row.firstElementChild?.textContent} ${row.querySelector('code')?.textContent}`,
    ),
  )
  expect(drawn.toSorted()).toEqual(operations.toSorted())

  const { data } = await controlPlane().GET('/v1/contracts', {
    params: { query: { tenant: TENANT, search: name } },
  })
  const id = data?.items[0]?.id ?? ''
  const stored = await controlPlane().GET('/v1/contracts/{id}/openapi', {
    params: { path: { id } },
  })
  expect(stored.data).toEqual(document)
})
