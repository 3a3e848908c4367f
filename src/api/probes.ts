/** What this browser itself can prove of a service, by way of the console's own origin: does it answer, and how soon. */

import { queryOptions } from '@tanstack/react-query'

import { apiAddress } from './connection'
import { getPlain } from './plain'
import { paced } from './pace'

/** A service's answer to one GET. */
export interface Probe {
  isUp: boolean
  /** From the request to the end of the answer; undefined when none came. */
  latencyMs: number | undefined
  /** HTTP status; undefined when no answer came. */
  status: number | undefined
}

const TIMEOUT_MS = 5_000
const PERIOD_MS = 15_000

async function probe(path: string): Promise<Probe> {
  const started = performance.now()
  try {
    const { status } = await getPlain(path, TIMEOUT_MS)
    return { isUp: status >= 200 && status < 300, latencyMs: performance.now() - started, status }
  } catch {
    return { isUp: false, latencyMs: undefined, status: undefined }
  }
}

const every = {
  staleTime: 5_000,
  gcTime: 60_000,
  refetchInterval: paced(PERIOD_MS),
  refetchIntervalInBackground: false,
}

/** Never fail: no answer is an answer. */
export const probes = {
  gateway: () =>
    queryOptions({
      queryKey: ['probe', 'gateway'],
      queryFn: () => probe('/gateway/health'),
      ...every,
    }),
  controlPlane: () =>
    queryOptions({
      queryKey: ['probe', 'control-plane'],
      queryFn: () => probe(apiAddress('/health')),
      ...every,
    }),
}
