/** What the operating system knows about processes, read from /proc (Linux) so that no tool has to be installed. */
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

/** A process and the moment it started: a pid alone is reused sooner or later. */
export interface ProcessIdentity {
  pid: number
  startedAt: string
}

/**
 * When the process started, as an opaque word to compare; null when there is no such process.
 * On Linux it is the boot and the clock tick since; elsewhere what `ps` prints.
 */
export function startOf(pid: number): string | null {
  if (process.platform !== 'linux') {
    const answer = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' })
    return answer.stdout?.trim() || null
  }
  const fields = statFields(pid)
  // A zombie has ended; only its parent has not noticed yet.
  if (fields === null || fields[0] === 'Z') return null
  const boot = readText('/proc/sys/kernel/random/boot_id')?.trim() ?? ''
  return `${boot}:${fields[19]}`
}

/** Fields of /proc/PID/stat from the third (state) on; the second may hold spaces and brackets. */
function statFields(pid: number): string[] | null {
  const stat = readText(`/proc/${pid}/stat`)
  return stat === null ? null : stat.slice(stat.lastIndexOf(')') + 2).split(' ')
}

/** The identity of a running process. @throws when it is not there */
export function identityOf(pid: number): ProcessIdentity {
  const startedAt = startOf(pid)
  if (startedAt === null) throw new Error(`no process ${pid}`)
  return { pid, startedAt }
}

/** Whether this very process still runs. */
export function isRunning(identity: ProcessIdentity): boolean {
  return startOf(identity.pid) === identity.startedAt
}

export interface PortOwner {
  pid: number
  command: string
}

/** Who listens on a TCP port; null when nobody does, or when it belongs to another user (or this is not Linux). */
export function listenerOn(port: number): PortOwner | null {
  const sockets = new Set([...listeningInodes('tcp', port), ...listeningInodes('tcp6', port)])
  if (sockets.size === 0) return null
  for (const entry of readdirSync('/proc')) {
    if (/^\d+$/.test(entry) && holdsSocket(entry, sockets))
      return { pid: Number(entry), command: commandOf(Number(entry)) }
  }
  return null
}

function listeningInodes(table: 'tcp' | 'tcp6', port: number): string[] {
  const LISTEN = '0A'
  const wanted = port.toString(16).toUpperCase().padStart(4, '0')
  const rows = (readText(`/proc/net/${table}`) ?? '').split('\n').slice(1)
  return rows
    .map((row) => row.trim().split(/\s+/))
    .filter(([, local, , state]) => state === LISTEN && local?.split(':')[1] === wanted)
    .flatMap((fields) => (fields[9] === undefined ? [] : [`socket:[${fields[9]}]`]))
}

function holdsSocket(pid: string, sockets: Set<string>): boolean {
  try {
    return readdirSync(`/proc/${pid}/fd`).some((fd) => {
      try {
        return sockets.has(readlinkSync(`/proc/${pid}/fd/${fd}`))
      } catch {
        return false
      }
    })
  } catch {
    // Another user's process, or one that just ended.
    return false
  }
}

/** The command line, cut to 120 characters. */
function commandOf(pid: number): string {
  const words = (readText(`/proc/${pid}/cmdline`) ?? '').replaceAll(/[\0\s]+/g, ' ').trim()
  return words.length > 120 ? `${words.slice(0, 119)}…` : words
}

function readText(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}
