/** Runs the control plane's tests on a throw-away PostgreSQL. Usage: node platform/control-plane/test/on-postgres.ts [test files] */
import { spawn } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { openDatabase } from '../core/database/connect.ts'
import { startPostgres } from './postgres.ts'

const root = join(import.meta.dirname, '../../..')
const wanted = process.argv.slice(2)
const postgres = await startPostgres()
const TEMPLATE = 'stoa_template'

/** The test files whose control plane is on TEST_DATABASE_URL; the others would only do again what they do without it. */
function filesOnPostgres(): string[] {
  const folder = join(root, 'platform/control-plane')
  const starts = (file: string) => readFileSync(join(folder, file), 'utf8').includes('startTest')
  return globSync('**/*.test.ts', { cwd: folder }).filter(starts)
}

let code = 1
try {
  const address = await postgres.createDatabase('stoa_tests')
  // Migrated once; each test file begins with a copy of it.
  const template = await openDatabase({ url: await postgres.createDatabase(TEMPLATE) })
  await template.close()
  const child = spawn(
    process.execPath,
    [
      join(root, 'node_modules/vitest/vitest.mjs'),
      'run',
      '--project=platform',
      ...(wanted.length > 0 ? wanted : filesOnPostgres()),
    ],
    {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, TEST_DATABASE_URL: address, TEST_DATABASE_TEMPLATE: TEMPLATE },
    },
  )
  const { promise, resolve } = Promise.withResolvers<number>()
  child.once('exit', (exit) => resolve(exit ?? 1))
  code = await promise
} finally {
  await postgres.stop()
}
process.exit(code)
