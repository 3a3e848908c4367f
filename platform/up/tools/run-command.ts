/** Runs a program to its end, without a terminal, and keeps the end of what it said. */
import { spawn } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

export interface CommandResult {
  /** 127 when there is no such program, 1 when a signal ended it. */
  code: number
  /** The last 8,000 characters of both outputs. */
  output: string
}

export interface CommandOptions {
  cwd?: string
  env?: NodeJS.ProcessEnv
  signal?: AbortSignal
}

/** Runs the program; an abort ends it and whatever it started. */
export function runCommand(
  command: string,
  args: string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  const { cwd, env, signal } = options
  if (signal?.aborted === true) return Promise.resolve({ code: 1, output: 'interrupted' })
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      ...(cwd !== undefined && { cwd }),
      ...(env !== undefined && { env }),
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    })
    let output = ''
    const collect = (chunk: Buffer) => (output = (output + chunk.toString()).slice(-8_000))
    child.stdout.on('data', collect)
    child.stderr.on('data', collect)
    const abort = () => {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGTERM')
    }
    signal?.addEventListener('abort', abort, { once: true })
    child.on('error', (error) => resolve({ code: 127, output: error.message }))
    child.on('close', (code) => {
      signal?.removeEventListener('abort', abort)
      resolve({ code: code ?? 1, output })
    })
  })
}

/** Where a program is on the PATH; null when it is not there. */
export function findOnPath(program: string, path = process.env['PATH'] ?? ''): string | null {
  for (const folder of path.split(delimiter)) {
    const file = join(folder, program)
    if (folder !== '' && isExecutable(file)) return file
  }
  return null
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** The last line of an output that says something, cut to 200 characters. */
export function lastWords(output: string): string {
  const lines = output.split('\n').filter((line) => line.trim() !== '')
  return (lines.at(-1) ?? 'it said nothing').trim().slice(0, 200)
}
