/** The usage counters on disk: what changed is appended once a second, so that a killed gateway forgets at most that second. */
import { appendFile, mkdir, open, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { lineBatches } from '../config/ndjson.ts'
import { isRecord } from '../config/read-entity.ts'
import { Usage, type UsageItem } from './usage.ts'

const WRITE_EVERY_MS = 1_000
/** The file is written afresh when it holds so many lines more than there are keys. */
const SUPERSEDED_LINES = 50_000
/** A key that was not used for so long is forgotten here; the control plane keeps when it was last used. */
const KEPT_MS = 62 * 86_400_000

export class UsageFile {
  readonly usage: Usage
  private readonly path: string
  private lines: number
  private readonly timer: NodeJS.Timeout
  private writing: Promise<void> = Promise.resolve()

  private constructor(path: string, usage: Usage, lines: number) {
    this.path = path
    this.usage = usage
    this.lines = lines
    this.timer = setInterval(() => void this.flush(), WRITE_EVERY_MS).unref()
  }

  /** @param now milliseconds */
  static async open(directory: string, now: number): Promise<UsageFile> {
    await mkdir(directory, { recursive: true, mode: 0o700 })
    const path = join(directory, 'usage.ndjson')
    const usage = new Usage(now)
    for await (const item of storedItems(path))
      if (Date.parse(item.last_used_at) > now - KEPT_MS) usage.restore(item)
    const file = new UsageFile(path, usage, 0)
    await file.rewrite()
    return file
  }

  /** Writes what changed; a full disk costs the change's line, never the call. */
  flush(): Promise<void> {
    this.writing = this.writing.then(() => this.write()).catch(() => undefined)
    return this.writing
  }

  async close(): Promise<void> {
    clearInterval(this.timer)
    await this.flush()
  }

  private async write(): Promise<void> {
    const items = this.usage.takeChanged()
    if (items.length === 0) return
    await appendFile(this.path, asLines(items))
    this.lines += items.length
    if (this.lines > SUPERSEDED_LINES) await this.rewrite()
  }

  private async rewrite(): Promise<void> {
    const part = `${this.path}.part`
    const file = await open(part, 'w', 0o600)
    try {
      await file.writeFile(asLines(this.usage.all()))
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(part, this.path)
    this.lines = 0
  }
}

function asLines(items: readonly UsageItem[]): string {
  return items.map((item) => `${JSON.stringify(item)}\n`).join('')
}

/** The readable lines; a torn one is skipped. No file is no lines. */
async function* storedItems(path: string): AsyncGenerator<UsageItem> {
  const file = await open(path, 'r').catch(() => null)
  if (!file) return
  for await (const lines of lineBatches(file.createReadStream()))
    for (const line of lines) {
      const item = readItem(line)
      if (item) yield item
    }
}

function readItem(line: string): UsageItem | null {
  try {
    const value: unknown = JSON.parse(line)
    return isItem(value) ? value : null
  } catch {
    return null
  }
}

function isItem(value: unknown): value is UsageItem {
  if (!isRecord(value)) return false
  const texts = ['subscription_id', 'key_prefix', 'last_used_at', 'day', 'month']
  return (
    texts.every((field) => typeof value[field] === 'string') &&
    typeof value['day_count'] === 'number' &&
    typeof value['month_count'] === 'number' &&
    !Number.isNaN(Date.parse(String(value['last_used_at'])))
  )
}
