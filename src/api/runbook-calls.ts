/**
 * The calls that the runbook's steps make through the gateway by themselves. Each stands in its log and metrics, so they are few, and
 * their request ids say whose they are.
 */

import { queryOptions } from '@tanstack/react-query'

import { checkId } from '~/domain/console-check'
import { checkCors, originOf } from '~/domain/cors-check'
import type { ApiFacts, KeylessCall, PreflightPair } from '~/domain/runbook/probes'
import { lost } from '~/domain/runbook/day-2'
import { explain } from '~/domain/verdict'

import { callThroughGateway } from './gateway'
import { paced } from './pace'
import { PERIOD_MS } from './runbook-pace'

/** While all is as it should be. A gateway that stops is seen by its health, in seconds. */
export const CALM_MS = 10 * 60_000
/** Going from day to day makes no calls. */
const FRESH_MS = 60_000

/** What is wrong is asked again soon: it may be mended just now. */
const often = <T>(isCalm: (data: T) => boolean) => ({
  staleTime: FRESH_MS,
  gcTime: CALM_MS,
  refetchInterval: ({
    state: { data, status },
  }: {
    state: { data: T | undefined; status: string }
  }) => paced(status === 'success' && data !== undefined && isCalm(data) ? CALM_MS : PERIOD_MS),
  refetchIntervalInBackground: false,
})

const asCheck = () => ({ 'X-Request-Id': checkId() })

/** The gateway's own refusal, or the backend's answer of an API that wants no key. */
const isAsExpected = ({ auth, verdict }: KeylessCall) =>
  auth === 'api_key' ? verdict === 'key_missing' : !lost.has(verdict)

export const runbookCalls = {
  /** A call without a key to each of some APIs; it ends at the gateway, unless that lets everybody in. */
  keyless: (apis: readonly Pick<ApiFacts, 'path' | 'auth'>[]) => {
    const asked = apis.map(({ path, auth }) => ({ path: `${path}/health`, auth }))
    return queryOptions<KeylessCall[]>({
      queryKey: ['runbook', 'keyless', asked],
      queryFn: ({ signal }) =>
        Promise.all(asked.map(({ path, auth }) => callWithoutKey(path, auth, signal))),
      ...often<KeylessCall[]>((calls) => calls.every(isAsExpected)),
    })
  },

  /** What a browser at a listed origin, and at one that is not listed, would hear before a call. */
  preflights: (path: string | undefined, origins: readonly string[]) =>
    queryOptions<PreflightPair | null>({
      queryKey: ['runbook', 'preflights', path, origins],
      queryFn: ({ signal }) => preflightPair(path, origins, signal),
      ...often<PreflightPair | null>(
        (pair) => pair === null || (pair.listed.isAllowed && !pair.foreign.isAllowed),
      ),
    }),
}

async function callWithoutKey(
  path: string,
  auth: string,
  signal: AbortSignal,
): Promise<KeylessCall> {
  const answer = await callThroughGateway({
    method: 'GET',
    path,
    apiKey: '',
    headers: asCheck(),
    signal,
  })
  const { verdict, requestId } = explain(answer)
  return { path, auth, status: answer.status, verdict, requestId }
}

/** Null where no policy lists an origin that could be tried. */
async function preflightPair(
  path: string | undefined,
  origins: readonly string[],
  signal: AbortSignal,
): Promise<PreflightPair | null> {
  const listed = origins.find((origin) => originOf(origin) !== undefined)
  const tried = listed ?? (origins.includes('*') ? 'https://app.example' : undefined)
  if (path === undefined || tried === undefined) return null
  const about = (origin: string) => preflight(`${path}/health`, origin, signal)
  return { listed: await about(tried), foreign: await about('https://not-listed.invalid') }
}

async function preflight(path: string, origin: string, signal: AbortSignal) {
  const ask = { origin, method: 'GET', headers: ['X-API-Key'] }
  const answer = await callThroughGateway({
    method: 'OPTIONS',
    path,
    apiKey: '',
    headers: {
      ...asCheck(),
      'X-Ask-Origin': origin,
      'X-Ask-Method': ask.method,
      'X-Ask-Headers': 'x-api-key',
    },
    signal,
  })
  const isAllowed = checkCors(ask, answer).verdict === 'allowed'
  return { origin, isAllowed, status: answer.status }
}
