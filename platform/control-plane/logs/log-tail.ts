/** Follows the gateway's log for any number of readers with one handle, one read and one parse; survives a rotation. */
import type { Stats } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'

import { open, stat } from 'node:fs/promises'
import { StringDecoder } from 'node:string_decoder'

import type { LogEntry } from '../../../contract/contract.gen.ts'

import { readLogEntry } from './log-entry.ts'

export type LogListener = (entry: LogEntry) => void

export interface LogTail {
  /** Entries written from now on; the returned function ends it. */
  follow(listener: LogListener): () => void
  /** Ends all of it; for the end of the process. */
  close(): Promise<void>
}

const POLL_MS = 300
const CHUNK = 64 * 1024

/** @param logFile need not exist yet */
export function logTail(logFile: string, pollMs = POLL_MS): LogTail {
  const listeners = new Set<LogListener>()
  const reader = new GrowingFile(logFile, (line) => {
    const entry = readLogEntry(line)
    if (entry) for (const listener of listeners) listener(entry)
  })
  let timer: NodeJS.Timeout | null = null
  let turn: Promise<void> = Promise.resolve()

  const poll = () => {
    timer = setTimeout(() => {
      turn = reader.advance().finally(() => {
        if (timer) poll()
      })
    }, pollMs)
    timer.unref()
  }
  const rest = async () => {
    if (timer) clearTimeout(timer)
    timer = null
    await turn
    if (listeners.size === 0) await reader.close()
  }
  return {
    follow(listener) {
      listeners.add(listener)
      if (!timer) {
        turn = turn.then(() => reader.openAtEnd())
        poll()
      }
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0) void rest()
      }
    },
    async close() {
      listeners.clear()
      await rest()
    },
  }
}

/** Hands out the complete lines that are appended to a file, and goes on with its successor when it is rotated. */
class GrowingFile {
  private readonly path: string
  private readonly onLine: (line: string) => void
  private handle: FileHandle | null = null
  private inode = 0
  private position = 0
  private decoder = new StringDecoder('utf8')
  private partial = ''

  constructor(path: string, onLine: (line: string) => void) {
    this.path = path
    this.onLine = onLine
  }

  async openAtEnd(): Promise<void> {
    if (this.handle) return
    const info = await this.open()
    this.position = info?.size ?? 0
  }

  async advance(): Promise<void> {
    await this.readOn()
    if (!(await this.isReplaced())) return
    // What was written between the last read and the rotation is in the file that we still hold.
    await this.readOn()
    await this.close()
    await this.open()
    await this.readOn()
  }

  async close(): Promise<void> {
    const { handle } = this
    this.handle = null
    await handle?.close().catch(() => undefined)
  }

  private async open(): Promise<Stats | null> {
    this.position = 0
    this.partial = ''
    this.decoder = new StringDecoder('utf8')
    this.handle = await open(this.path, 'r').catch(() => null)
    const info = (await this.handle?.stat().catch(() => null)) ?? null
    this.inode = info?.ino ?? 0
    return info
  }

  /** Another file has the name, or this one was cut. */
  private async isReplaced(): Promise<boolean> {
    const now = await stat(this.path).catch(() => null)
    if (!now) return false
    return !this.handle || now.ino !== this.inode || now.size < this.position
  }

  private async readOn(): Promise<void> {
    const { handle } = this
    if (!handle) return
    const buffer = Buffer.alloc(CHUNK)
    for (;;) {
      const { bytesRead } = await handle
        .read(buffer, 0, CHUNK, this.position)
        .catch(() => ({ bytesRead: 0 }))
      if (bytesRead === 0) return
      this.position += bytesRead
      this.take(this.decoder.write(buffer.subarray(0, bytesRead)))
    }
  }

  private take(text: string): void {
    const lines = (this.partial + text).split('\n')
    this.partial = (lines.pop() ?? '').slice(-CHUNK * 4)
    for (const line of lines) if (line !== '') this.onLine(line)
  }
}
