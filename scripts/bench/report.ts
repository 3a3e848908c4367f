/** How measurements are printed: a line each, beside its budget where it has one. */

const WIDTH = 40

export function budget(what: string, value: number, limit: number, digits = 0): void {
  const verdict = value > limit ? '   OVER BUDGET' : ''
  write(`${what.padEnd(WIDTH)}${value.toFixed(digits).padStart(8)}   of ${limit}${verdict}\n`)
}

export function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

export function write(text: string): void {
  process.stdout.write(text)
}
