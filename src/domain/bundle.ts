/**
 * Contracts as a file that can be kept, reviewed and brought elsewhere: no ids, no tenant, no keys. What a file does not say of an
 * API that is there stays as it is; an API that is not there gets the usual values.
 */

import {
  authTypes,
  type Contract,
  type ContractFaults,
  contractForm,
  type ContractForm,
  contractFormOf,
  type ContractPatch,
  gatewayPath,
  newContractForm,
  protocols,
} from './contract'
import { type FieldChange, fieldDiff, isObject, pointerOf } from './field-diff'
import { mergePatch } from './merge-patch'
import type { DocumentFault } from './openapi/fault'
import { readSource } from './openapi/source'
import { yaml } from './yaml'

const KIND = 'stoa-contracts'
/** What a file holds at most, so that one mistake cannot start a day of writes. */
export const MOST_CONTRACTS = 5_000

/** The contract of one API as a bundle has it. */
export type Bundled = ContractForm & { metadata: Contract['metadata'] }

/** What a bundle says of one API; only what stands in the file. */
export interface Entry {
  /** Name and version: what an API is found by. */
  apiName: string
  apiVersion: string
  given: Record<string, unknown>
}

/** A fault of the file: in its text, or of a member, in the words of the form. */
export type BundleFault =
  | { kind: 'text'; fault: DocumentFault }
  | { kind: 'member'; pointer: string; line: number | undefined; problem: string }

export type Read = { entries: Entry[]; faults?: never } | { faults: BundleFault[] }

const contentOf = (contract: Contract): Bundled => ({
  ...contractFormOf(contract),
  metadata: contract.metadata,
})

/**
 * Contracts as YAML. A retired one is left out: nothing can be brought into that state by writing it.
 * @param note says in the file what is not in it
 */
export function bundleOf(contracts: readonly Contract[], note: string): string {
  const kept = contracts.filter(({ status }) => status !== 'retired')
  const comment = note.split(/\r?\n/).map((line) => `# ${line}\n`)
  return `${comment.join('')}${yaml({ kind: KIND, version: 1, contracts: kept.map(contentOf) })}\n`
}

/** Sentences for what is wrong with a bundle and with none of the fields that the form has. */
export interface BundleFaults extends ContractFaults {
  kind: () => string
  list: () => string
  unknown: (name: string) => string
  choice: (words: string) => string
  twice: () => string
  metadata: () => string
}

/** Reads a bundle written as YAML or JSON, within the limits of any document that is read here. */
export function readBundle(text: string, words: BundleFaults): Read {
  const source = readSource(text)
  if ('faults' in source) return { faults: source.faults.map((fault) => ({ kind: 'text', fault })) }
  const at = (pointer: string, problem: string): BundleFault => ({
    kind: 'member',
    pointer,
    problem,
    line: source.place({ code: 'value', pointer, subject: '' }).line,
  })
  const { value } = source
  if (!isObject(value) || value['kind'] !== KIND || value['version'] !== 1)
    return { faults: [at('', words.kind())] }
  const list = value['contracts']
  if (!Array.isArray(list) || list.length > MOST_CONTRACTS)
    return { faults: [at('/contracts', words.list())] }
  const seen = new Set<string>()
  const faults = list.flatMap((item: unknown, index) => {
    const base = `/contracts/${index}`
    const found = faultsOf(item, words).map(({ path, problem }) =>
      at(base + pointerOf(path), problem),
    )
    const key = isObject(item) ? keyOf(item as unknown as Entry) : base
    const again = seen.has(key) ? [at(base, words.twice())] : []
    seen.add(key)
    return [...found, ...again]
  })
  if (faults.length > 0) return { faults }
  // Nothing at fault: each is an object with a name and a version.
  return {
    entries: (list as Record<string, unknown>[]).map((given) => ({
      apiName: given['apiName'] as string,
      apiVersion: given['apiVersion'] as string,
      given,
    })),
  }
}

/** Name and version in one text. */
export const keyOf = ({ apiName, apiVersion }: Pick<Entry, 'apiName' | 'apiVersion'>): string =>
  `${apiName} ${apiVersion}`

interface Problem {
  path: string[]
  problem: string
}

