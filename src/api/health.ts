/** Which services answer, and since when one does not: what the banner and the health strip draw. */

import { isRecord, recordIn } from '~/domain/record'
import { queryOptions } from '@tanstack/react-query'

import { apiAddress } from './connection'
import { getPlain } from './plain'
import { paced } from './pace'

export interface ServiceHealth {
  /** As the Control Plane names it: `database`, `gateway`, `keycloak`, `prometheus`…; and `control-plane` itself. */
  name: string
  state: 'ok' | 'down' | 'off'
  /** What the server said about it. */
  detail: string | undefined
  latencyMs: number | undefined
  /** Milliseconds since the epoch when it was first seen down, in this page's life. */
  downSince: number | undefined
}

const PROBE_TIMEOUT_MS = 5_000
const CALM_MS = 15_000
const ALARM_MS = 5_000

const downSince = new Map<string, number>()

function noted(
  name: string,
  state: ServiceHealth['state'],
  detail: unknown,
  latency: unknown,
  now: number,
): ServiceHealth {
  if (state !== 'down') downSince.delete(name)
  else if (!downSince.has(name)) downSince.set(name, now)
  return {
    name,
    state,
    detail: typeof detail === 'string' ? detail.slice(0, 500) : undefined,
    latencyMs: typeof latency === 'number' ? latency : undefined,
    downSince: downSince.get(name),
  }
}

function stateOf(value: unknown): ServiceHealth['state'] {
  return value === 'ok' || value === 'off' ? value : 'down'
}

/** Reads an answer of /health/ready, or what came in its place. */
export function readHealth(status: number, body: string, now: number): ServiceHealth[] {
  const answer = recordIn(body)
  const checks = answer?.['checks']
  if (!isRecord(checks)) {
    const detail = answer?.['detail'] ?? (status === 200 ? undefined : `HTTP ${status}`)
    return [noted('control-plane', 'down', detail, undefined, now)]
  }
  const others = Object.entries(checks).map(([name, check]) =>
    isRecord(check)
      ? noted(name, stateOf(check['state']), check['detail'], check['latency_ms'], now)
      : noted(name, 'down', undefined, undefined, now),
  )
  return [noted('control-plane', 'ok', undefined, undefined, now), ...others]
}

async function probe(): Promise<ServiceHealth[]> {
  try {
    const { status, body } = await getPlain(apiAddress('/health/ready'), PROBE_TIMEOUT_MS)
    return readHealth(status, body, Date.now())
  } catch {
    return [noted('control-plane', 'down', undefined, undefined, Date.now())]
  }
}

const isDown = (services: ServiceHealth[] | undefined) =>
  services?.some((service) => service.state === 'down') ?? false

export const health = {
  /** One probe at a time, none in a hidden tab; more often while something is down. Never fails: down is an answer. */
  services: () =>
    queryOptions({
      queryKey: ['health'],
      queryFn: probe,
      staleTime: ALARM_MS,
      refetchInterval: (query) => paced(isDown(query.state.data) ? ALARM_MS : CALM_MS),
      refetchIntervalInBackground: false,
      // A probe by itself must not keep anything alive.
      gcTime: 60_000,
    }),
}

/** Does Keycloak answer, by way of the console server? Where no such way exists (404), nothing speaks against it. */
export async function identityAnswers(): Promise<boolean> {
  try {
    const { status } = await getPlain('/auth-health', 6_000)
    return status < 500
  } catch {
    return false
  }
}

/** Does the console's own server answer? Before a reload, that decides between a new version and an error page. */
export async function consoleServerAnswers(): Promise<boolean> {
  try {
    return (await getPlain('/config.json', 4_000)).status === 200
  } catch {
    return false
  }
}
