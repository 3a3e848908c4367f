/** Where in a JSON text a member stands, so that a fault found in the value can be marked in the text. */

import { pathOf } from './field-diff'

const token = /"(?:[^"\\]|\\.)*"|[{}[\],]|[^\s"{}[\],:]+/gu

/** One object or list that is open, with the name or place of what is being read in it. */
interface Open {
  isList: boolean
  at: string
}

/**
 * @param text JSON, as it was typed
 * @param pointer of a member (RFC 6901)
 * @returns the line (from 1) on which the member, or the innermost one of its path that is there, begins
 */
export function lineOfPointer(text: string, pointer: string): number {
  const walk = new Walk(pathOf(pointer))
  for (const { 0: word, index } of text.matchAll(token)) {
    const isName =
      word.startsWith('"') &&
      /^\s*:/.test(text.slice(index + word.length, index + word.length + 200))
    if (isName) walk.name(String(JSON.parse(word)), index)
    else walk.word(word, index)
  }
  return text.slice(0, walk.offset).split('\n').length
}

class Walk {
  /** Where the innermost member of the path begins, of those that were met. */
  offset = 0
  private depth = 0
  private readonly open: Open[] = []
  private readonly wanted: readonly string[]

  constructor(wanted: readonly string[]) {
    this.wanted = wanted
  }

  /** The name of an object's member. */
  name(at: string, offset: number): void {
    const top = this.open.at(-1)
    if (top === undefined) return
    top.at = at
    this.met(offset)
  }

  /** Anything else: brackets, commas, values. */
  word(word: string, offset: number): void {
    const top = this.open.at(-1)
    if (word === '}' || word === ']') this.open.pop()
    else if (word === ',') next(top)
    else {
      if (top?.isList) this.met(offset)
      if (word === '{' || word === '[')
        this.open.push({ isList: word === '[', at: word === '[' ? '0' : '' })
    }
  }

  private met(offset: number): void {
    const isOnPath = this.open.every(({ at }, depth) => at === this.wanted[depth])
    if (!isOnPath || this.open.length <= this.depth) return
    this.depth = this.open.length
    this.offset = offset
  }
}

function next(top: Open | undefined): void {
  if (top?.isList) top.at = String(Number(top.at) + 1)
}