/** Members that a contract of a bundle may have. */
const members: Record<string, readonly string[] | undefined> = {
  '': Object.keys({ ...newContractForm, metadata: 0 }),
  endpoint: Object.keys(newContractForm.endpoint),
  auth: Object.keys(newContractForm.auth),
  portal: Object.keys(newContractForm.portal),
}

function faultsOf(item: unknown, words: BundleFaults): Problem[] {
  if (!isObject(item)) return [{ path: [], problem: words.list() }]
  const unknown = Object.entries(members).flatMap(([group, known = []]) => {
    const inner = group === '' ? item : item[group]
    if (!isObject(inner)) return []
    return Object.keys(inner)
      .filter((name) => !known.includes(name))
      .map((name) => ({
        path: group === '' ? [name] : [group, name],
        problem: words.unknown(name),
      }))
  })
  // A name, a version and an address must be said; `undefined` is no text to the form's rules.
  const whole = completed(item, { ...newContractForm, metadata: {}, apiName: '', apiVersion: '' })
  const parsed = contractForm(words).safeParse(whole)
  const fields = parsed.success
    ? []
    : parsed.error.issues.map(({ path, message }) => ({ path: path.map(String), problem: message }))
  return [...unknown, ...fields, ...choices(whole, words)]
}

function choices(whole: Bundled, words: BundleFaults): Problem[] {
  const wrong = (path: string[], value: unknown, known: readonly string[]) =>
    known.includes(String(value)) ? [] : [{ path, problem: words.choice(known.join(', ')) }]
  return [
    ...wrong(['endpoint', 'method'], whole.endpoint?.method, protocols),
    ...wrong(['auth', 'type'], whole.auth?.type, authTypes),
    ...(isObject(whole.metadata) ? [] : [{ path: ['metadata'], problem: words.metadata() }]),
  ]
}

/** What the file says, over what is there or usual. Metadata and lists are taken whole. */
function completed(given: Record<string, unknown>, base: Bundled): Bundled {
  const inner = (name: 'endpoint' | 'auth' | 'portal') =>
    given[name] === undefined || isObject(given[name])
      ? { ...base[name], ...(given[name] as object | undefined) }
      : given[name]
  return {
    ...base,
    ...given,
    endpoint: inner('endpoint'),
    auth: inner('auth'),
    portal: inner('portal'),
  } as Bundled
}

/** What importing an entry would do. */
export type Step = { key: string; entry: Entry } & (
  | { kind: 'create'; contract: Bundled }
  | {
      kind: 'update'
      id: string
      etag: string
      patch: ContractPatch
      changes: FieldChange[]
    }
  | { kind: 'same'; id: string }
  /** A retired API is neither changed nor brought back. */
  | { kind: 'retired'; id: string }
)

/**
 * What importing the entries into these contracts would do, in the order of the file. An API is found by its name and version, else
 * by its gateway path: that is how a version moves on. Its lifecycle is not an import's business.
 */
export function planOf(entries: readonly Entry[], existing: readonly Contract[]): Step[] {
  const byKey = new Map(existing.map((contract) => [keyOf(contract), contract]))
  const byPath = new Map(
    existing
      .filter(({ status }) => status !== 'retired')
      .map((contract) => [gatewayPath(contract.apiName, contract.apiVersion), contract]),
  )
  return entries.map((entry) => {
    const found =
      byKey.get(keyOf(entry)) ?? byPath.get(gatewayPath(entry.apiName, entry.apiVersion))
    return stepOf(entry, found)
  })
}

function stepOf(entry: Entry, found: Contract | undefined): Step {
  const at = { key: keyOf(entry), entry }
  if (!found)
    return {
      ...at,
      kind: 'create',
      contract: completed(entry.given, { ...newContractForm, metadata: {} }),
    }
  const { id, etag } = found
  if (found.status === 'retired') return { ...at, kind: 'retired', id }
  const before = editable(contentOf(found))
  const after = editable(completed(entry.given, contentOf(found)))
  const patch = mergePatch(before, after)
  if (!patch) return { ...at, kind: 'same', id }
  return { ...at, kind: 'update', id, etag, patch, changes: fieldDiff(before, after) }
}

/** Without the name, which is fixed, and the status, which has steps of its own. */
const editable = ({
  apiVersion,
  displayName,
  description,
  endpoint,
  auth,
  portal,
  metadata,
}: Bundled) => ({ apiVersion, displayName, description, endpoint, auth, portal, metadata })
