/** The children of a launcher that was killed outright: recorded as they start, ended by the next start. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { signalGroup } from './bound-child.ts'
import { isRunning, startOf, type ProcessIdentity } from './process-table.ts'

/** How long a leftover may take to stop by itself: the services' own limit and a little more. */
const GRACE_MS = 5_500

export type ChildRecord = ProcessIdentity & { name: string }

/** Keeps `children.json` true while children come and go. */
export class ChildRegister {
  readonly #file: string
  readonly #children = new Map<string, ChildRecord>()

  constructor(stateDir: string) {
    this.#file = join(stateDir, 'children.json')
  }

  add(name: string, pid: number): void {
    // Looked at once: a child that ended at once has no start time any more, and nothing to sweep.
    const startedAt = startOf(pid)
    if (startedAt === null) return
    this.#children.set(name, { name, pid, startedAt })
    this.#write()
  }

  remove(name: string): void {
    if (this.#children.delete(name)) this.#write()
  }

  #write(): void {
    const whole = `${this.#file}.new`
    writeFileSync(whole, JSON.stringify([...this.#children.values()]))
    renameSync(whole, this.#file)
  }
}

/**
 * Ends what a killed launcher left running: asks first, then insists.
 * @returns the names of those that had to be ended
 */
export async function sweepLeftovers(stateDir: string): Promise<string[]> {
  const left = readRecords(join(stateDir, 'children.json')).filter(isRunning)
  for (const { pid } of left) signalGroup(pid, 'SIGTERM')
  const deadline = Date.now() + GRACE_MS
  while (left.some(isRunning) && Date.now() < deadline) await delay(50)
  for (const record of left) signalGroup(record.pid, 'SIGKILL')
  while (left.some(isRunning) && Date.now() < deadline + 2_000) await delay(20)
  return left.map(({ name }) => name)
}

function readRecords(file: string): ChildRecord[] {
  try {
    const records: unknown = JSON.parse(readFileSync(file, 'utf8'))
    return Array.isArray(records) ? (records as ChildRecord[]) : []
  } catch {
    // No list, or one that a full disk cut short: nothing can be known about it.
    return []
  }
}
