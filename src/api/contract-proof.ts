/** What proves that a change of an API's lifecycle took place: read back, and asked at the gateway. Keys and queries. */

import { queryOptions } from '@tanstack/react-query'

import type { Contract } from '~/domain/contract'
import { Failure } from '~/domain/failure'

import { controlPlane } from './control-plane/current'
import { verifyRoute } from './gateway'

/** A change, and what should be true after it. */
export interface ContractChange {
  id: string
  /** Milliseconds since 1970; tells one change from the next, so that an answer from before is never taken for its proof. */
  at: number
  name: string
  /** At the gateway. */
  path: string
  expected: 'served' | 'absent'
  /** undefined: it should be gone. */
  status: string | undefined
}

const about = ({ id, at }: ContractChange, what: string) =>
  ['contract-proof', what, id, at] as const
/** Evidence is of one moment: it is asked again when a person asks. */
const once = { staleTime: Number.POSITIVE_INFINITY, gcTime: 0, refetchOnWindowFocus: false }

export const contractProof = {
  /** The API as the Control Plane has it now, and when that was asked. */
  readBack: (change: ContractChange) =>
    queryOptions({
      queryKey: about(change, 'read-back'),
      queryFn: async ({ signal }) => ({
        contract: await present(change.id, signal),
        askedAt: Date.now(),
      }),
      ...once,
    }),
  /** What the gateway answers at its path, asked until it is as it should be, or for two seconds. */
  route: (change: ContractChange) =>
    queryOptions({
      queryKey: about(change, 'route'),
      queryFn: () => verifyRoute(change),
      ...once,
    }),
}

async function present(id: string, signal: AbortSignal): Promise<Contract | undefined> {
  try {
    return await controlPlane.getContract(id, signal)
  } catch (error) {
    if (error instanceof Failure && error.kind === 'not-found') return undefined
    throw error
  }
}
