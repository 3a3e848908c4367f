/**
 * `npm test` on a bare clone: brings the dependencies and Node 24, then runs everything that CI runs.
 * Nothing but the built-ins of Node 20 before that.
 */
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureDependencies, runUnderInnerNode, SetUpProblem } from '../platform/up/ensure-node.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

try {
  await ensureDependencies(root)
  process.exitCode = await runUnderInnerNode(root, ['scripts/check.ts', ...process.argv.slice(2)])
} catch (error) {
  if (!(error instanceof SetUpProblem)) throw error
  console.error(error.message)
  process.exitCode = 1
}
