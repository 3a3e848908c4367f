/**
 * The names under which gateways of STOA count the same things. The console asks for the first family that the server has, and says
 * which one it was: a number of another metric is another number.
 */

import type { Series } from './series'

export interface Family {
  /** Counter of requests; a server that has it has the family. */
  requests: string
  /** Buckets of the response time; undefined where it is not measured by the labels below. */
  buckets?: string
  /** A counter that a gateway shows for every API from its start on, before any call. */
  limited?: string
  /** Counter of requests by consumer and key. */
  byConsumer?: string
  /** Labels of the counter of requests; undefined where it does not tell them apart. */
  labels: { tenant?: string; api?: string; status: string }
}

/** The names of the runbook and of the contract: what the gateway of this repository counts. */
export const RUNBOOK: Family = {
  requests: 'stoa_requests_total',
  buckets: 'stoa_request_duration_seconds_bucket',
  limited: 'stoa_rate_limit_exceeded_total',
  byConsumer: 'stoa_consumer_requests_total',
  labels: { tenant: 'tenant', api: 'api', status: 'status' },
}

/** In the order in which they are looked for. */
export const FAMILIES: readonly Family[] = [
  RUNBOOK,
  // The Rust gateway by API. Its response times know neither tenant nor API, so they are not this family's.
  {
    requests: 'proxy_requests_total',
    labels: { tenant: 'tenant', api: 'api', status: 'status' },
  },
  // The simulator of the quickstart.
  {
    requests: 'stoa_api_requests_total',
    buckets: 'stoa_api_request_duration_seconds_bucket',
    labels: { tenant: 'tenant_id', api: 'api_id', status: 'status_code' },
  },
  // The Rust gateway as a whole: all tenants together.
  {
    requests: 'stoa_http_requests_total',
    buckets: 'stoa_http_request_duration_seconds_bucket',
    labels: { status: 'status' },
  },
]

/** The counter of calls by consumer and key. @throws RangeError when the family does not tell these apart */
export function callerCounter({ byConsumer, requests }: Family): string {
  if (byConsumer === undefined) throw new RangeError(`${requests} does not tell consumers apart`)
  return byConsumer
}

/** The counter of measured response times, which every histogram has; undefined where the family has none. */
export const durationsOf = ({ buckets }: Family): string | undefined =>
  buckets?.replace(/_bucket$/, '_count')

/** The family that a server has, by the names of its metrics; the runbook's where it has none yet. */
export function familyIn(names: readonly string[]): Family {
  return FAMILIES.find((family) => names.includes(family.requests)) ?? RUNBOOK
}

/** The series with the labels of the runbook's family, whatever their own are called. */
export function inRunbookLabels(series: readonly Series[], { labels }: Family): readonly Series[] {
  const renamed = new Map<string, string>()
  for (const name of ['tenant', 'api', 'status'] as const) {
    const own = labels[name]
    if (own !== undefined && own !== name) renamed.set(own, name)
  }
  if (renamed.size === 0) return series
  return series.map((one) => ({
    ...one,
    labels: new Map([...one.labels].map(([name, value]) => [renamed.get(name) ?? name, value])),
  }))
}
