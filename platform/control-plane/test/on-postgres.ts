/** Runs the control plane's tests on a throw-away PostgreSQL. Usage: node platform/control-plane/test/on-postgres.ts [test files] */
import { spawn } from 'node:child_process'
import { join } from 'node:path'

import { startPostgres } from './postgres.ts'

const root = join(import.meta.dirname, '../../..')
const wanted = process.argv.slice(2)
const postgres = await startPostgres()
let code = 1
try {
  const address = await postgres.createDatabase('stoa_tests')
  const child = spawn(
    process.execPath,
    [
      join(root, 'node_modules/vitest/vitest.mjs'),
      'run',
      '--project=platform',
      ...(wanted.length > 0 ? wanted : ['platform/control-plane']),
    ],
    { cwd: root, stdio: 'inherit', env: { ...process.env, TEST_DATABASE_URL: address } },
  )
  const { promise, resolve } = Promise.withResolvers<number>()
  child.once('exit', (exit) => resolve(exit ?? 1))
  code = await promise
} finally {
  await postgres.stop()
}
process.exit(code)
