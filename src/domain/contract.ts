/** A Universal API Contract as a form edits it: what may be typed, what is sent for it, and which step may follow which. */

import type { Contract, ContractPatch, NewContract } from '#contract/contract.gen'

import * as z from 'zod/mini'

import { mergePatch } from './merge-patch'

export type { Contract, ContractPatch, NewContract }

export const authTypes = ['api_key', 'jwt', 'none'] as const
export const protocols = ['REST', 'GRAPHQL', 'SOAP'] as const
export const contractStatuses = ['draft', 'published', 'deprecated', 'retired'] as const

/** One sentence for each thing that can be wrong with what was typed; the page gives them in its language. */
export interface ContractFaults {
  name: () => string
  version: () => string
  displayName: () => string
  description: () => string
  url: () => string
  timeout: () => string
  category: () => string
}

// The patterns are the contract's own (contract/openapi.yaml: ApiName, ApiVersion, BackendUrl, Timeout).
const apiName = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/
const apiVersion =
  /^(0|[1-9][0-9]{0,8})\.(0|[1-9][0-9]{0,8})\.(0|[1-9][0-9]{0,8})(-[0-9A-Za-z.-]+)?$/
const backendUrl = /^https?:\/\/[^\s/?#@]+([/?][^\s#]*)?$/
const timeout = /^([1-9][0-9]{0,4}ms|[1-9][0-9]?s)$/
// oxlint-disable-next-line no-control-regex -- the contract's Category forbids exactly these
const category = /^[^\u0000-\u001f]+$/

/** 100 ms to 60 s, as the gateway keeps it. */
export function isTimeout(text: string): boolean {
  if (!timeout.test(text)) return false
  const milliseconds = text.endsWith('ms') ? Number.parseInt(text) : Number.parseInt(text) * 1000
  return milliseconds >= 100 && milliseconds <= 60_000
}

/** The form's rules with the given words for each fault. */
export const contractForm = (faults: ContractFaults) =>
  z.object({
    apiName: z
      .string()
      .check(z.maxLength(63, { error: faults.name }), z.regex(apiName, { error: faults.name })),
    apiVersion: z
      .string()
      .check(
        z.maxLength(32, { error: faults.version }),
        z.regex(apiVersion, { error: faults.version }),
      ),
    displayName: z.string().check(z.maxLength(255, { error: faults.displayName })),
    description: z.string().check(z.maxLength(4000, { error: faults.description })),
    endpoint: z.object({
      url: z
        .string()
        .check(
          z.maxLength(2048, { error: faults.url }),
          z.regex(backendUrl, { error: faults.url }),
        ),
      method: z.string(),
      timeout: z.string().check(z.refine(isTimeout, { error: faults.timeout })),
    }),
    auth: z.object({ type: z.string() }),
    portal: z.object({
      visible: z.boolean(),
      categories: z
        .array(
          z
            .string()
            .check(
              z.maxLength(64, { error: faults.category }),
              z.regex(category, { error: faults.category }),
            ),
        )
        .check(z.maxLength(20, { error: faults.category })),
    }),
    status: z.enum(['draft', 'published']),
  })

export type ContractForm = z.infer<ReturnType<typeof contractForm>>

export const newContractForm: ContractForm = {
  apiName: '',
  apiVersion: '1.0.0',
  displayName: '',
  description: '',
  endpoint: { url: '', method: 'REST', timeout: '15s' },
  auth: { type: 'api_key' },
  portal: { visible: true, categories: [] },
  status: 'published',
}

/**
 * What registering sends; a display name that was left empty is left out.
 * @param metadata of the contract that is copied: no field of the form shows it
 */
export function newContract(
  tenant: string,
  form: ContractForm,
  metadata?: Contract['metadata'],
): NewContract {
  const { displayName, description, endpoint, auth, ...rest } = form
  return {
    ...rest,
    tenant,
    ...(displayName.trim() !== '' && { displayName }),
    ...(description !== '' && { description }),
    ...(metadata && Object.keys(metadata).length > 0 && { metadata }),
    // The form offers only the contract's own words for these two.
    endpoint: endpoint as NonNullable<NewContract['endpoint']>,
    auth: auth as NonNullable<NewContract['auth']>,
  }
}

/** What the edit form is opened on. */
export function contractFormOf(contract: Contract): ContractForm {
  return {
    apiName: contract.apiName,
    apiVersion: contract.apiVersion,
    displayName: contract.displayName,
    description: contract.description,
    endpoint: { ...contract.endpoint },
    auth: { type: contract.auth.type },
    portal: { visible: contract.portal.visible, categories: [...contract.portal.categories] },
    status: contract.status === 'draft' ? 'draft' : 'published',
  }
}

/** What the form of a copy is opened on: a draft under a name that is most likely free; the rest as it is. */
export function copyOf(contract: Contract): ContractForm {
  const apiName = `${contract.apiName.slice(0, 58).replace(/-+$/, '')}-copy`
  return { ...contractFormOf(contract), apiName, status: 'draft' }
}

/**
 * Only what was changed since the form was opened, or undefined. Fields the form does not show (metadata, what a newer
 * server adds) are not in it. Name and status are not the patch's business: the one is fixed, the other has its own steps.
 */
export function contractPatch(
  before: ContractForm,
  after: ContractForm,
): ContractPatch | undefined {
  const editable = ({
    apiVersion,
    displayName,
    description,
    endpoint,
    auth,
    portal,
  }: ContractForm) => ({
    apiVersion,
    displayName,
    description,
    endpoint,
    auth,
    portal,
  })
  // Nothing the form edits can be absent, so the patch holds no null and only the contract's members.
  return mergePatch(editable(before), editable(after))
}

/** Which fields of a form were filled in, as react-hook-form marks them: true, or an object or list that holds such marks. */
export interface FilledIn {
  readonly [field: string]: unknown
}

/** `before` with what was filled in in `values`; the defaults of the form, which nobody chose, change nothing. */
export function withFilledIn(
  before: ContractForm,
  values: ContractForm,
  filledIn: FilledIn,
): ContractForm {
  // The marks have the form's shape, so that what comes out has it, too.
  return overlay(before, values, filledIn) as ContractForm
}

function overlay(before: object, values: object, marks: object): object {
  const over = new Map(Object.entries(values))
  const marked = new Map<string, unknown>(Object.entries(marks))
  const members = Object.entries(before).map(([name, old]: [string, unknown]) => {
    const mark = marked.get(name)
    if (Array.isArray(mark)) return [name, mark.some(Boolean) ? over.get(name) : old]
    if (typeof mark !== 'object' || mark === null)
      return [name, mark === true ? over.get(name) : old]
    return [name, overlay(old as object, over.get(name) as object, mark)]
  })
  return Object.fromEntries(members) as object
}

/** The gateway's path of an API, or undefined while the name or version is not yet one: `/{name}/v{major}`. */
export function gatewayPath(name: string, version: string): string | undefined {
  const major = apiVersion.exec(version)?.[1]
  return apiName.test(name) && major !== undefined ? `/${name}/v${major}` : undefined
}

export type LifecycleStep = 'publish' | 'deprecate' | 'retire'

/** draft -> published -> deprecated -> retired; any other step is refused by the server with 409. */
export function nextStep(status: string): LifecycleStep | undefined {
  if (status === 'draft') return 'publish'
  if (status === 'published') return 'deprecate'
  return status === 'deprecated' ? 'retire' : undefined
}

/** The form that says why an API is deprecated, and optionally until when it stays. */
export const deprecationForm = (faults: { reason: () => string }) =>
  z.object({
    reason: z
      .string()
      .check(z.maxLength(1000, { error: faults.reason }), z.regex(/\S/, { error: faults.reason })),
    sunset_at: z.string(),
  })
