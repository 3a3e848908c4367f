import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadSecrets } from './secrets.ts'
import { temporaryFolder } from './test/temporary-folder.ts'

const modeOf = (file: string) => statSync(file).mode & 0o777

test('the first call makes them, strong, for the owner alone', () => {
  const folder = temporaryFolder()
  const secrets = loadSecrets(folder)
  expect(secrets.userPassword).toMatch(/^([a-z2-9]{4}-){3}[a-z2-9]{4}$/)
  expect(secrets.userPassword.length).toBeGreaterThanOrEqual(14)
  expect(secrets.keyPepper).toMatch(/^[0-9a-f]{64}$/)
  expect(secrets.gatewayAdminToken.length).toBeGreaterThanOrEqual(43)
  expect(new Set(Object.values(secrets)).size).toBe(5)
  expect(modeOf(join(folder, 'secrets.json'))).toBe(0o600)
})

test('later calls return the same, and close a file that was opened up', () => {
  const folder = temporaryFolder()
  const first = loadSecrets(folder)
  chmodSync(join(folder, 'secrets.json'), 0o644)
  expect(loadSecrets(folder)).toEqual(first)
  expect(modeOf(join(folder, 'secrets.json'))).toBe(0o600)
})

test('one that is missing is added and kept, the others stay', () => {
  const folder = temporaryFolder()
  const file = join(folder, 'secrets.json')
  const { webhookToken, ...older } = loadSecrets(folder)
  writeFileSync(file, JSON.stringify(older))
  const completed = loadSecrets(folder)
  expect(completed).toMatchObject(older)
  expect(completed.webhookToken).not.toBe(webhookToken)
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(completed)
})

test('a broken file is said to be one, and left as it is', () => {
  const folder = temporaryFolder()
  const file = join(folder, 'secrets.json')
  writeFileSync(file, '{"userPassword":')
  expect(() => loadSecrets(folder)).toThrow(/secrets\.json cannot be read.*--reset/)
  expect(readFileSync(file, 'utf8')).toBe('{"userPassword":')
})

test('two platforms share nothing', () => {
  const [one, other] = [loadSecrets(temporaryFolder()), loadSecrets(temporaryFolder())]
  expect(Object.values(one).some((value) => Object.values(other).includes(value))).toBe(false)
})
