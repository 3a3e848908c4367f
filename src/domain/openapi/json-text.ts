/** A document written as JSON: its value, where each member stands, and names that stand twice. */

import { jsonPlace } from '~/domain/json-place'

import { segment, type Unplaced } from './fault'
import { limits } from './limits'
import { lineCounter } from './lines'
import type { Text } from './source'

/** Reads a JSON text (RFC 8259); a name that stands twice in one object is a fault, since one of the two would be lost. */
export function readJson(text: string): Text {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    const line = jsonPlace(text)?.line
    return { faults: [{ code: 'json', pointer: '', subject: '', line }] }
  }
  const lineAt = lineCounter(text)
  const { starts, twice, tooDeep } = scan(text)
  if (tooDeep !== undefined)
    return { faults: [{ code: 'too-deep', pointer: '', subject: '', line: lineAt(tooDeep) }] }
  if (twice.length > 0)
    return { faults: twice.map(({ at, ...fault }) => ({ ...fault, line: lineAt(at) })) }
  const lineOf = (pointer: string) => lineAt(startOf(starts, pointer))
  return { value, lineOf }
}

/** The member itself, or the closest one around it. */
function startOf(starts: ReadonlyMap<string, number>, pointer: string): number {
  for (let at = pointer; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
    const found = starts.get(at)
    if (found !== undefined) return found
  }
  return starts.get('') ?? 0
}

interface Open {
  pointer: string
  /** Of an object the names so far; undefined for a list. */
  names: Set<string> | undefined
  /** The member that comes next or is being read: a name, or a place in the list. */
  at: string | number
}

interface Walk {
  /** Where each member begins, by its pointer. */
  starts: Map<string, number>
  twice: (Unplaced & { at: number })[]
  stack: Open[]
  /** Is the next text a member's name? */
  isName: boolean
  tooDeep: number | undefined
}

/** The text is known to be JSON, so that its tokens need not be checked again. */
const token = /[{}[\],:]|"(?:[^"\\]|\\.)*"|[^\s{}[\],:"]+/g

/** One pass without recursion. */
function scan(text: string): Walk {
  const walk: Walk = {
    starts: new Map(),
    twice: [],
    stack: [],
    isName: false,
    tooDeep: undefined,
  }
  for (const { 0: found, index } of text.matchAll(token)) {
    if (found === ',') comma(walk)
    else if (found === '}' || found === ']') close(walk)
    else if (walk.isName) name(walk, found, index)
    else if (found !== ':') value(walk, found, index)
    if (walk.tooDeep !== undefined) break
  }
  return walk
}

function comma(walk: Walk): void {
  const top = walk.stack.at(-1)
  walk.isName = top?.names !== undefined
  if (typeof top?.at === 'number') top.at += 1
}

function close(walk: Walk): void {
  walk.stack.pop()
  walk.isName = false
}

function name(walk: Walk, found: string, at: number): void {
  const top = walk.stack.at(-1)
  if (!top?.names) return
  const name = JSON.parse(found) as string
  const pointer = `${top.pointer}/${segment(name)}`
  if (top.names.has(name)) walk.twice.push({ code: 'duplicate', pointer, subject: name, at })
  top.names.add(name)
  top.at = name
  walk.starts.set(pointer, at)
  walk.isName = false
}

function value(walk: Walk, found: string, at: number): void {
  const top = walk.stack.at(-1)
  const pointer = top ? `${top.pointer}/${segment(top.at)}` : ''
  // Of a member the line of its name counts, which is in already.
  if (!top?.names) walk.starts.set(pointer, at)
  const isObject = found === '{'
  if (!isObject && found !== '[') return
  if (walk.stack.length >= limits.depth) walk.tooDeep = at
  walk.stack.push({ pointer, names: isObject ? new Set() : undefined, at: isObject ? '' : 0 })
  walk.isName = isObject
}
