import { execFileSync } from 'node:child_process'

/**
 * The messages are compiled once before the tests, in a process of its own: inside Vitest the compiler keeps the
 * runner from ending.
 */
export function setup(): void {
  execFileSync(process.execPath, ['scripts/words.ts'], { stdio: ['ignore', 'ignore', 'inherit'] })
}
