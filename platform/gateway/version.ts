/** The version in `/health`: the project's own. */
import { readFileSync } from 'node:fs'
import { isRecord } from './config/read-entity.ts'

/** @throws when package.json cannot be read or names no version */
export function projectVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
  const value: unknown = JSON.parse(text)
  const version = isRecord(value) ? value['version'] : null
  if (typeof version !== 'string') throw new Error('package.json names no version')
  return version
}
