/**
 * Contracts many at once: all of them for a file, and the writes of an import. Apart from contracts.ts, which every first
 * page loads: these bring the contract's own rules along.
 */

import { mutationOptions, queryOptions } from '@tanstack/react-query'

import type { Step } from '~/domain/bundle'
import { newContract } from '~/domain/contract'
import { Failure } from '~/domain/failure'

import { controlPlane } from './control-plane/current'
import type { ContractFilter } from './control-plane/port'
import { everyPage } from './every-page'

/** Of contracts.ts, so that each refreshes the other. */
const all = (tenant: string) => ['contracts', tenant] as const

/** All contracts of a tenant, and the writes of an import. */
export const contractBundle = {
  /** Every contract that the filter finds, page by page: for a file of them, and to compare a file with what there is. */
  every: (tenant: string, filter: ContractFilter = {}) =>
    queryOptions({
      queryKey: [...all(tenant), 'every', filter],
      queryFn: ({ signal }) =>
        everyPage((page) =>
          controlPlane.listContracts(tenant, { ...filter, ...page, sort: 'apiName' }, signal),
        ),
      // Compared with a file: from before, it would be compared with what is no longer so.
      staleTime: 0,
    }),
  /** Carries out what a dry run listed, one after the other; a refused one does not keep the others back. */
  apply: (tenant: string) =>
    mutationOptions({
      mutationFn: async ({ steps, keyFor }: { steps: readonly Step[]; keyFor: KeyFor }) => {
        const outcomes: Outcome[] = []
        // In the order of the file, and never more than one write at a time.
        // oxlint-disable-next-line no-await-in-loop
        for (const step of steps) outcomes.push(await outcomeOf(tenant, step, keyFor))
        return outcomes
      },
      meta: { invalidates: all(tenant) },
    }),
}

/** The Idempotency-Key of a step: the same for every attempt at the same write. */
type KeyFor = (step: Step) => string
/** What became of one step of an import. */
export type Outcome = { key: string; failure?: Failure }

async function outcomeOf(tenant: string, step: Step, keyFor: KeyFor): Promise<Outcome> {
  try {
    if (step.kind === 'create')
      await controlPlane.createContract(
        newContract(tenant, step.contract, step.contract.metadata),
        {
          idempotencyKey: keyFor(step),
        },
      )
    if (step.kind === 'update')
      await controlPlane.updateContract(step.id, step.patch, { etag: step.etag })
    return { key: step.key }
  } catch (error) {
    if (error instanceof Failure) return { key: step.key, failure: error }
    throw error
  }
}
