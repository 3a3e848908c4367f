/** The folder that holds what one local platform knows: data, logs, secrets. */
import { existsSync, mkdirSync, rmSync, statfsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Problem } from './problem.ts'
import { hasSecrets } from './secrets.ts'

/** What `--reset` deletes; the lock and downloads stay. */
const DATA = [
  'keycloak',
  'control-plane',
  'gateway',
  'prometheus',
  'alertmanager',
  'config',
  'logs',
  'secrets.json',
  'traffic.json',
]
/** A first start writes about this much, downloads and build included. */
const NEEDED_MB = 600

/** STOA_STATE_DIR, or `.stoa` in the clone. */
export function stateDirOf(root: string, env: NodeJS.ProcessEnv = process.env): string {
  return resolve(root, env['STOA_STATE_DIR'] ?? '.stoa')
}

/**
 * Makes the folder, private to its owner.
 * @throws Problem when the disk has too little room
 */
export function openStateFolder(stateDir: string): void {
  mkdirSync(stateDir, { recursive: true, mode: 0o700 })
  const { bavail, bsize } = statfsSync(stateDir)
  const free = Math.floor((bavail * bsize) / 2 ** 20)
  if (free < NEEDED_MB)
    throw new Problem(
      `Only ${free} MB are free where ${stateDir} is, and the platform needs ${NEEDED_MB}. Free some, or set STOA_STATE_DIR to a folder on another disk.`,
    )
}

/** Deletes all local data. */
export function resetState(stateDir: string): void {
  for (const name of DATA) rmSync(join(stateDir, name), { recursive: true, force: true })
}

/**
 * Makes the folders that the services write to.
 * @throws Problem when Keycloak's users are here but the file with their password is gone
 */
export function prepareFolders(stateDir: string): void {
  const hasUsers = existsSync(join(stateDir, 'keycloak', 'realm.sha256'))
  if (hasUsers && !hasSecrets(stateDir))
    throw new Problem(
      `${join(stateDir, 'secrets.json')} is gone, but Keycloak still has the users whose password it held. Put it back, or start afresh: npm start -- --reset`,
    )
  for (const name of ['logs', 'gateway', 'control-plane', 'prometheus', 'alertmanager'])
    mkdirSync(join(stateDir, name), { recursive: true, mode: 0o700 })
}
