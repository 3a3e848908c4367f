/**
 * `npm run fuzz`: schemathesis, in a virtual environment of its own, against a control plane that is started for it.
 * The seconds may be given: `npm run fuzz -- 600`.
 */

import { spawnSync } from 'node:child_process'
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { toolsDir } from '../platform/up/tools/tool-cache.ts'

const VERSION = '4.32.5'
const DEFAULT_SECONDS = '90'

const home = join(toolsDir(), `schemathesis-${VERSION}`)
const program = join(home, 'bin', 'schemathesis')

function run(command: string, args: string[], env: NodeJS.ProcessEnv = process.env): boolean {
  return spawnSync(command, args, { stdio: 'inherit', env }).status === 0
}

/** A half-made environment is thrown away, so that the next run starts afresh. */
function install(): boolean {
  console.log(`Installing schemathesis ${VERSION} …`)
  const pip = join(home, 'bin', 'pip')
  const isThere =
    run('python3', ['-m', 'venv', home]) &&
    run(pip, ['install', '--quiet', '--disable-pip-version-check', `schemathesis==${VERSION}`])
  if (!isThere) rmSync(home, { recursive: true, force: true })
  return isThere
}

if (!existsSync(program) && !install()) {
  console.error('schemathesis could not be installed: is python3-venv there, and PyPI reachable?')
  process.exit(1)
}
const seconds = process.argv[2] ?? DEFAULT_SECONDS
const isGood = run(process.execPath, ['platform/control-plane/test/fuzz.ts', seconds], {
  ...process.env,
  SCHEMATHESIS: program,
})
process.exit(isGood ? 0 : 1)
