import { existsSync, mkdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { portsFor } from '../addresses.ts'
import { keycloakCommand, prepareKeycloakHome } from './keycloak-home.ts'
import { temporaryFolder } from './test/temporary-folder.ts'

function machine() {
  const root = temporaryFolder()
  const program = temporaryFolder()
  const stateDir = temporaryFolder()
  mkdirSync(join(root, 'platform', 'keycloak'), { recursive: true })
  const realm = join(root, 'platform', 'keycloak', 'stoa-realm.json')
  writeFileSync(realm, '{"realm":"stoa"}')
  for (const name of ['bin', 'lib', 'data']) mkdirSync(join(program, name))
  const prepare = (offset = 0) => prepareKeycloakHome(root, stateDir, program, portsFor(offset))
  return { realm, program, stateDir, prepare, data: join(stateDir, 'keycloak', 'data') }
}

/** What Keycloak leaves behind. */
function database(data: string): string {
  mkdirSync(join(data, 'h2'), { recursive: true })
  const file = join(data, 'h2', 'keycloakdb.mv.db')
  writeFileSync(file, 'users')
  return file
}

test('the program is linked, its data folder is not, and the realm lies where Keycloak imports it', () => {
  const { program, prepare, data, realm } = machine()
  const { folder, isOutdated } = prepare()
  expect(readlinkSync(join(folder, 'bin'))).toBe(join(program, 'bin'))
  expect(() => readlinkSync(join(folder, 'data'))).toThrow('EINVAL')
  expect(readFileSync(join(data, 'import', 'stoa-realm.json'))).toEqual(readFileSync(realm))
  expect(isOutdated).toBe(false)
})

test('users stay from start to start once the import is known to be complete', () => {
  const { prepare, data } = machine()
  const home = prepare()
  const file = database(data)
  home.markImported()
  expect(prepare().isOutdated).toBe(false)
  expect(readFileSync(file, 'utf8')).toBe('users')
})

test('data of an import that was interrupted is dropped', () => {
  const { prepare, data } = machine()
  prepare()
  const file = database(data)
  prepare()
  expect(existsSync(file)).toBe(false)
})

test('a changed realm file, or moved ports, is noticed at every later start', () => {
  const { prepare, data, realm } = machine()
  const home = prepare()
  database(data)
  home.markImported()
  expect(prepare(100).isOutdated).toBe(true)
  writeFileSync(realm, '{"realm":"stoa","accessTokenLifespan":60}')
  const changed = prepare()
  expect(changed.isOutdated).toBe(true)
  // The users are still those of the old file: being ready again does not change that.
  changed.markImported()
  expect(prepare().isOutdated).toBe(true)
})

test('another layout of the same realm is no change', () => {
  const { prepare, data, realm } = machine()
  const home = prepare()
  database(data)
  home.markImported()
  writeFileSync(realm, '{\n  "realm": "stoa"\n}\n')
  expect(prepare().isOutdated).toBe(false)
})

test('Keycloak listens on loopback, under one name, with its health on the main port', () => {
  const { args } = keycloakCommand('/state/keycloak', portsFor(100))
  expect(args).toEqual(
    expect.arrayContaining([
      '--hostname=http://localhost:8180',
      '--http-host=127.0.0.1',
      '--http-port=8180',
      '--http-management-health-enabled=false',
    ]),
  )
})
