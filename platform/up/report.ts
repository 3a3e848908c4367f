/** What the launcher says: one line a fact, the same on a terminal and in a file. */

export interface Report {
  line(text: string): void
}

export const consoleReport: Report = { line: (text) => process.stdout.write(`${text}\n`) }

/** Seconds with one decimal since `started` (from `performance.now()`). */
export function secondsSince(started: number): string {
  return `${((performance.now() - started) / 1000).toFixed(1)} s`
}

/** Says what a long step does, and that it still does it, every ten seconds. */
export async function withProgress<T>(report: Report, label: string, step: Promise<T>): Promise<T> {
  const started = performance.now()
  report.line(`  ${label}`)
  const ticker = setInterval(() => {
    report.line(`  … ${label}: ${Math.round((performance.now() - started) / 1000)} s so far`)
  }, 10_000)
  try {
    return await step
  } finally {
    clearInterval(ticker)
  }
}
