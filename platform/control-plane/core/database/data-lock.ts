/**
 * One process at a time may open the embedded database: two of them on one folder corrupt it without an error
 * (security.md 0.4). The lock is a file made with O_EXCL that names its holder by pid and process start time, so that a lock
 * left by a killed process is recognised even when its pid has been given to another one.
 */
import { execFileSync } from 'node:child_process'
import {
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'

interface Holder {
  pid: number
  startedAt: string
}

export interface DataLock {
  /** Gives the folder free. */
  release(): void
}

const LOCK_FILE = 'control-plane.lock'
const ATTEMPTS = 5

/**
 * Takes the exclusive lock of a data folder, which is created when missing.
 * @throws when a living process holds it; the message names the pid
 */
export function lockDataFolder(folder: string): DataLock {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, LOCK_FILE)
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (createLockFile(path)) return { release: () => rmSync(path, { force: true }) }
    const holder = readHolder(path)
    if (holder && isAlive(holder))
      throw new Error(
        `the data folder ${folder} is in use by the process ${holder.pid}. Stop it first: two processes would damage the data.`,
      )
    setAside(path)
  }
  throw new Error(
    `the lock ${path} could not be taken. Another process is starting on this folder.`,
  )
}

function createLockFile(path: string): boolean {
  let file: number
  try {
    file = openSync(path, 'wx', 0o600)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
  const holder: Holder = { pid: process.pid, startedAt: startOf(process.pid) ?? '' }
  writeSync(file, JSON.stringify(holder))
  closeSync(file)
  return true
}

/** Renaming, not deleting: of two processes that find the same stale lock only one can rename it. */
function setAside(path: string): void {
  const aside = `${path}.${process.pid}.stale`
  try {
    renameSync(path, aside)
    rmSync(aside, { force: true })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
}

function readHolder(path: string): Holder | undefined {
  try {
    const value = JSON.parse(readFileSync(path, 'utf8')) as Partial<Holder>
    if (typeof value.pid !== 'number' || typeof value.startedAt !== 'string') return undefined
    return { pid: value.pid, startedAt: value.startedAt }
  } catch {
    // Half written by a process that was killed, or removed in this moment.
    return undefined
  }
}

function isAlive({ pid, startedAt }: Holder): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
  const now = startOf(pid)
  return now === undefined || startedAt === '' || now === startedAt
}

/** When a process started, in the system's own notation; undefined where the system does not tell. */
function startOf(pid: number): string | undefined {
  try {
    if (process.platform === 'linux') return linuxStart(readFileSync(`/proc/${pid}/stat`, 'utf8'))
    if (process.platform === 'win32') return undefined
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim()
  } catch {
    return undefined
  }
}

/** Field 22 of /proc/pid/stat, counted after the command, which may itself contain spaces and brackets (proc(5)). */
function linuxStart(stat: string): string | undefined {
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
}
