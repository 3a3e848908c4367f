/** The OpenAPI documents of APIs: reading, storing with a look at what was stored, and registering an API from one. */

import { mutationOptions } from '@tanstack/react-query'

import type { Contract, ContractPatch, NewContract } from '~/domain/contract'
import { Failure } from '~/domain/failure'
import { sameJson } from '~/domain/merge-patch'
import { m } from '~/i18n/gen/messages'

import { controlPlane } from './control-plane/current'
import type { Once } from './control-plane/port'
import { readDocumentAside } from './openapi-thread'

/** Where a document comes from: what was typed or pasted, a file, or an address that the Control Plane fetches. */
export type Source = { content: string | Blob } | { url: string }

const ofTenant = (tenant: string) => ['contracts', tenant] as const

/** What became of the document after its API was written: none was sent, it was read back as sent, or why it was not stored. */
export type Stored = 'none' | 'stored' | Failure

export interface Written {
  api: Contract
  document: Stored
}

export const openapi = {
  /** Reads and checks a document; nothing is stored. */
  read: () =>
    mutationOptions({
      mutationFn: async (source: Source) => {
        if ('content' in source) return readDocumentAside(source)
        const { text } = await controlPlane.fetchOpenapi(source.url)
        return readDocumentAside({ content: text, from: source.url })
      },
      // Nothing at the server is changed by it.
      meta: { invalidates: ['openapi', 'read'] },
    }),
  /** Registers an API and stores its document. A document that fails is told; the API is there all the same. */
  register: (tenant: string) =>
    mutationOptions({
      mutationFn: async ({
        contract,
        json,
        ...once
      }: Once & { contract: NewContract; json: string | undefined }) =>
        withDocument(await controlPlane.createContract(contract, once), json),
      meta: { invalidates: ofTenant(tenant) },
    }),
  /** Changes an API and stores its document. Without a patch the API is only read. */
  update: (tenant: string) =>
    mutationOptions({
      mutationFn: async ({ id, etag, patch, json }: Change) => {
        const api = await (patch
          ? controlPlane.updateContract(id, patch, { etag })
          : controlPlane.getContract(id))
        return withDocument(api, json)
      },
      meta: { invalidates: ofTenant(tenant) },
    }),
  /** Stores a document of an API that is there. Without an ETag the API is read first: a lost answer may have changed it. */
  store: (tenant: string) =>
    mutationOptions({
      mutationFn: async ({ id, etag, json }: { id: string; etag?: string; json: string }) =>
        store({ id, etag: etag ?? (await controlPlane.getContract(id)).etag }, json),
      meta: { invalidates: ofTenant(tenant) },
    }),
  remove: (tenant: string) =>
    mutationOptions({
      mutationFn: ({ id, etag }: Pick<Contract, 'id' | 'etag'>) =>
        controlPlane.deleteContractOpenapi(id, { etag }),
      meta: { invalidates: ofTenant(tenant) },
    }),
}

interface Change {
  id: string
  etag: string
  patch: ContractPatch | undefined
  json: string | undefined
}

async function withDocument(api: Contract, json: string | undefined): Promise<Written> {
  if (json === undefined) return { api, document: 'none' }
  try {
    return { api: await store(api, json), document: 'stored' }
  } catch (error) {
    if (error instanceof Failure) return { api, document: error }
    throw error
  }
}

/** @returns the API after it, once the document came back as it was sent */
async function store({ id, etag }: Pick<Contract, 'id' | 'etag'>, json: string): Promise<Contract> {
  const document = JSON.parse(json) as Record<string, unknown>
  await controlPlane.putContractOpenapi(id, document, { etag })
  if (!sameJson(await controlPlane.getContractOpenapi(id), document))
    throw new Failure({ kind: 'malformed', message: m.openapi_not_as_sent() })
  return controlPlane.getContract(id)
}
