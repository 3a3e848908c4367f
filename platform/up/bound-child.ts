/**
 * Starts a process that does not outlive the launcher, not even by kill -9: a Node service sees its IPC channel close,
 * anything else gets a death signal from the kernel (`setpriv`, Linux). Each is the head of its own process group, so that Ctrl-C in the
 * terminal reaches the launcher alone and stopping is the launcher's decision.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'

export interface Launch {
  command: string
  args: string[]
  cwd: string
  env: Record<string, string>
  /** Output of both kinds is appended here. */
  logFile: string
  kind: 'node' | 'other'
}

let deathSignalWorks: boolean | undefined

/** Whether `setpriv --pdeathsig` is on this machine. */
export function hasDeathSignal(): boolean {
  deathSignalWorks ??= spawnSync('setpriv', ['--pdeathsig', 'TERM', 'true']).status === 0
  return deathSignalWorks
}

/** Starts the process. The returned one emits `error` when there is no such command. */
export function spawnBound(launch: Launch): ChildProcess {
  const log = openSync(launch.logFile, 'a', 0o600)
  const isBound = launch.kind === 'other' && hasDeathSignal()
  const command = isBound ? 'setpriv' : launch.command
  const prefix = isBound ? ['--pdeathsig', 'TERM', launch.command] : []
  try {
    return spawn(command, [...prefix, ...launch.args], {
      cwd: launch.cwd,
      env: { ...basicEnvironment(), ...launch.env },
      stdio: launch.kind === 'node' ? ['ignore', log, log, 'ipc'] : ['ignore', log, log],
      detached: true,
    })
  } finally {
    closeSync(log)
  }
}

/** What every program needs from the outside; nothing else leaks in, so a stray PORT cannot move a service. */
function basicEnvironment(): Record<string, string> {
  const names = ['PATH', 'HOME', 'LANG', 'LC_ALL', 'TZ', 'TMPDIR', 'LOG_LEVEL', 'JAVA_HOME']
  const given = names.flatMap((name) => {
    const value = process.env[name]
    return value === undefined ? [] : [[name, value] as const]
  })
  // Few allocation arenas: on many cores glibc's default costs tens of megabytes a process.
  return { MALLOC_ARENA_MAX: '2', ...Object.fromEntries(given) }
}

/** Signals a child and whatever it started. A group that is gone already is fine. */
export function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal)
  } catch {
    // ESRCH: nothing of it is left.
  }
}
