/** A document written as YAML 1.2: its value, where each member stands, and names that stand twice. */

import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Document } from 'yaml'

import { namesOf, segment, type Unplaced } from './fault'
import { limits } from './limits'
import type { Text } from './source'

type Placed = Unplaced & { line: number | undefined }

/**
 * Reads a YAML text. Names that stand twice are looked for here: the library compares every pair of them, and 20,000 names
 * take it five seconds.
 */
export function readYaml(text: string): Text {
  const counter = new LineCounter()
  const lineAt = (offset: number) => counter.linePos(offset).line
  const document = parseDocument(text, {
    lineCounter: counter,
    prettyErrors: false,
    uniqueKeys: false,
    logLevel: 'silent',
  })
  // The library composes by recursion, and says so where the stack ends.
  const exhausted = document.errors.find(({ code }) => code === 'RESOURCE_EXHAUSTION')
  if (exhausted) return { faults: [{ ...tooDeep, line: lineAt(exhausted.pos[0]) }] }
  if (document.errors.length > 0)
    return {
      faults: document.errors.map(({ message, pos }) => ({
        code: 'yaml',
        pointer: '',
        subject: message,
        line: lineAt(pos[0]),
      })),
    }
  const faults = faultsIn(document.contents, lineAt)
  if (faults.length > 0) return { faults }
  const value = valueOf(document)
  if (value === undefined)
    return { faults: [{ code: 'aliases', pointer: '', subject: '', line: undefined }] }
  return { value: value.value, lineOf: (pointer) => lineAt(offsetOf(document, pointer)) }
}

const tooDeep: Unplaced = { code: 'too-deep', pointer: '', subject: '' }

/** Undefined when its aliases would make more of it than anybody wrote. */
function valueOf(document: Document.Parsed): { value: unknown } | undefined {
  try {
    return { value: document.toJS({ maxAliasCount: limits.aliases }) as unknown }
  } catch (error) {
    // Too many, or one inside what it names.
    if (error instanceof ReferenceError || error instanceof RangeError) return undefined
    throw error
  }
}

/** Too deep, twice the same name, or a name that is no text; in one pass without recursion. */
function faultsIn(contents: unknown, lineAt: (offset: number) => number): Placed[] {
  const faults: Placed[] = []
  const open: [node: unknown, pointer: string, level: number][] = [[contents, '', 0]]
  for (let next = open.pop(); next; next = open.pop()) {
    const [node, pointer, level] = next
    const isCollection = isMap(node) || isSeq(node)
    if (!isCollection) continue
    if (level >= limits.depth) return [{ ...tooDeep, pointer, line: lineAt(startOf(node)) }]
    if (isSeq(node))
      node.items.forEach((item, at) => open.push([item, `${pointer}/${at}`, level + 1]))
    else
      faults.push(
        ...namesIn(node, { pointer, level, open }).map((fault) => ({
          ...fault,
          line: lineAt(fault.at),
        })),
      )
  }
  return faults
    .map(({ code, pointer, subject, line }) => ({ code, pointer, subject, line }))
    .toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0))
}

interface Walk {
  pointer: string
  level: number
  open: [node: unknown, pointer: string, level: number][]
}

function namesIn(
  map: { items: readonly { key: unknown; value: unknown }[] },
  { pointer, level, open }: Walk,
): (Unplaced & { at: number })[] {
  const names = new Set<string>()
  const faults: (Unplaced & { at: number })[] = []
  for (const { key, value } of map.items) {
    const name = nameOf(key)
    const at = startOf(key)
    if (name === undefined) {
      faults.push({ code: 'yaml', pointer, subject: 'Not a name', at })
      continue
    }
    const inner = `${pointer}/${segment(name)}`
    open.push([value, inner, level + 1])
    if (names.has(name)) faults.push({ code: 'duplicate', pointer: inner, subject: name, at })
    names.add(name)
  }
  return faults
}

/** A name as JSON writes it: `200:` is the text "200". */
function nameOf(key: unknown): string | undefined {
  const name = isScalar(key) ? key.value : undefined
  return typeof name === 'string' || typeof name === 'number' || typeof name === 'boolean'
    ? String(name)
    : undefined
}

const startOf = (node: unknown): number =>
  isScalar(node) || isMap(node) || isSeq(node) || isAlias(node) ? (node.range?.[0] ?? 0) : 0

/** The start of the member, or of the closest one around it. */
function offsetOf(document: Document.Parsed, pointer: string): number {
  let node: unknown = document.contents
  let offset = startOf(node)
  for (const name of namesOf(pointer)) {
    const here = isAlias(node) ? node.resolve(document) : node
    if (isMap(here)) {
      const pair = here.items.find(({ key }) => nameOf(key) === name)
      if (!pair) return offset
      offset = startOf(pair.key)
      node = pair.value
    } else if (isSeq(here)) {
      node = here.items[Number(name)]
      if (node === undefined) return offset
      offset = startOf(node)
    } else return offset
  }
  return offset
}
