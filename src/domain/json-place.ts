/**
 * Where a text stops being JSON (RFC 8259). JSON.parse only says so in words that differ between browsers, or not at all,
 * and a person needs the line.
 */

/** A token, a run of blanks, or the character that is neither. */
const token =
  /[ \t\n\r]+|[{}[\]:,]|"(?:[^"\\\p{Cc}]|[\u007f-\u009f]|\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/uy

type Expects = 'value' | 'value or ]' | 'name' | 'name or }' | ':' | ', or end' | 'end'

/**
 * @param text what was typed
 * @returns line and column (both from 1) of the first token that cannot stand there; undefined when the text is JSON
 */
export function jsonPlace(text: string): { line: number; column: number } | undefined {
  const open: ('{' | '[')[] = []
  let expects: Expects = 'value'
  let at = 0
  while (at < text.length) {
    token.lastIndex = at
    const found = token.exec(text)?.[0]
    if (!found) return placeOf(text, at)
    if (!/^[ \t\n\r]/.test(found)) {
      const next: Expects | undefined = steps[expects](found, open)
      if (!next) return placeOf(text, at)
      expects = next
    }
    at += found.length
  }
  return expects === 'end' ? undefined : placeOf(text, text.length)
}

type Step = (found: string, open: ('{' | '[')[]) => Expects | undefined

const after = (open: ('{' | '[')[]): Expects => (open.length > 0 ? ', or end' : 'end')
const closing: Step = (found, open) => (close(found, open) ? after(open) : undefined)
const name: Step = (found) => (found.startsWith('"') ? ':' : undefined)

/** What may follow the token, by what was expected; undefined when it may not stand there. They keep the open brackets. */
const steps: Record<Expects, Step> = {
  end: () => undefined,
  ':': (found) => (found === ':' ? 'value' : undefined),
  name,
  'name or }': (found, open) =>
    name(found, open) ?? (found === '}' ? closing(found, open) : undefined),
  value,
  'value or ]': (found, open) => (found === ']' ? closing(found, open) : value(found, open)),
  ', or end': (found, open) => {
    if (found !== ',') return closing(found, open)
    return open.at(-1) === '{' ? 'name' : 'value'
  },
}

function value(found: string, open: ('{' | '[')[]): Expects | undefined {
  if (found === '{' || found === '[') {
    open.push(found)
    return found === '{' ? 'name or }' : 'value or ]'
  }
  return '}]:,'.includes(found) ? undefined : after(open)
}

function close(found: string, open: ('{' | '[')[]): boolean {
  const isPair = (found === '}' && open.at(-1) === '{') || (found === ']' && open.at(-1) === '[')
  if (isPair) open.pop()
  return isPair
}

function placeOf(text: string, offset: number): { line: number; column: number } {
  const lines = text.slice(0, offset).split('\n')
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 }
}
