/** Breaks a service of the platform and heals it again; the launcher restarts what was killed. */

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { STATE_DIR } from './place.ts'

export type ServiceName =
  | 'keycloak'
  | 'prometheus'
  | 'alertmanager'
  | 'sample-backend'
  | 'gateway'
  | 'control-plane'
  | 'web'

function pidOf(name: ServiceName): number | undefined {
  const children: { name: string; pid: number }[] = JSON.parse(
    readFileSync(join(STATE_DIR, 'children.json'), 'utf8'),
  )
  return children.find((child) => child.name === name)?.pid
}

function signal(name: ServiceName, which: NodeJS.Signals): void {
  const pid = pidOf(name)
  if (pid === undefined) return
  try {
    process.kill(-pid, which)
  } catch {
    // It ended between the look and the signal.
  }
}

/** kill -9, once. */
export function kill(name: ServiceName): void {
  signal(name, 'SIGKILL')
}

/**
 * Keeps a service down: its port refuses. The launcher starts it again and again, and it is killed as often.
 * @returns lets it live again
 */
export function holdDown(name: ServiceName): () => void {
  kill(name)
  const ticker = setInterval(() => kill(name), 50)
  return () => clearInterval(ticker)
}

/**
 * Makes a service a black hole: its port is open and nothing answers.
 * @returns lets it go on
 */
export function freeze(name: ServiceName): () => void {
  signal(name, 'SIGSTOP')
  return () => signal(name, 'SIGCONT')
}

/** Waits until an address answers 200. */
export async function answers(url: string): Promise<void> {
  await expect
    .poll(
      () =>
        fetch(url).then(
          (a) => a.status,
          () => 0,
        ),
      { timeout: 60_000 },
    )
    .toBe(200)
}
