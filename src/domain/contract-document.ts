/**
 * A contract as a document that is edited as text or in the form: the members that a patch may write, with whatever the
 * form does not know inside them. Both ways lead through the same document, so nothing is lost between them.
 */

import {
  type Contract,
  type ContractFaults,
  type ContractForm,
  contractForm,
  contractFormOf,
} from './contract'
import { isObject, pointerOf } from './field-diff'
import { mergePatch } from './merge-patch'

import type { ContractPatch } from '#contract/contract.gen'

/** Members of ContractPatch (contract/openapi.yaml), in the order in which they are written. */
export const contractMembers = [
  'apiVersion',
  'displayName',
  'description',
  'endpoint',
  'auth',
  'portal',
  'metadata',
] as const

export type ContractDocument = Pick<Contract, (typeof contractMembers)[number]>

/** What of a contract can be written. */
export const documentOf = (contract: Contract): ContractDocument =>
  // The entries are the members by name.
  Object.fromEntries(contractMembers.map((name) => [name, contract[name]])) as ContractDocument

/** What the form shows of a document. */
export const formOf = (contract: Contract, document: ContractDocument): ContractForm =>
  contractFormOf({ ...contract, ...document })

/** The document after the form: what the form does not show stays. */
export function withForm(document: ContractDocument, form: ContractForm): ContractDocument {
  const { apiVersion, displayName, description, endpoint, auth, portal } = form
  return {
    ...document,
    apiVersion,
    displayName,
    description,
    endpoint: { ...document.endpoint, ...endpoint },
    auth: { ...document.auth, ...auth },
    portal: { ...document.portal, ...portal },
  }
}

/** Only what differs, or undefined. */
export const documentPatch = (
  before: ContractDocument,
  after: ContractDocument,
): ContractPatch | undefined =>
  // Documents have the patch's members and no others; what is wrong inside them is the server's to refuse.
  mergePatch(before, after)

export interface DocumentFault {
  pointer: string
  kind: 'object' | 'fixed' | 'unknown' | 'missing' | 'type' | 'value'
  /** Of a `value`: what is expected, in the reader's language. */
  detail?: string
}

/** Members of a contract that no patch may name: they are fixed, or have steps of their own. */
const fixed = [
  'id',
  'apiName',
  'tenant',
  'status',
  'bindings',
  'subscription_count',
  'has_openapi',
  'deprecation',
  'etag',
  'created_at',
  'updated_at',
]

/** What keeps a text's value from being a contract's document; nothing when it is one. */
export function documentFaults(value: unknown, words: ContractFaults): DocumentFault[] {
  if (!isObject(value)) return [{ pointer: '', kind: 'object' }]
  const names = Object.keys(value).filter((name) => !contractMembers.some((one) => one === name))
  const others = names.map((name): DocumentFault => ({
    pointer: pointerOf([name]),
    kind: fixed.includes(name) ? 'fixed' : 'unknown',
  }))
  // Name and status are not the document's: any that the form's rules accept will do.
  const read = contractForm(words).safeParse({ ...value, apiName: 'x', status: 'draft' })
  const wrong = (read.error?.issues ?? []).map(({ path, code, message }): DocumentFault => {
    const pointer = pointerOf(path.map(String))
    if (code !== 'invalid_type') return { pointer, kind: 'value', detail: message }
    return { pointer, kind: isThere(value, path) ? 'type' : 'missing' }
  })
  const metadata: DocumentFault[] =
    value['metadata'] === undefined || isObject(value['metadata'])
      ? []
      : [{ pointer: '/metadata', kind: 'type' }]
  return [...others, ...wrong, ...metadata]
}

/** The document of a value in which `documentFaults` found nothing to stop at: its members in their order, metadata even where there is none. */
export function asDocument(value: unknown): ContractDocument {
  const given = { metadata: {}, ...(value as object) } as ContractDocument
  return Object.fromEntries(
    contractMembers.map((name) => [name, given[name]]),
  ) as unknown as ContractDocument
}

function isThere(value: unknown, path: readonly PropertyKey[]): boolean {
  let found = value
  for (const name of path) {
    // A list of categories is the only one; its items have numbers for names.
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, name)) return false
    found = (found as Record<PropertyKey, unknown>)[name]
  }
  return true
}
