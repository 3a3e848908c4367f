/** Contracts (the APIs): keys, queries and mutations. */

import { keepPreviousData, mutationOptions, queryOptions } from '@tanstack/react-query'

import type { ContractPatch, NewContract } from '~/domain/contract'

import { controlPlane } from './control-plane/current'
import type { ContractFilter, ContractStep, Once } from './control-plane/port'

const all = (tenant: string) => ['contracts', tenant] as const

interface Versioned {
  id: string
  etag: string
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
      queryFn: ({ signal }) => controlPlane.getContract(id, signal),
    }),
  create: (tenant: string) =>
    mutationOptions({
      mutationFn: ({ contract, ...once }: Once & { contract: NewContract }) =>
        controlPlane.createContract(contract, once),
      meta: { invalidates: all(tenant) },
    }),
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
  remove: () =>
    mutationOptions({
      // Names nothing to refresh: its subscriptions and bindings go with it.
      mutationFn: ({ id, etag, force }: Versioned & { force: boolean }) =>
        controlPlane.deleteContract(id, { etag, force }),
    }),
}
