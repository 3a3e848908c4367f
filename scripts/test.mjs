/**
 * `npm test` on a bare clone: brings the dependencies and Node 24, then runs everything that CI runs.
 * Only what Node 20 has.
 */

import { spawnSync } from 'node:child_process'
import { ensureNode } from '../platform/up/ensure-node.mjs'

const node = ensureNode()
const run = spawnSync(node, ['scripts/check.ts', ...process.argv.slice(2)], { stdio: 'inherit' })
process.exit(run.status ?? 1)
