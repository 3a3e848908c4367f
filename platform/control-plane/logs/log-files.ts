/**
 * The gateway's log as one list of lines, newest first: the live file and those it was rotated to (`gateway.log.1`, `.2`, …).
 * A place in it is a file's inode and an offset, which a rotation does not change.
 */
import type { FileHandle } from 'node:fs/promises'

import { open, readdir, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

export interface LogPosition {
  inode: number
  /** Bytes; the line in question ends before it. */
  offset: number
}

export interface LogLine {
  text: string
  /** Where the line begins: reading on from here gives the lines before it. */
  position: LogPosition
}

interface LogFile {
  path: string
  inode: number
  size: number
}

const CHUNK = 64 * 1024
/** A longer line is no entry of ours; it is given up on instead of held in memory. */
const MAX_LINE = 256 * 1024
const NEWLINE = 0x0a

/**
 * The lines before a position, newest first; from the end without one. A last line without its newline is still being written and
 * is left out; a line too long to be an entry is given as an empty text.
 */
export async function* linesBackwards(
  logFile: string,
  from: LogPosition | null,
): AsyncGenerator<LogLine> {
  const files = await filesNewestFirst(logFile)
  const start = from ? files.findIndex((file) => file.inode === from.inode) : 0
  if (start < 0) return
  for (const [index, file] of files.slice(start).entries()) {
    const end = index === 0 && from ? Math.min(from.offset, file.size) : file.size
    yield* linesOfFile(file, end)
  }
}

/** Whether the log is there at all. */
export async function hasLog(logFile: string): Promise<boolean> {
  return (await filesNewestFirst(logFile)).length > 0
}

async function filesNewestFirst(logFile: string): Promise<LogFile[]> {
  const name = basename(logFile)
  const names = await readdir(dirname(logFile)).catch(() => [])
  const rotated = names
    .filter((other) => other.startsWith(`${name}.`) && /^\d+$/.test(other.slice(name.length + 1)))
    .toSorted((a, b) => Number(a.slice(name.length + 1)) - Number(b.slice(name.length + 1)))
  const files = await Promise.all(
    [name, ...rotated].map((each) => describe(join(dirname(logFile), each))),
  )
  return files.filter((file) => file !== null)
}

async function describe(path: string): Promise<LogFile | null> {
  const info = await stat(path).catch(() => null)
  return info?.isFile() ? { path, inode: info.ino, size: info.size } : null
}

async function* linesOfFile(file: LogFile, end: number): AsyncGenerator<LogLine> {
  const handle = await open(file.path, 'r').catch(() => null)
  if (!handle) return
  try {
    // Between the listing and the opening the name may have come to mean another file.
    if ((await handle.stat()).ino === file.inode) yield* linesOfHandle(handle, file.inode, end)
  } finally {
    await handle.close()
  }
}

async function* linesOfHandle(
  handle: FileHandle,
  inode: number,
  end: number,
): AsyncGenerator<LogLine> {
  /** The beginning of a line whose rest was read already; null while no newline was seen yet. */
  let rest: Buffer | null = null
  let at = end
  while (at > 0) {
    const from = Math.max(0, at - CHUNK)
    let chunk = await readExactly(handle, from, at - from)
    for (
      let newline = chunk.lastIndexOf(NEWLINE);
      newline >= 0;
      newline = chunk.lastIndexOf(NEWLINE)
    ) {
      const tail = chunk.subarray(newline + 1)
      if (rest) {
        const line = Buffer.concat([tail, rest])
        if (line.length > 0)
          yield { text: textOf(line), position: { inode, offset: from + newline + 1 } }
      }
      rest = Buffer.alloc(0)
      chunk = chunk.subarray(0, newline)
    }
    if (rest) rest = rest.length > MAX_LINE ? rest : Buffer.concat([chunk, rest])
    at = from
  }
  if (rest && rest.length > 0) yield { text: textOf(rest), position: { inode, offset: 0 } }
}

function textOf(line: Buffer): string {
  return line.length > MAX_LINE ? '' : line.toString('utf8')
}

async function readExactly(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length)
  let read = 0
  while (read < length) {
    const { bytesRead } = await handle.read(buffer, read, length - read, position + read)
    if (bytesRead === 0) break
    read += bytesRead
  }
  return buffer.subarray(0, read)
}
