/**
 * From all that a schema's interpreter says to what a person can mend. One missing word makes it complain at every level above and
 * in every alternative; what counts are the deepest complaints of the alternative that fits best.
 */

import type { OutputUnit } from '@cfworker/json-schema'

import { namesOf, segment, type FaultCode, type Unplaced } from './fault'

/** Complaints that only say that something below is wrong. */
const wrappers = new Set([
  '$ref',
  'properties',
  'patternProperties',
  'items',
  'prefixItems',
  'allOf',
  'if',
  'then',
  'else',
  'dependentSchemas',
  'propertyNames',
  'false',
])
const closed = new Set(['additionalProperties', 'unevaluatedProperties'])
const alternatives = new Set(['anyOf', 'oneOf'])

interface Complaint {
  keyword: string
  pointer: string
  /** In the schema. */
  location: string
  error: string
}

/** @param document what the errors are about */
export function faultsOf(errors: readonly OutputUnit[], document: object): Unplaced[] {
  const complaints = errors.map(complaintOf)
  const chosen = bestAlternatives(complaints)
  const isBelow = (pointer: string, other: Complaint) =>
    other.pointer === pointer || other.pointer.startsWith(`${pointer}/`)
  const leaves = chosen.filter(
    ({ keyword }) => !wrappers.has(keyword) && !closed.has(keyword) && !alternatives.has(keyword),
  )
  // A member that is there and wrong is told of above; only one that nobody knows is told of as such.
  const unknown = chosen
    .filter(({ keyword }) => closed.has(keyword))
    .map((complaint) => ({ ...complaint, pointer: memberOf(complaint) }))
    .filter(({ pointer }) => !leaves.some((leaf) => isBelow(pointer, leaf)))
  const deepest = unknown.filter(
    ({ pointer }) => !unknown.some((other) => other.pointer.startsWith(`${pointer}/`)),
  )
  const faults = [...leaves.map(faultOf), ...deepest.map(unknownMember)]
  const rest =
    faults.length > 0
      ? faults
      : chosen.filter(({ keyword }) => alternatives.has(keyword)).map(shapeFault)
  return inOrder(
    distinct(rest.length > 0 ? rest : [{ code: 'schema', pointer: '', subject: '' }]),
    document,
  )
}

function complaintOf({ keyword, instanceLocation, keywordLocation, error }: OutputUnit): Complaint {
  return { keyword, pointer: pointerOf(instanceLocation), location: keywordLocation, error }
}

/** The interpreter writes pointers as URI fragments. */
function pointerOf(location: string): string {
  try {
    return decodeURI(location.slice(1))
  } catch {
    return location.slice(1)
  }
}

const memberOf = ({ pointer, error }: Complaint): string =>
  `${pointer}/${segment(quoted(error, 0))}`

/** The n-th word in double quotes. */
const quoted = (error: string, at: number): string =>
  [...error.matchAll(/"((?:[^"\\]|\\.)*)"/g)][at]?.[1] ?? ''

/**
 * Of `anyOf` and `oneOf` keeps the complaints of one alternative: the one that got deepest into the document, then the one
 * with the fewest complaints. The innermost are decided first, so that what they drop no longer counts.
 */
function bestAlternatives(complaints: readonly Complaint[]): Complaint[] {
  const dropped = new Set<Complaint>()
  const choices = complaints.filter(({ keyword }) => alternatives.has(keyword))
  for (const choice of choices.toSorted((a, b) => b.location.length - a.location.length)) {
    const inside = complaints.filter((one) => !dropped.has(one) && isWithin(one, choice))
    const branches = Object.values(Object.groupBy(inside, (one) => branchOf(one, choice)))
    const ranked = branches
      .map((branch = []) => ({ branch, ...fitOf(branch, choice) }))
      .toSorted((a, b) => b.reach - a.reach || a.count - b.count)
    for (const { branch } of ranked.slice(1)) for (const one of branch) dropped.add(one)
  }
  return complaints.filter((complaint) => !dropped.has(complaint))
}

const isWithin = (one: Complaint, choice: Complaint): boolean =>
  one.location.startsWith(`${choice.location}/`) &&
  (one.pointer === choice.pointer || one.pointer.startsWith(`${choice.pointer}/`))

const branchOf = (one: Complaint, choice: Complaint): string =>
  one.location.slice(choice.location.length + 1).split('/', 1)[0] ?? ''

/** How well an alternative fits: how far it came (nowhere, as a reference to what is none), and how much it has against it. */
function fitOf(branch: readonly Complaint[], choice: Complaint): { reach: number; count: number } {
  const leaves = branch.filter(
    ({ keyword }) => !wrappers.has(keyword) && !alternatives.has(keyword),
  )
  const isReference = leaves.some(
    ({ keyword, pointer, error }) =>
      keyword === 'required' && pointer === choice.pointer && quoted(error, 0) === '$ref',
  )
  const reach = Math.max(0, ...leaves.map(({ pointer }) => pointer.split('/').length))
  return { reach: isReference ? -1 : reach, count: leaves.length }
}

const codes: Record<string, FaultCode> = {
  required: 'required',
  type: 'type',
  enum: 'value',
  const: 'value',
  pattern: 'pattern',
}

function faultOf({ keyword, pointer, error }: Complaint): Unplaced {
  const code = codes[keyword] ?? 'schema'
  if (code === 'required') return { code, pointer, subject: quoted(error, 0) }
  if (code === 'type')
    return { code, pointer, subject: error.replace(/^.*Expected /, '').replaceAll(/["'.]/g, '') }
  if (code === 'value')
    return {
      code,
      pointer,
      subject: /[[{"].*/.exec(error)?.[0].replace(/\.$/, '').slice(0, 200) ?? '',
    }
  return { code, pointer, subject: error.slice(0, 200) }
}

const unknownMember = ({ pointer }: Complaint): Unplaced => ({
  code: 'unknown',
  pointer,
  subject: namesOf(pointer).at(-1) ?? '',
})

const shapeFault = ({ pointer }: Complaint): Unplaced => ({ code: 'schema', pointer, subject: '' })

function distinct(faults: readonly Unplaced[]): Unplaced[] {
  return [
    ...new Map(
      faults.map((fault) => [`${fault.code} ${fault.pointer} ${fault.subject}`, fault]),
    ).values(),
  ]
}

/** In the order in which the document has its members. */
function inOrder(faults: readonly Unplaced[], document: object): Unplaced[] {
  const places = faults.map((fault) => ({ fault, place: placeOf(fault.pointer, document) }))
  return places.toSorted((a, b) => compare(a.place, b.place)).map(({ fault }) => fault)
}

function placeOf(pointer: string, document: unknown): number[] {
  let value = document
  return namesOf(pointer).map((name) => {
    if (typeof value !== 'object' || value === null) return 0
    const at = Object.keys(value).indexOf(name)
    value = Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined
    return at
  })
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [at, left] of a.entries()) {
    const right = b[at]
    if (right === undefined) return 1
    if (left !== right) return left - right
  }
  return a.length - b.length
}
