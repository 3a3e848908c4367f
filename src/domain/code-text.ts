/**
 * Reads what a person typed as JSON (RFC 8259) or YAML 1.2, under limits, and says where it stops being that. What YAML
 * can say and JSON cannot (other tags, NaN, several documents) is refused rather than guessed at.
 */

import { type Alias, type Document, isNode, LineCounter, parseDocument, visit } from 'yaml'

import { jsonPlace } from './json-place'

export type Notation = 'json' | 'yaml'

export type TextFaultKind =
  | 'syntax'
  | 'indent'
  | 'duplicate'
  | 'many'
  | 'tag'
  | 'number'
  | 'anchor'
  | 'aliases'
  | 'deep'
  | 'large'

export interface TextFault {
  kind: TextFaultKind
  /** From 1, as editors count. */
  line: number
  column: number
}

export type ReadText = { value: unknown; fault?: never } | { fault: TextFault }

/** Longest text that is read, in UTF-16 units: contracts and policies are far below, and a browser stays quick. */
export const LONGEST_TEXT = 1_000_000
const DEEPEST = 100
/** Of the copies that aliases make, all together; a text that a person writes has a handful. */
const MOST_ALIASES = 50

/** Reads a text, or says what is wrong with it and where. Never throws. */
export function readText(notation: Notation, text: string): ReadText {
  if (text.length > LONGEST_TEXT) return { fault: { kind: 'large', line: 1, column: 1 } }
  try {
    const read = notation === 'json' ? readJson(text) : readYaml(text)
    return read.fault === undefined && isDeeper(read.value, DEEPEST) ? deep : read
  } catch (error) {
    // The call stack ended before the nesting did.
    if (error instanceof RangeError) return deep
    throw error
  }
}

const deep: ReadText = { fault: { kind: 'deep', line: 1, column: 1 } }

function readJson(text: string): ReadText {
  const place = jsonPlace(text)
  if (place) return { fault: { kind: 'syntax', ...place } }
  return { value: JSON.parse(text) as unknown }
}

function readYaml(text: string): ReadText {
  const lines = new LineCounter()
  const document = parseDocument(text, {
    version: '1.2',
    schema: 'core',
    merge: false,
    prettyErrors: false,
    lineCounter: lines,
  })
  const placed = (kind: TextFaultKind, offset: number): ReadText => {
    const { line, col } = lines.linePos(offset)
    return { fault: { kind, line: Math.max(line, 1), column: Math.max(col, 1) } }
  }
  const [first] = [...document.errors, ...document.warnings].sort(
    (one, other) => one.pos[0] - other.pos[0],
  )
  if (first) return placed(kinds[first.code] ?? 'syntax', first.pos[0])
  const odd = offsetOfOddNumber(document)
  if (odd !== undefined) return placed('number', odd)
  const aliases = aliasesOf(document)
  const bad = aliases.find(({ isBroken }) => isBroken)
  if (bad) return placed('anchor', bad.offset)
  try {
    return { value: (document.toJS({ maxAliasCount: MOST_ALIASES }) as unknown) ?? null }
  } catch (error) {
    if (error instanceof ReferenceError) return placed('aliases', aliases[0]?.offset ?? 0)
    throw error
  }
}

const kinds: Partial<Record<string, TextFaultKind>> = {
  BAD_INDENT: 'indent',
  TAB_AS_INDENT: 'indent',
  DUPLICATE_KEY: 'duplicate',
  MULTIPLE_DOCS: 'many',
  TAG_RESOLVE_FAILED: 'tag',
  BAD_COLLECTION_TYPE: 'tag',
  RESOURCE_EXHAUSTION: 'deep',
}

/**
 * The line on which the value of a member stands, from 1; that of the closest one around it where it does not stand there
 * itself. JSON is read as YAML here, which it is.
 */
export function lineOf(text: string, path: readonly string[]): number {
  const lines = new LineCounter()
  const document = parseDocument(text, { prettyErrors: false, lineCounter: lines, merge: false })
  for (let depth = path.length; depth > 0; depth -= 1) {
    const node: unknown = document.getIn(path.slice(0, depth).map(asIndex), true)
    if (isNode(node) && node.range) return Math.max(lines.linePos(node.range[0]).line, 1)
  }
  return 1
}

/** A list's items are asked for by number; members called by digits are rare enough to be shown by what is around them. */
const asIndex = (name: string): string | number => (/^\d+$/.test(name) ? Number(name) : name)

/** JSON has no word for NaN and the infinities. */
function offsetOfOddNumber(document: Document): number | undefined {
  let found: number | undefined
  visit(document, {
    Scalar: (_, { value, range }) => {
      if (typeof value !== 'number' || Number.isFinite(value)) return undefined
      found = range?.[0] ?? 0
      return visit.BREAK
    },
  })
  return found
}

/** The aliases, until there are more than are read anyway. One is broken when it means nothing before it, or what it is part of. */
function aliasesOf(document: Document): { offset: number; isBroken: boolean }[] {
  const found: { offset: number; isBroken: boolean }[] = []
  visit(document, {
    Alias: (_, alias: Alias, path) => {
      const source = alias.resolve(document)
      found.push({ offset: alias.range?.[0] ?? 0, isBroken: !source || path.includes(source) })
      return found.length > MOST_ALIASES ? visit.BREAK : undefined
    },
  })
  return found
}

/** Level by level, so that no depth can end the call stack. */
function isDeeper(value: unknown, limit: number): boolean {
  let level = [value]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > limit) return true
    level = level.flatMap((one) =>
      typeof one === 'object' && one !== null ? Object.values(one) : [],
    )
  }
  return false
}
