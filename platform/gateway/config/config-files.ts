/**
 * The configuration on disk, in generations: `snapshot-N` is the whole of it, `deltas-N` what came after it. A snapshot counts only
 * when its last line is there; deltas are replayed from the newest whole snapshot on, through every later generation, so that a
 * crash at any moment leaves a state that was acknowledged. Replaying is idempotent: a change carries the whole entity.
 */
import { open, readFile, readdir, rename, rm, truncate, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { ConfigState } from './config-state.ts'
import { KINDS } from './entities.ts'
import { lineBatches } from './ndjson.ts'
import { parseJson, readDelta, readVersionLine, takeEntityLine } from './wire.ts'

const READ_CHUNK = 1024 * 1024
/** Entities written between two turns of the event loop, so that calls are served meanwhile. */
const WRITE_BATCH = 1_000

export interface Loaded {
  state: ConfigState
  /** The generation that further deltas belong to. */
  generation: number
  /** What was left aside, in words for the operator's log. */
  warnings: string[]
}

export function snapshotPath(directory: string, generation: number): string {
  return join(directory, `snapshot-${generation}.ndjson`)
}

export function deltasPath(directory: string, generation: number): string {
  return join(directory, `deltas-${generation}.ndjson`)
}

/** Reads what the last acknowledged write left; an empty state when there is nothing. */
export async function loadConfig(directory: string): Promise<Loaded> {
  const warnings: string[] = []
  const present = await generations(directory)
  let state = new ConfigState()
  let base = 0
  for (const generation of present.snapshots.toSorted((a, b) => b - a)) {
    const read = await readSnapshot(snapshotPath(directory, generation))
    if (read) {
      state = read
      base = generation
      break
    }
    warnings.push(`snapshot ${generation} is not whole and was left aside`)
  }
  const later = present.deltas.filter((generation) => generation >= base).toSorted((a, b) => a - b)
  for (const generation of later)
    warnings.push(...(await replayDeltas(deltasPath(directory, generation), state)))
  return { state, generation: later.at(-1) ?? base, warnings }
}

/** Writes the whole state; deltas that are applied meanwhile may or may not be in it and must follow in the log. */
export async function writeSnapshot(
  directory: string,
  generation: number,
  state: ConfigState,
): Promise<void> {
  const writer = await SnapshotWriter.open(directory, generation, state.version)
  try {
    for (const kind of KINDS) {
      let batch: string[] = []
      for (const value of state.tables[kind].values()) {
        batch.push(JSON.stringify({ kind, value }))
        if (batch.length < WRITE_BATCH) continue
        await writer.write(batch)
        batch = []
      }
      await writer.write(batch)
    }
    await writer.commit()
  } catch (error) {
    await writer.abandon()
    throw error
  }
}

/** A snapshot in the making: it takes its name only when it is whole and on the disk. */
export class SnapshotWriter {
  private readonly file: FileHandle
  private readonly temporary: string
  private readonly final: string
  private readonly directory: string
  private count = 0

  private constructor(file: FileHandle, directory: string, generation: number) {
    this.file = file
    this.directory = directory
    this.final = snapshotPath(directory, generation)
    this.temporary = `${this.final}.part`
  }

  static async open(
    directory: string,
    generation: number,
    version: number,
  ): Promise<SnapshotWriter> {
    const file = await open(`${snapshotPath(directory, generation)}.part`, 'w', 0o600)
    const writer = new SnapshotWriter(file, directory, generation)
    await file.write(`${JSON.stringify({ version })}\n`)
    return writer
  }

  async write(lines: readonly string[]): Promise<void> {
    if (lines.length === 0) return
    this.count += lines.length
    await this.file.writeFile(`${lines.join('\n')}\n`)
  }

  async commit(): Promise<void> {
    await this.file.writeFile(`${JSON.stringify({ end: this.count })}\n`)
    await this.file.sync()
    await this.file.close()
    await rename(this.temporary, this.final)
    await syncDirectory(this.directory)
  }

  async abandon(): Promise<void> {
    await this.file.close().catch(() => undefined)
    await rm(this.temporary, { force: true })
  }
}

/** Removes what an older generation left. */
export async function removeBefore(directory: string, generation: number): Promise<void> {
  const present = await generations(directory)
  const old = [
    ...present.snapshots.filter((n) => n < generation).map((n) => snapshotPath(directory, n)),
    ...present.deltas.filter((n) => n < generation).map((n) => deltasPath(directory, n)),
  ]
  await Promise.all(old.map((path) => rm(path, { force: true })))
}

/** A new or renamed file is safe only when its directory is on the disk too. */
export async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function generations(directory: string): Promise<{ snapshots: number[]; deltas: number[] }> {
  const names = await readdir(directory)
  const numbers = (prefix: string) =>
    names
      .map((name) => new RegExp(`^${prefix}-(\\d+)\\.ndjson$`).exec(name)?.[1])
      .filter((text) => text !== undefined)
      .map(Number)
  return { snapshots: numbers('snapshot'), deltas: numbers('deltas') }
}

/** Null when the end line is missing or does not count right: the file is then not whole. */
async function readSnapshot(path: string): Promise<ConfigState | null> {
  const state = new ConfigState()
  const file = await open(path, 'r')
  let held: string | undefined
  let count = -1
  try {
    for await (const lines of lineBatches(
      file.createReadStream({ highWaterMark: READ_CHUNK, autoClose: false }),
    )) {
      for (const line of lines) {
        if (count === 0 && held !== undefined) state.version = readVersionLine(held)
        else if (held !== undefined) takeEntityLine(state, held)
        held = line
        count += 1
      }
    }
    const end = parseJson(held ?? '')
    return JSON.stringify(end) === JSON.stringify({ end: count - 1 }) ? state : null
  } catch {
    return null
  } finally {
    await file.close()
  }
}

/** Applies a delta log; a torn or unreadable end is cut off, so that what is appended next stands on its own line. */
async function replayDeltas(path: string, state: ConfigState): Promise<string[]> {
  const bytes = await readFile(path)
  let good = 0
  while (good < bytes.length) {
    const end = bytes.indexOf(10, good)
    if (end < 0 || !replayLine(bytes.toString('utf8', good, end), state)) {
      await truncate(path, good)
      return [`${bytes.length - good} unreadable bytes at the end of the delta log were cut off`]
    }
    good = end + 1
  }
  return []
}

/** False when the line cannot be read, or does not follow the state's version. */
function replayLine(line: string, state: ConfigState): boolean {
  try {
    const delta = readDelta(parseJson(line))
    // A snapshot of a later version may already hold the delta: then it is applied again, to the same effect.
    if (delta.from > state.version) return false
    for (const change of delta.changes) state.apply(change)
    state.version = Math.max(state.version, delta.version)
    return true
  } catch {
    return false
  }
}
