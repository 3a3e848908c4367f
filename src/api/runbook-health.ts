/** The health of the services as the browser hears it itself, with the whole answer: keys and queries that never fail. */

import { queryOptions } from '@tanstack/react-query'

import { config } from '~/config/config'
import type { Asked, HttpAnswer } from '~/domain/runbook/probes'
import { m } from '~/i18n/gen/messages'

import { apiAddress } from './connection'
import { getPlain } from './plain'
import { paced } from './pace'
import { serverNow } from './server-clock'

const TIMEOUT_MS = 5_000
/** A service that stopped is seen within one of these. */
const PERIOD_MS = 10_000
/** More of a body proves nothing. */
const BODY_CHARACTERS = 2_000

async function ask(path: string): Promise<Asked<HttpAnswer>> {
  const started = performance.now()
  const request = `GET ${path}`
  try {
    const { status, contentType, body } = await getPlain(path, TIMEOUT_MS)
    return {
      state: 'answered',
      request,
      at: serverNow(),
      value: {
        status,
        contentType,
        body: body.slice(0, BODY_CHARACTERS),
        latencyMs: performance.now() - started,
      },
    }
  } catch (error) {
    const isLate = error instanceof DOMException && error.name === 'TimeoutError'
    const reason = isLate
      ? m.onboarding_no_answer_in({ seconds: TIMEOUT_MS / 1000 })
      : m.onboarding_no_readable_answer()
    return { state: 'failed', request, at: serverNow(), reason }
  }
}

const healthOf = (service: string, path: () => string) => () =>
  queryOptions({
    queryKey: ['runbook-health', service],
    queryFn: () => ask(path()),
    staleTime: 2_000,
    gcTime: 60_000,
    refetchInterval: paced(PERIOD_MS),
    refetchIntervalInBackground: false,
  })

export const runbookHealth = {
  gateway: healthOf('gateway', () => `${config().gatewayBase}/health`),
  controlPlane: healthOf('control-plane', () => apiAddress('/health')),
  /** By way of the console's server, which is 404 where there is no such way. */
  identity: healthOf('identity', () => '/auth-health'),
}
