/** From a text to the value that it says, as JSON or YAML, with the line of every member. */

import { excerptOf, type DocumentFault, type Unplaced } from './fault'
import { readJson } from './json-text'
import { limits } from './limits'
import { readYaml } from './yaml-text'

export interface Source {
  value: unknown
  language: 'json' | 'yaml'
  /** Levels of lists and objects. */
  depth: number
  /** The fault with its line and the text of it. */
  place: (fault: Unplaced) => DocumentFault
}

/** What a reader of one language gives: the value and the lines of its members, or why there is none. */
export type Text =
  | { value: unknown; lineOf: (pointer: string) => number }
  | { faults: (Unplaced & { line: number | undefined })[] }

/**
 * Reads a text within the limits.
 * @param text a whole document; a byte order mark is not part of it
 */
export function readSource(text: string): Source | { faults: DocumentFault[] } {
  const whole = wholeFault(text)
  if (whole) return { faults: [unplaced(whole)] }
  const plain = text.replace(/^\uFEFF/, '')
  const lines = plain.split(/\r\n|\n|\r/)
  const language = /^\s*[{[]/.test(plain) ? 'json' : 'yaml'
  const read = language === 'json' ? readJson(plain) : readYaml(plain)
  if ('faults' in read)
    return {
      faults: read.faults
        .slice(0, limits.faults)
        .map((fault) => ({ ...fault, excerpt: excerptOf(lines, fault.line) })),
    }
  const place = (fault: Unplaced) => {
    const line = read.lineOf(fault.pointer)
    return { ...fault, line, excerpt: excerptOf(lines, line) }
  }
  const size = measure(read.value)
  return 'code' in size
    ? { faults: [place(size)] }
    : { value: read.value, language, depth: size.depth, place }
}

const unplaced = (fault: Unplaced): DocumentFault => ({ ...fault, line: undefined, excerpt: '' })

/** What makes a text none of ours before it is read. */
function wholeFault(text: string): Unplaced | undefined {
  const fault = (code: Unplaced['code']) => ({ code, pointer: '', subject: '' })
  if (text.length > limits.text) return fault('too-large')
  if (text.trim() === '') return fault('empty')
  // A NUL or half a character: a picture, an archive, a wrong encoding.
  if (text.includes('\0') || !text.isWellFormed()) return fault('not-text')
  return /^\uFEFF?\s*</.test(text) ? fault('html') : undefined
}

/** Walks everything once, without recursion: an alias is walked as often as it stands there. */
function measure(value: unknown): { depth: number } | Unplaced {
  const open: [inner: unknown, level: number][] = [[value, 0]]
  let values = 0
  let characters = 0
  let depth = 0
  for (let next = open.pop(); next; next = open.pop()) {
    const [inner, level] = next
    values += 1
    if (typeof inner === 'string') characters += inner.length
    if (values > limits.values || characters > limits.characters)
      return { code: 'aliases', pointer: '', subject: '' }
    if (typeof inner !== 'object' || inner === null) continue
    if (level >= limits.depth) return { code: 'too-deep', pointer: '', subject: '' }
    depth = Math.max(depth, level + 1)
    for (const [name, member] of Object.entries(inner)) {
      if (!Array.isArray(inner)) characters += name.length
      open.push([member, level + 1])
    }
  }
  return { depth }
}
