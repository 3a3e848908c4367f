/** Where a server says that an expression is wrong: `1:17: parse error: unexpected …`, lines and columns from 1. */

export interface PromqlFault {
  line: number
  column: number
}

/** @returns undefined where the message names no place */
export function faultIn(message: string): PromqlFault | undefined {
  const [, line, column] = /\b(\d{1,4}):(\d{1,5}): parse error/.exec(message) ?? []
  return line === undefined || column === undefined
    ? undefined
    : { line: Number(line), column: Number(column) }
}

/** The offset of a place in a text; within the text, whatever the place. Columns count bytes of UTF-8, as Prometheus does. */
export function offsetOf(text: string, { line, column }: PromqlFault): number {
  const lines = text.split('\n')
  const before = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0)
  let bytes = column - 1
  let units = 0
  for (const character of lines[line - 1] ?? '') {
    bytes -= new TextEncoder().encode(character).length
    if (bytes < 0) break
    units += character.length
  }
  return Math.min(before + units, text.length)
}

/** `name{a="b",c="d"}`, as a series is written. */
export function seriesText(labels: ReadonlyMap<string, string>): string {
  const rest = [...labels]
    .filter(([name]) => name !== '__name__')
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
  return `${labels.get('__name__') ?? ''}{${rest.join(', ')}}`
}
