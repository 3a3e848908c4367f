/** One bash session in which the runbook's commands run one after the other, so that `TOKEN`, `CONTRACT_ID`… live on as they do for a reader. */

import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { randomUUID } from 'node:crypto'

export interface Outcome {
  output: string
  exitCode: number
  /** Wall time in milliseconds. */
  milliseconds: number
}

/** A command that has not ended by then is taken for hung. */
const COMMAND_LIMIT_MS = 60_000

export class Shell {
  readonly #bash: ChildProcessWithoutNullStreams
  #buffer = ''

  /** @param environment what the reader has exported before the first command */
  constructor(environment: Record<string, string>) {
    this.#bash = spawn('bash', ['--noprofile', '--norc'], {
      env: { PATH: process.env['PATH'] ?? '', ...environment },
    })
    this.#bash.stdout.setEncoding('utf8').on('data', (text: string) => (this.#buffer += text))
    this.#bash.stderr.setEncoding('utf8').on('data', (text: string) => (this.#buffer += text))
  }

  /**
   * Runs one command and waits for its end.
   * @throws when it has not ended after a minute
   */
  async run(command: string): Promise<Outcome> {
    const mark = `--${randomUUID()}--`
    const startedAt = performance.now()
    this.#buffer = ''
    this.#bash.stdin.write(`${command}\nprintf '\\n%s%s\\n' '${mark}' "$?"\n`)
    while (!this.#buffer.includes(mark)) {
      if (performance.now() - startedAt > COMMAND_LIMIT_MS)
        throw new Error(`the command has not ended after ${COMMAND_LIMIT_MS / 1000} s:\n${command}`)
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
    const [output = '', rest = ''] = this.#buffer.split(`\n${mark}`)
    return {
      output: output.trim(),
      exitCode: Number.parseInt(rest, 10),
      milliseconds: performance.now() - startedAt,
    }
  }

  /** The value of a shell variable, empty when unset. */
  async variable(name: string): Promise<string> {
    return (await this.run(`printf '%s' "\${${name}:-}"`)).output
  }

  close(): void {
    this.#bash.stdin.end()
    this.#bash.kill()
  }
}
