/** The services' log files: the last words of one, and keeping them from growing for ever. */
import {
  closeSync,
  copyFileSync,
  existsSync,
  fstatSync,
  openSync,
  readSync,
  statSync,
  truncateSync,
} from 'node:fs'

const TAIL_BYTES = 8_192
const LARGEST_BYTES = 20 * 1024 * 1024

/** The last lines of a log, each cut to 400 characters; none when there is no file. */
export function lastLines(file: string, count: number): string[] {
  if (!existsSync(file)) return []
  const fd = openSync(file, 'r')
  try {
    const size = fstatSync(fd).size
    const length = Math.min(size, TAIL_BYTES)
    const buffer = Buffer.alloc(length)
    readSync(fd, buffer, 0, length, size - length)
    const lines = buffer
      .toString('utf8')
      .split('\n')
      .filter((line) => line.trim() !== '')
    return lines.slice(-count).map((line) => line.slice(0, 400))
  } finally {
    closeSync(fd)
  }
}

/** Moves a log over 20 MB to `.1`. The services append, so cutting the file under them is safe. */
export function rotateLog(file: string): void {
  if (!existsSync(file) || statSync(file).size < LARGEST_BYTES) return
  copyFileSync(file, `${file}.1`)
  truncateSync(file)
}
