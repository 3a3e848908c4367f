/** Contracts (the APIs): keys, queries and mutations. */

import { keepPreviousData, mutationOptions, queryOptions } from '@tanstack/react-query'

import type { Contract, ContractPatch, NewContract } from '~/domain/contract'
import { Failure } from '~/domain/failure'
import { m } from '~/i18n/gen/messages'

import { controlPlane } from './control-plane/current'
import type { ContractFilter, ContractStep, Once } from './control-plane/port'

const all = (tenant: string) => ['contracts', tenant] as const

interface Versioned {
  id: string
  etag: string
}

/** A page of one tenant shows nothing of another, although an administrator of all may read it. */
function ofTenant(tenant: string, found: Contract): Contract {
  if (found.tenant === tenant) return found
  throw new Failure({ kind: 'not-found', message: m.errors_no_such_address() })
}

export const contracts = {
  list: (tenant: string, filter: ContractFilter = {}) =>
    queryOptions({
      queryKey: [...all(tenant), 'list', filter],
      queryFn: ({ signal }) => controlPlane.listContracts(tenant, filter, signal),
      placeholderData: keepPreviousData,
    }),
  detail: (tenant: string, id: string) =>
    queryOptions({
      queryKey: [...all(tenant), 'detail', id],
      queryFn: async ({ signal }) => ofTenant(tenant, await controlPlane.getContract(id, signal)),
    }),
  /** The API's own OpenAPI document, as it was stored. */
  openapi: (tenant: string, id: string) =>
    queryOptions({
      queryKey: [...all(tenant), 'openapi', id],
      queryFn: ({ signal }) => controlPlane.getContractOpenapi(id, signal),
    }),
  create: (tenant: string) =>
    mutationOptions({
      mutationFn: ({ contract, ...once }: Once & { contract: NewContract }) =>
        controlPlane.createContract(contract, once),
      meta: { invalidates: all(tenant) },
    }),
  /** For an undo, which writes on the state that it has just read. */
  write: (id: string, patch: ContractPatch, etag: string) =>
    controlPlane.updateContract(id, patch, { etag }),
  update: (tenant: string) =>
    mutationOptions({
      /** Without a patch there is nothing to write, and the contract is only read. */
      mutationFn: ({ id, etag, patch }: Versioned & { patch: ContractPatch | undefined }) =>
        patch ? controlPlane.updateContract(id, patch, { etag }) : controlPlane.getContract(id),
      meta: { invalidates: all(tenant) },
    }),
  move: (tenant: string) =>
    mutationOptions({
      mutationFn: ({ id, etag, step }: Versioned & { step: ContractStep }) =>
        controlPlane.moveContract(id, step, { etag }),
      meta: { invalidates: all(tenant) },
    }),
  remove: (tenant: string) =>
    mutationOptions({
      mutationFn: ({ id, etag, force }: Versioned & { force: boolean }) =>
        controlPlane.deleteContract(id, { etag, force }),
      // Only the lists: its own page is still there, and would ask for what is gone.
      meta: { invalidates: [...all(tenant), 'list'] },
    }),
}
