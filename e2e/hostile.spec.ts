import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { Locator } from '@playwright/test'

import { controlPlane, freshName, TENANT } from './support/control-plane.ts'
import { expect, test } from './support/fixtures.ts'
import { addresses } from './support/place.ts'

/** Quotes, markup, a formula, text that runs backwards, a character of two halves. */
const HOSTILE = `=1+1 "O'Neil" <img src=x onerror=alert(1)> \u202Egnp.exe 😀 ..%2f`

test('hostile input is refused at its field or kept as it is, and the page goes on', async ({
  page,
  signIn,
}) => {
  const name = freshName('hostile')
  await signIn(`/t/${TENANT}/apis/new`)
  const dialog = page.getByRole('dialog')
  const named = (label: string) => dialog.getByRole('textbox', { name: new RegExp(`^${label}`) })
  const [field, shown, backend] = [named('Name'), named('Display name'), named('Backend URL')]
  const register = dialog.getByRole('button', { name: 'Register' })

  await shown.fill('x'.repeat(10_000))
  await backend.fill(`${addresses.backend}/api`)
  for (const bad of ['..%2fadmin', `"'😀\u202E`, 'a'.repeat(10_000)]) {
    await field.fill(bad)
    await register.click()
    await expect(field).toHaveAccessibleDescription(/Lower-case letters/)
  }
  await expect(shown).toHaveAccessibleDescription(/255/)

  // What the page lets through and the Control Plane does not stands at its field as well.
  await field.fill(name)
  await shown.fill(HOSTILE)
  await backend.fill('http://169.254.169.254/latest')
  await register.click()
  await expect(backend).toHaveAccessibleDescription(/169\.254\.169\.254|link-?local/i)

  await refusesDocuments(dialog)

  // After all of it the form still registers, with the name as it was typed.
  await backend.fill(`${addresses.backend}/api`)
  await register.click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText(
    '<img src=x onerror=alert(1)>',
  )
  await expect(page.getByRole('heading', { level: 1 })).toContainText('U+202E')
  const query = { tenant: TENANT, search: name }
  const { data } = await controlPlane().GET('/v1/contracts', { params: { query } })
  expect(data?.items.map(({ displayName }) => displayName)).toEqual([HOSTILE])
})

/** A file of 30 MB and aliases that multiply, each told where the document is given. */
async function refusesDocuments(dialog: Locator): Promise<void> {
  await dialog.getByText('From an OpenAPI document').click()
  const refused = dialog.getByRole('alert').filter({ hasText: 'The document is not taken' })
  const folder = mkdtempSync(join(tmpdir(), 'stoa-hostile-'))
  const huge = join(folder, 'huge.yaml')
  writeFileSync(huge, 'openapi: 3.1.0\n')
  truncateSync(huge, 30 * 1024 ** 2)
  await dialog.locator('input[type=file]').setInputFiles(huge)
  await expect(refused).toContainText('larger than 5 MiB')
  rmSync(folder, { recursive: true })
  const level = (at: number) => `x${at}: &x${at} [${`*x${at - 1}, `.repeat(9)}]`
  await dialog.getByRole('tab', { name: 'Text' }).click()
  await dialog
    .getByLabel('OpenAPI text')
    .fill(['x0: &x0 [y]', ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map(level)].join('\n'))
  await dialog.getByRole('button', { name: 'Read it' }).click()
  await expect(refused).toContainText('aliases multiply')
}
