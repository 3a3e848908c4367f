/** `npm start`: makes the clone ready, then hands over to up.ts under the Node that the dependencies bring. */
import { readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureDependencies, runUnderInnerNode, SetUpProblem } from './ensure-node.mjs'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..')
const options = process.argv.slice(2)

/** npm does not pass on a kill -9: when it vanishes, or the shell that it may have put between, the platform ends too. */
function endWithNpm() {
  if (process.env.npm_lifecycle_event === undefined) return
  const parent = process.ppid
  const npm = isShell(parent) ? parentOf(parent) : null
  setInterval(() => {
    const isAlone = process.ppid !== parent || (npm !== null && parentOf(parent) !== npm)
    if (isAlone) process.kill(process.pid, 'SIGTERM')
  }, 1_000).unref()
}

function isShell(pid) {
  return /^(sh|dash|bash)$/.test(readProc(pid, 'comm').trim())
}

/** The parent of a process, as text. */
function parentOf(pid) {
  const stat = readProc(pid, 'stat')
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] ?? ''
}

/** Empty where there is no /proc to tell. */
function readProc(pid, name) {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8')
  } catch {
    return ''
  }
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
