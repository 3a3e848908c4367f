/** The configuration that the gateway serves by: held in memory, acknowledged only when it is on the disk. */
import { mkdir, open, type FileHandle } from 'node:fs/promises'
import {
  deltasPath,
  loadConfig,
  removeBefore,
  SnapshotWriter,
  syncDirectory,
  writeSnapshot,
} from './config-files.ts'
import { ConfigState } from './config-state.ts'
import { lineBatches } from './ndjson.ts'
import { InvalidConfig } from './read-entity.ts'
import { readVersionLine, takeEntityLine, type Delta } from './wire.ts'

/** A delta log larger than this is folded into a new snapshot. */
const COMPACT_ABOVE_BYTES = 8 * 1024 * 1024

/** The delta does not start at the held version: the sender must push the whole configuration. */
export class VersionConflict extends Error {
  override name = 'VersionConflict'
  readonly held: number

  constructor(held: number) {
    super(`the held version is ${held}`)
    this.held = held
  }
}

export class ConfigStore {
  state: ConfigState
  /** What was left aside when the files were read. */
  readonly warnings: readonly string[]
  private readonly directory: string
  private readonly compactAbove: number
  private generation: number
  private log: FileHandle
  private logBytes: number
  private compaction: Promise<void> | null = null
  private queue: Promise<unknown> = Promise.resolve()

  private constructor(
    directory: string,
    loaded: { state: ConfigState; generation: number; warnings: string[] },
    log: { file: FileHandle; bytes: number },
    compactAbove: number,
  ) {
    this.directory = directory
    this.state = loaded.state
    this.generation = loaded.generation
    this.warnings = loaded.warnings
    this.log = log.file
    this.logBytes = log.bytes
    this.compactAbove = compactAbove
  }

  /**
   * Reads the configuration that was last acknowledged.
   * @param compactAbove bytes of deltas above which they are folded into a snapshot
   */
  static async open(directory: string, compactAbove = COMPACT_ABOVE_BYTES): Promise<ConfigStore> {
    await mkdir(directory, { recursive: true, mode: 0o700 })
    const loaded = await loadConfig(directory)
    const log = await openLog(directory, loaded.generation)
    return new ConfigStore(directory, loaded, log, compactAbove)
  }

  /**
   * Takes a delta: on the disk first, then in force.
   * @returns the new version
   * @throws VersionConflict when it does not follow the held version; nothing is changed then
   */
  patch(delta: Delta): Promise<number> {
    return this.inTurn(async () => {
      if (delta.from !== this.state.version) throw new VersionConflict(this.state.version)
      await this.append(`${JSON.stringify(delta)}\n`)
      for (const change of delta.changes) this.state.apply(change)
      this.state.version = delta.version
      if (this.logBytes > this.compactAbove) await this.compact()
      return delta.version
    })
  }

  /**
   * Takes a whole configuration as NDJSON bytes: served only when all of it was read and is on the disk.
   * @returns the new version
   * @throws InvalidConfig when a line cannot be read; nothing is changed then
   */
  replace(body: AsyncIterable<Uint8Array>): Promise<number> {
    return this.inTurn(async () => {
      await this.compaction
      const generation = this.generation + 1
      const state = await receive(this.directory, generation, body)
      await this.startLog(generation)
      // Whatever was derived from the former state must not be taken for the new one's.
      state.epoch = this.state.epoch + 1
      state.inheritTimes(this.state)
      this.state = state
      await removeBefore(this.directory, generation)
      return state.version
    })
  }

  async close(): Promise<void> {
    await this.queue.catch(() => undefined)
    await this.compaction
    await this.log.close()
  }

  /** Writes follow each other; a failed one does not stop the next. */
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.queue.then(work)
    this.queue = result.catch(() => undefined)
    return result
  }

  /** A write that fails half way (disk full) is taken back: the next line must not be glued to its rest. */
  private async append(line: string): Promise<void> {
    const bytes = Buffer.from(line)
    try {
      await this.log.appendFile(bytes)
      await this.log.datasync()
    } catch (error) {
      await this.log.truncate(this.logBytes)
      throw error
    }
    this.logBytes += bytes.length
  }

  /**
   * Folds the deltas into a snapshot while calls and further deltas go on: those go to the next generation's log, which is replayed
   * over the snapshot. A failure leaves the older files valid.
   */
  private async compact(): Promise<void> {
    if (this.compaction) return
    const generation = this.generation + 1
    try {
      await this.startLog(generation)
    } catch {
      return
    }
    this.compaction = writeSnapshot(this.directory, generation, this.state)
      .then(() => removeBefore(this.directory, generation))
      .catch(() => undefined)
      .finally(() => {
        this.compaction = null
      })
  }

  private async startLog(generation: number): Promise<void> {
    const former = this.log
    const log = await openLog(this.directory, generation)
    await syncDirectory(this.directory)
    this.log = log.file
    this.logBytes = log.bytes
    this.generation = generation
    await former.close()
  }
}

async function openLog(
  directory: string,
  generation: number,
): Promise<{ file: FileHandle; bytes: number }> {
  const file = await open(deltasPath(directory, generation), 'a', 0o600)
  return { file, bytes: (await file.stat()).size }
}

/** Reads a pushed configuration into a new state while its lines go into the snapshot of the generation. */
async function receive(
  directory: string,
  generation: number,
  body: AsyncIterable<Uint8Array>,
): Promise<ConfigState> {
  const state = new ConfigState()
  let writer: SnapshotWriter | null = null
  try {
    for await (const lines of lineBatches(body)) {
      if (!writer && lines[0] !== undefined) {
        state.version = readVersionLine(lines[0])
        writer = await SnapshotWriter.open(directory, generation, state.version)
        lines.shift()
      }
      for (const line of lines) takeEntityLine(state, line)
      await writer?.write(lines)
    }
    if (!writer) throw new InvalidConfig('the first line: {"version": N} was expected')
    await writer.commit()
  } catch (error) {
    await writer?.abandon()
    throw error
  }
  return state
}
