/** The tools from Debian that the checks need beside npm's packages: brought where they are missing and apt may. */

import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Command and the Debian package that brings it. */
const TOOLS: Record<string, string> = {
  chromium: 'chromium',
  curl: 'curl',
  jq: 'jq',
  bc: 'bc',
  shellcheck: 'shellcheck',
  openssl: 'openssl',
  mvn: 'maven',
  unzip: 'unzip',
  python3: 'python3-venv',
  setpriv: 'util-linux',
  'victoria-metrics': 'victoria-metrics',
}

/** PostgreSQL keeps its server off the PATH. */
const POSTGRES = '/usr/lib/postgresql'

function isOnPath(command: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, command), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}

/**
 * Installs what is missing when apt may (as root), else says in one sentence what to install and ends.
 * `CHROMIUM` names a browser that is already there.
 */
export function ensureTools(): void {
  const missing = Object.entries(TOOLS)
    .filter(([command]) => !(command === 'chromium' && process.env['CHROMIUM']))
    .filter(([command]) => !isOnPath(command))
    .map(([, debianPackage]) => debianPackage)
  if (!existsSync(POSTGRES)) missing.push('postgresql')
  if (missing.length === 0) return
  const list = missing.join(' ')
  if (process.getuid?.() !== 0 || !isOnPath('apt-get')) {
    console.error(`The checks need ${list}: install them (sudo apt-get install ${list}).`)
    process.exit(1)
  }
  console.log(`Installing ${list} …`)
  const apt = spawnSync('sh', ['-c', `apt-get update -qq && apt-get install -y -qq ${list}`], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    encoding: 'utf8',
  })
  if (apt.status === 0) return
  console.error(`apt-get could not install ${list}:\n${apt.stderr}`)
  process.exit(1)
}
