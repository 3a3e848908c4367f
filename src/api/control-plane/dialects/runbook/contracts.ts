/** APIs (contracts) in the runbook's dialect. */

import type { ControlPlane, ContractStep } from '~/api/control-plane/port'
import { client, unwrap } from '~/api/http'
import { checked } from '~/api/shape'

import type { Contract } from '#contract/contract.gen'

import { given, ifMatch, keyed } from './given'
import * as shapes from './shapes'

type Contracts = Pick<
  ControlPlane,
  | 'listContracts'
  | 'getContract'
  | 'createContract'
  | 'updateContract'
  | 'deleteContract'
  | 'moveContract'
  | 'getContractOpenapi'
  | 'putContractOpenapi'
  | 'deleteContractOpenapi'
  | 'fetchOpenapi'
>

function move(id: string, step: ContractStep, etag: string): Promise<Contract> {
  const params = { path: { id }, header: ifMatch({ etag }) }
  if (step.to === 'publish') return unwrap(client.POST('/v1/contracts/{id}/publish', { params }))
  if (step.to === 'retire') return unwrap(client.POST('/v1/contracts/{id}/retire', { params }))
  const { to: _, ...body } = step
  return unwrap(client.POST('/v1/contracts/{id}/deprecate', { params, body }))
}

export const contracts: Contracts = {
  listContracts: async (tenant, filter, signal) =>
    checked(
      shapes.contractList,
      await unwrap(
        client.GET('/v1/contracts', {
          params: { query: { ...given(filter), tenant } },
          ...(signal && { signal }),
        }),
      ),
    ),
  getContract: async (id, signal) =>
    checked(
      shapes.contract,
      await unwrap(
        client.GET('/v1/contracts/{id}', { params: { path: { id } }, ...(signal && { signal }) }),
      ),
    ),
  createContract: async (contract, once) =>
    checked(
      shapes.contract,
      await unwrap(
        client.POST('/v1/contracts', { params: { header: keyed(once) }, body: contract }),
      ),
    ),
  updateContract: async (id, patch, based) =>
    checked(
      shapes.contract,
      await unwrap(
        client.PATCH('/v1/contracts/{id}', {
          params: { path: { id }, header: ifMatch(based) },
          body: patch,
        }),
      ),
    ),
  deleteContract: (id, { etag, force = false }) =>
    unwrap(
      client.DELETE('/v1/contracts/{id}', {
        params: { path: { id }, header: ifMatch({ etag }), query: { force } },
      }),
    ),
  moveContract: async (id, step, based) =>
    checked(shapes.contract, await move(id, step, based.etag)),
  getContractOpenapi: (id, signal) =>
    unwrap(
      client.GET('/v1/contracts/{id}/openapi', {
        params: { path: { id } },
        ...(signal && { signal }),
      }),
    ),
  putContractOpenapi: (id, document, based) =>
    unwrap(
      client.PUT('/v1/contracts/{id}/openapi', {
        params: { path: { id }, header: ifMatch(based) },
        // The contract says `type: object`, which the generator reads as an object without members.
        body: document as Record<string, never>,
      }),
    ),
  deleteContractOpenapi: (id, based) =>
    unwrap(
      client.DELETE('/v1/contracts/{id}/openapi', {
        params: { path: { id }, header: ifMatch(based) },
      }),
    ),
  fetchOpenapi: async (url) =>
    checked(
      shapes.fetchedOpenapi,
      await unwrap(client.POST('/v1/contracts/openapi-fetch', { body: { url } })),
    ),
}
