/** The test calls of this session, in memory and never with a key; they go with everything else when somebody else signs in. */

import { queryOptions, skipToken } from '@tanstack/react-query'

import type { CallForm, CallRequest } from '~/domain/call'

import type { MeasuredAnswer } from './gateway'
import { queryClient } from './query-client'

/** What was typed, but for the key. */
export type TypedCall = Omit<CallForm, 'apiKey'>

export interface PastCall {
  id: number
  typed: TypedCall
  request: CallRequest
  /** The characters by which lists name a key; absent for a call without one. */
  keyPrefix?: string
  answer: MeasuredAnswer
}

/** More would only be scrolled past; each holds up to 64 kB. */
const most = 20
let lastId = 0

export const pastCalls = {
  /** Of one API, the latest first. */
  of: (api: string) =>
    queryOptions<PastCall[]>({
      queryKey: ['test-calls', api],
      queryFn: skipToken,
      initialData: [],
      staleTime: Infinity,
      gcTime: Infinity,
    }),
}

/** Adds a call to the API's history. A credential that was typed as a header is not kept. */
export function rememberCall(api: string, call: Omit<PastCall, 'id'>): PastCall {
  lastId += 1
  const kept = {
    ...call,
    id: lastId,
    typed: { ...call.typed, headers: withoutCredentials(call.typed.headers) },
    request: { ...call.request, headers: withoutCredentials(call.request.headers) },
  }
  queryClient.setQueryData(pastCalls.of(api).queryKey, (calls = []) =>
    [kept, ...calls].slice(0, most),
  )
  return kept
}

/** Forgets the API's calls. */
export function forgetCalls(api: string): void {
  queryClient.setQueryData(pastCalls.of(api).queryKey, [])
}

function withoutCredentials<T>(headers: Record<string, T>): Record<string, T> {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !/authorization|token|secret|key/i.test(name)),
  )
}
