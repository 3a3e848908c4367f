/** Texts from outside in a Markdown document: they read as what they are and can start nothing. */

import { inOneLine } from './install'

/** A name in running text or in a cell of a table. */
export function inText(text: string): string {
  return inOneLine(text).replace(/[\\`*_{}[\]<>()#+\-.!|~&$:@=]/g, String.raw`\$&`)
}

/** A name as code, in a fence of backticks longer than any inside; as text where a bar in it would end a table's cell. */
export function asCode(text: string): string {
  const line = inOneLine(text)
  if (line.trim() === '') return '(empty)'
  if (line.includes('|')) return inText(line)
  const fence = '`'.repeat(longestRun(line) + 1)
  return `${fence} ${line} ${fence}`
}

/** Commands as a block of their own. */
export function block(text: string, language = 'sh'): string {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1))
  return `${fence}${language}\n${text}\n${fence}`
}

function longestRun(text: string): number {
  return Math.max(0, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length))
}
