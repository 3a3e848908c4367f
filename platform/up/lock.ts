/** One platform per state folder: the lock names the process that holds it, and a dead holder's lock is taken over. */
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { hasCode, Problem } from './problem.ts'
import { identityOf, isRunning, type ProcessIdentity } from './process-table.ts'

export interface Lock {
  /** Whether a holder that is gone (kill -9, power) left the lock behind. */
  wasTakenOver: boolean
  release(): void
}

/**
 * Takes the lock of a state folder.
 * @throws Problem naming the pid when a living process holds it
 */
export function takeLock(stateDir: string): Lock {
  const file = join(stateDir, 'lock')
  const own = `${file}.${process.pid}`
  writeFileSync(own, JSON.stringify(identityOf(process.pid)))
  try {
    const wasTakenOver = !claim(own, file) && takeOver(own, file, stateDir)
    return { wasTakenOver, release: () => release(file) }
  } finally {
    rmSync(own, { force: true })
  }
}

/** A hard link appears at once with its content and never replaces a file: O_EXCL without the moment of being empty. */
function claim(own: string, file: string): boolean {
  try {
    linkSync(own, file)
    return true
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false
    throw error
  }
}

function takeOver(own: string, file: string, stateDir: string): true {
  refuseIfHeld(readHolder(file), stateDir)
  const aside = `${own}.stale`
  try {
    renameSync(file, aside)
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error
  }
  const moved = readHolder(aside)
  if (moved !== null && isRunning(moved)) {
    // Another start took the stale lock over between our look and our move: it gets its lock back.
    claim(aside, file)
    rmSync(aside, { force: true })
    refuseIfHeld(moved, stateDir)
  }
  rmSync(aside, { force: true })
  if (!claim(own, file)) refuseIfHeld(readHolder(file), stateDir)
  return true
}

function refuseIfHeld(holder: ProcessIdentity | null, stateDir: string): void {
  if (holder !== null && isRunning(holder))
    throw new Problem(
      `The platform already runs from this folder (pid ${holder.pid}, data in ${stateDir}). Stop it with Ctrl-C there, or: kill ${holder.pid}`,
    )
}

function readHolder(file: string): ProcessIdentity | null {
  try {
    const { pid, startedAt } = JSON.parse(readFileSync(file, 'utf8')) as ProcessIdentity
    return { pid, startedAt }
  } catch {
    return null
  }
}

function release(file: string): void {
  if (readHolder(file)?.pid === process.pid) rmSync(file, { force: true })
}
