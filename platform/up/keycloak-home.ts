/**
 * Keycloak's home in the state folder: its data here, its program in the tools cache by links. So every clone has its
 * own users, and the build that Keycloak makes of itself at its first start (20 s) is made once for all of them.
 */
import { createHash } from 'node:crypto'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { localUrl, type Ports } from '../addresses.ts'

/** The realm file as it was imported; Keycloak imports a realm once and ignores the file afterwards. */
const IMPORTED = 'realm.sha256'

export interface KeycloakHome {
  folder: string
  /** Whether the kept data comes from another realm file or other addresses. */
  isOutdated: boolean
  /** To be called once Keycloak is ready: only then the import is known to be complete. */
  markImported(): void
}

/** Makes the home ready: links, realm file; data of an import that was interrupted is dropped. */
export function prepareKeycloakHome(
  root: string,
  stateDir: string,
  program: string,
  ports: Ports,
): KeycloakHome {
  const folder = join(stateDir, 'keycloak')
  const data = join(folder, 'data')
  const mark = join(folder, IMPORTED)
  const realm = join(root, 'platform', 'keycloak', 'stoa-realm.json')
  const fingerprint = createHash('sha256')
    // What it says, not how it is laid out.
    .update(JSON.stringify(JSON.parse(readFileSync(realm, 'utf8'))))
    .update(localUrl(ports.console))
    .update(localUrl(ports.portal))
    .update(localUrl(ports.controlPlane))
    .digest('hex')
  if (!existsSync(mark)) rmSync(data, { recursive: true, force: true })
  mkdirSync(join(data, 'import'), { recursive: true })
  copyFileSync(realm, join(data, 'import', 'stoa-realm.json'))
  linkProgram(program, folder)
  const imported = existsSync(mark) ? readFileSync(mark, 'utf8') : fingerprint
  return {
    folder,
    isOutdated: imported !== fingerprint,
    markImported: () => writeFileSync(mark, imported),
  }
}

function linkProgram(program: string, folder: string): void {
  for (const entry of readdirSync(program, { withFileTypes: true })) {
    // A data folder of the program would be another platform's.
    if (!entry.isDirectory() || entry.name === 'data') continue
    const link = join(folder, entry.name)
    rmSync(link, { force: true })
    symlinkSync(join(program, entry.name), link)
  }
}

/** What kc.sh is called with. */
export function keycloakCommand(folder: string, ports: Ports): { command: string; args: string[] } {
  return {
    command: join(folder, 'bin', 'kc.sh'),
    args: [
      'start-dev',
      '--import-realm',
      // Health on the main port, where the runbook asks for it; a second port is not opened then.
      '--health-enabled=true',
      '--http-management-health-enabled=false',
      // A fixed name: else the issuer follows the Host header, and 127.0.0.1 and localhost give two issuers.
      `--hostname=${localUrl(ports.keycloak)}`,
      '--http-host=127.0.0.1',
      `--http-port=${ports.keycloak}`,
      // A line for each early health question says nothing.
      '--log-level=info,io.smallrye.health:error',
      `-Dkc.home.dir=${folder}`,
      `-Djboss.server.config.dir=${join(folder, 'conf')}`,
    ],
  }
}
