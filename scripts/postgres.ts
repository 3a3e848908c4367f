/** `npm run postgres`: the control plane's own tests once more, on a throw-away PostgreSQL instead of PGlite. */

import { spawnSync } from 'node:child_process'
import { startPostgres } from '../platform/control-plane/test/postgres.ts'

const server = await startPostgres()
let status: number | null = 1
try {
  const address = await server.createDatabase('stoa')
  const run = spawnSync('vitest', ['run', '--project', 'platform', 'platform/control-plane'], {
    stdio: 'inherit',
    env: { ...process.env, TEST_DATABASE_URL: address },
  })
  status = run.status
} finally {
  await server.stop()
}
process.exit(status ?? 1)
