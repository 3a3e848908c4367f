/** The admin API's two bodies (the whole configuration as lines, and a delta) read and checked. The files on disk use the same. */
import type { Change, ConfigState } from './config-state.ts'
import { isKind } from './entities.ts'
import { InvalidConfig, isRecord, readEntity } from './read-entity.ts'

/** A step from one version to the next. */
export interface Delta {
  from: number
  version: number
  changes: Change[]
}

/** @throws InvalidConfig when it is no JSON */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new InvalidConfig('not JSON')
  }
}

/**
 * Reads the first line of a full configuration, `{"version":N}`.
 * @throws InvalidConfig
 */
export function readVersionLine(line: string): number {
  const value = parseJson(line)
  if (!isRecord(value)) throw new InvalidConfig('the first line: {"version": N} was expected')
  return readVersion(value, 'version')
}

/**
 * Reads one further line, `{"kind": …, "value": {…}}`, into the state.
 * @throws InvalidConfig
 */
export function takeEntityLine(state: ConfigState, line: string): void {
  const value = parseJson(line)
  if (!isRecord(value) || !isKind(value['kind']))
    throw new InvalidConfig('a line of a known kind was expected')
  state.put(value['kind'], readEntity(value['kind'], value['value']))
}

/**
 * Reads `{from, version, changes:[{kind, op, id, value?}]}`.
 * @throws InvalidConfig
 */
export function readDelta(value: unknown): Delta {
  if (!isRecord(value) || !Array.isArray(value['changes']))
    throw new InvalidConfig('from, version and a list of changes were expected')
  return {
    from: readVersion(value, 'from'),
    version: readVersion(value, 'version'),
    changes: value['changes'].map(readChange),
  }
}

function readChange(value: unknown): Change {
  if (!isRecord(value) || !isKind(value['kind']) || typeof value['id'] !== 'string')
    throw new InvalidConfig('a change of a known kind with an id was expected')
  const { kind, id, op } = value
  if (op === 'delete') return { kind, op, id }
  if (op !== 'put') throw new InvalidConfig(`${kind} ${id}: op put or delete was expected`)
  const entity = readEntity(kind, value['value'])
  if (entity.id !== id) throw new InvalidConfig(`${kind} ${id}: the value has another id`)
  // readEntity answers the entity of the same kind; the union over kinds cannot say so by itself.
  return { kind, op, id, value: entity } as Change
}

function readVersion(value: Record<string, unknown>, field: string): number {
  const version = value[field]
  if (typeof version !== 'number' || !Number.isSafeInteger(version) || version < 0)
    throw new InvalidConfig(`${field}: a whole number was expected`)
  return version
}
