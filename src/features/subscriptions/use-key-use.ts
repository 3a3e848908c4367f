/** What the gateway counted for the keys of one consumer in a day, in two questions for all of them. */

import { useQuery } from '@tanstack/react-query'

import { keyMetrics } from '~/api/key-metrics'
import type { Failure } from '~/domain/failure'
import type { GridAnswer, RangeAnswer } from '~/domain/traffic'

const DAY_S = 86_400

export interface ConsumerKeyUse {
  calls: RangeAnswer | undefined
  rates: GridAnswer | undefined
  failure: Failure | null
}

/** @param consumer external id */
export function useKeyUse(tenant: string, consumer: string): ConsumerKeyUse {
  const calls = useQuery(keyMetrics.calls({ tenant, consumer }, DAY_S))
  const rates = useQuery(keyMetrics.rates({ tenant, consumer }, DAY_S))
  // A number from before a failure would pass for one of now.
  return {
    calls: calls.error ? undefined : calls.data,
    rates: rates.error ? undefined : rates.data,
    failure: calls.error,
  }
}
