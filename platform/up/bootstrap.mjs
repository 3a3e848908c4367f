/** `npm start`: makes the clone ready, then hands over to up.ts under the Node that the dependencies bring. */
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureDependencies, runUnderInnerNode, SetUpProblem } from './ensure-node.mjs'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..')
const options = process.argv.slice(2)

/** npm does not pass on a kill -9: when it vanishes, the platform that it started ends too. */
function endWithNpm() {
  const parent = process.ppid
  if (process.env.npm_lifecycle_event === undefined) return
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM')
  }, 1_000).unref()
}

try {
  await ensureDependencies(root)
  endWithNpm()
  // The launcher only waits and watches: a small heap, and no type stripper from the second start on.
  process.env.NODE_COMPILE_CACHE ??= join(root, 'node_modules', '.cache', 'stoa', 'compile')
  const flags = ['--max-old-space-size=128', '--max-semi-space-size=1']
  process.exitCode = await runUnderInnerNode(root, [...flags, 'platform/up/up.ts', ...options])
} catch (error) {
  console.error(error instanceof SetUpProblem ? error.message : error)
  process.exitCode = 1
}
process.exit()
