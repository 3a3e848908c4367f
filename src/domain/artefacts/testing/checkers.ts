/** The programs that judge a generated file: Prometheus' and Alertmanager's own, and shellcheck. */

import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

interface Checkers {
  promtool: string
  amtool: string | null
  /** Where amtool finds its templates; null: anywhere. */
  workingDir: string | null
}

/** Where they are; fetched on the first run of a machine. */
export function checkers(): Checkers {
  return JSON.parse(
    execFileSync(process.execPath, ['scripts/checkers.ts'], { encoding: 'utf8' }),
  ) as Checkers
}

/** A new empty folder, which is gone after the test that asks for it. */
export function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'stoa-artefact-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Writes a text and says where. */
export function fileOf(folder: string, name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

/** What a program said, with its exit code; fails nothing by itself. */
export function run(command: string, words: string[], cwd?: string) {
  const { status, stdout, stderr } = spawnSync(command, words, {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    ...(cwd !== undefined && { cwd }),
  })
  return { status, said: stdout + stderr }
}
