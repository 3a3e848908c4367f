/** The access log: one JSON object a line for every request, gathered and appended in batches, turned over by size. */
import { mkdir, open, rename, rm, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'

/** The contract's fields. Never a key, an authorization header or a query string. */
export interface AccessEntry {
  timestamp: string
  level: 'info' | 'warn' | 'error'
  request_id: string
  tenant: string | null
  api: string | null
  consumer: string | null
  key_prefix: string | null
  method: string
  path: string
  status: number
  duration_ms: number
  upstream_ms: number | null
  reason: string | null
}

const WRITE_EVERY_MS = 200
/** A batch is written at once when it is so large. */
const BATCH_CHARACTERS = 64 * 1024
/** When the disk takes nothing, older lines are kept up to here and newer ones are dropped and counted. */
const MOST_PENDING_CHARACTERS = 8 * 1024 * 1024
const ROTATE_AT_BYTES = 20 * 1024 * 1024
const KEPT_FILES = 5

export class AccessLog {
  /** Lines lost because the disk took nothing. */
  dropped = 0
  private readonly path: string
  private readonly rotateAt: number
  private file: FileHandle
  private bytes: number
  private pending: string[] = []
  private pendingCharacters = 0
  private isFlushing = false
  private writing: Promise<void> = Promise.resolve()
  private readonly timer: NodeJS.Timeout

  private constructor(path: string, rotateAt: number, file: FileHandle, bytes: number) {
    this.path = path
    this.rotateAt = rotateAt
    this.file = file
    this.bytes = bytes
    this.timer = setInterval(() => void this.flush(), WRITE_EVERY_MS).unref()
  }

  /** @param rotateAt bytes; the file is then `path.1`, and so on to `path.5` */
  static async open(path: string, rotateAt = ROTATE_AT_BYTES): Promise<AccessLog> {
    await mkdir(dirname(path), { recursive: true })
    const file = await open(path, 'a', 0o600)
    return new AccessLog(path, rotateAt, file, (await file.stat()).size)
  }

  write(entry: AccessEntry): void {
    if (this.pendingCharacters > MOST_PENDING_CHARACTERS) {
      this.dropped += 1
      return
    }
    const line = `${JSON.stringify(entry)}\n`
    this.pending.push(line)
    this.pendingCharacters += line.length
    if (this.pendingCharacters > BATCH_CHARACTERS && !this.isFlushing) void this.flush()
  }

  /** Writes what is pending; resolves when it is in the file, or when the file did not take it. */
  flush(): Promise<void> {
    this.isFlushing = true
    this.writing = this.writing
      .then(() => this.writePending())
      .finally(() => {
        this.isFlushing = false
      })
    return this.writing
  }

  async close(): Promise<void> {
    clearInterval(this.timer)
    await this.flush()
    await this.file.close()
  }

  private async writePending(): Promise<void> {
    if (this.pending.length === 0) return
    const batch = Buffer.from(this.pending.join(''))
    const kept = this.pending
    this.pending = []
    this.pendingCharacters = 0
    try {
      await this.file.appendFile(batch)
    } catch {
      this.pending = [...kept, ...this.pending]
      this.pendingCharacters = this.pending.reduce((sum, line) => sum + line.length, 0)
      return
    }
    this.bytes += batch.length
    // A file that cannot be turned over is written on; the next batch tries again.
    if (this.bytes >= this.rotateAt) await this.rotate().catch(() => undefined)
  }

  /** The oldest file goes; a reader that follows the log sees the file's identity change. */
  private async rotate(): Promise<void> {
    await rm(`${this.path}.${KEPT_FILES}`, { force: true })
    for (let number = KEPT_FILES - 1; number >= 1; number -= 1)
      await rename(`${this.path}.${number}`, `${this.path}.${number + 1}`).catch(() => undefined)
    await rename(this.path, `${this.path}.1`)
    const former = this.file
    this.file = await open(this.path, 'a', 0o600)
    this.bytes = 0
    await former.close()
  }
}
