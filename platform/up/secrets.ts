/** What only this machine knows: made at the first start, kept in the state folder, readable by its owner alone. */
import { randomBytes, randomInt } from 'node:crypto'
import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Problem } from './problem.ts'

export interface Secrets {
  /** Of every local user; the realm wants at least 14 characters. */
  userPassword: string
  /** Of the administrator of Keycloak itself (user `admin`, realm `master`). */
  keycloakAdminPassword: string
  gatewayAdminToken: string
  webhookToken: string
  /** Hex, 32 bytes. */
  keyPepper: string
}

const MAKERS: { [name in keyof Secrets]: () => string } = {
  userPassword: typeablePassword,
  keycloakAdminPassword: typeablePassword,
  gatewayAdminToken: () => randomBytes(32).toString('base64url'),
  webhookToken: () => randomBytes(32).toString('base64url'),
  keyPepper: () => randomBytes(32).toString('hex'),
}

/** Four groups of four without the letters that look alike: 79 bits, and a person can type it. */
function typeablePassword(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789'
  const group = () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('')
  return Array.from({ length: 4 }, group).join('-')
}

/**
 * The secrets of a state folder; missing ones are made and written (mode 0600).
 * @throws Problem when the file cannot be read as JSON
 */
export function loadSecrets(stateDir: string): Secrets {
  const file = join(stateDir, 'secrets.json')
  const kept = existsSync(file) ? readKept(file) : {}
  const entries = Object.entries(MAKERS).map(([name, make]) => {
    const value = kept[name]
    return [name, typeof value === 'string' && value !== '' ? value : make()] as const
  })
  // The entries are those of MAKERS, so every name is there.
  const secrets = Object.fromEntries(entries) as unknown as Secrets
  if (entries.some(([name, value]) => kept[name] !== value)) writePrivate(file, secrets)
  chmodSync(file, 0o600)
  return secrets
}

/** Whether a state folder has its secrets already. */
export function hasSecrets(stateDir: string): boolean {
  return existsSync(join(stateDir, 'secrets.json'))
}

function readKept(file: string): Record<string, unknown> {
  try {
    const kept: unknown = JSON.parse(readFileSync(file, 'utf8'))
    if (typeof kept === 'object' && kept !== null) return kept as Record<string, unknown>
  } catch {
    // Said below, in one sentence.
  }
  throw new Problem(`${file} cannot be read. Start afresh with: npm start -- --reset`)
}

function writePrivate(file: string, secrets: Secrets): void {
  const whole = `${file}.new`
  writeFileSync(whole, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 })
  renameSync(whole, file)
}
