/** The runbook on the live system: every step's state as it is measured now, while a page is open, and again on request. */

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { onboarding } from '~/api/onboarding'
import { readiness } from '~/api/readiness'
import { runbookHealth } from '~/api/runbook-health'
import { runbookCalls } from '~/api/runbook-calls'
import { runbookLists } from '~/api/runbook-lists'
import { runbookProbes } from '~/api/runbook-probes'
import { serverNow } from '~/api/server-clock'
import { useNow } from '~/components/ui/use-now'
import { config } from '~/config/config'
import type { Failure } from '~/domain/failure'
import { sampleOf, servedOf } from '~/domain/runbook/day-2'
import { isTester } from '~/domain/runbook/day-4'
import { type Question, questions, questionsOf } from '~/domain/runbook/asks'
import { evaluate, type Results } from '~/domain/runbook/evaluate'
import { keptOf, type KeptSteps } from '~/domain/runbook/kept'
import type { Asked, HttpAnswer, LoggedCall, Probes } from '~/domain/runbook/probes'
import type { StepId } from '~/domain/runbook/step'

import { useKeptEvidence } from './use-kept-evidence'

export interface Runbook {
  results: Results
  probes: Probes
  /** What the team has kept; undefined while it is not known. */
  kept: { steps: KeptSteps; etag: string } | undefined
  /** Asks again now: about some steps and what they rest on, or about everything. */
  recheck: (some?: readonly StepId[]) => void
  /** Is something asked again because of a click? */
  isChecking: (some?: readonly StepId[]) => boolean
}

interface Query<T> {
  data: T | undefined
  error: Failure | null
  dataUpdatedAt: number
  errorUpdatedAt: number
}

/** A failed question tells nothing, although an older answer is at hand. */
function askedOf<T, U>(
  { data, error, dataUpdatedAt, errorUpdatedAt }: Query<T>,
  request: string,
  value: (data: T) => U,
  total?: (data: T) => number,
): Asked<U> {
  const skew = serverNow() - Date.now()
  if (error) {
    const { status, message: reason } = error
    const at = errorUpdatedAt + skew
    return { state: 'failed', request, at, reason, ...(status !== undefined && { status }) }
  }
  if (data === undefined) return { state: 'asking' }
  return {
    state: 'answered',
    request,
    at: dataUpdatedAt + skew,
    value: value(data),
    ...(total && { total: total(data) }),
  }
}

const same = <T>(data: T): T => data
const itemsOf = <T>({ items }: { items: T }): T => items
const totalOf = ({ total }: { total: number }): number => total
const heard = ({ data }: { data: Asked<HttpAnswer> | undefined }): Asked<HttpAnswer> =>
  data ?? { state: 'asking' }

/** As many keys are looked up. */
const SOME_KEYS = 3

/** The keys that consumers used last: a tenant has more of them than one page of its subscriptions. */
const keysInUse = (calls: readonly LoggedCall[] = []): string[] => {
  const used = calls.filter(({ consumer }) => consumer !== null && !isTester(consumer))
  const prefixes = [...new Set(used.flatMap(({ keyPrefix }) => keyPrefix ?? []))]
  return prefixes.slice(0, SOME_KEYS).toSorted()
}

function useQuestions(tenant: string) {
  const apis = useQuery(runbookLists.apis(tenant))
  const policies = useQuery(runbookLists.policies(tenant))
  const calls = useQuery(runbookLists.calls(tenant))
  const served = servedOf(apis.data?.items ?? [])
  const origins = (policies.data ?? [])
    .filter(({ type, isEnabled }) => type === 'cors' && isEnabled)
    .flatMap((policy) => policy.origins ?? [])
  return {
    gatewayHealth: useQuery(runbookHealth.gateway()),
    controlPlaneHealth: useQuery(runbookHealth.controlPlane()),
    identityHealth: useQuery(runbookHealth.identity()),
    session: useQuery(runbookProbes.session()),
    apis,
    keyless: useQuery({ ...runbookCalls.keyless(sampleOf(served)), enabled: apis.isSuccess }),
    calls,
    policies,
    preflights: useQuery({
      ...runbookCalls.preflights(served[0]?.path, origins),
      enabled: apis.isSuccess && policies.isSuccess,
    }),
    consumers: useQuery(runbookLists.consumers(tenant)),
    subscriptions: useQuery(runbookLists.subscriptions(tenant, keysInUse(calls.data))),
    portal: useQuery(runbookProbes.portal(tenant)),
    targets: useQuery(runbookProbes.targets(tenant)),
    metrics: useQuery(runbookProbes.metrics(tenant)),
    rules: useQuery(runbookProbes.rules(tenant)),
    checks: useQuery(readiness.checks(tenant)),
    kept: useQuery(onboarding.current(tenant)),
  } satisfies Record<Question, unknown>
}

type Questions = ReturnType<typeof useQuestions>

const answersOf = (
  asked: Questions,
  tenant: string,
): Omit<Probes, 'now' | 'gatewayAddress' | 'kept'> => ({
  gatewayHealth: heard(asked.gatewayHealth),
  controlPlaneHealth: heard(asked.controlPlaneHealth),
  identityHealth: heard(asked.identityHealth),
  session: askedOf(asked.session, 'GET /v1/me', same),
  apis: askedOf(asked.apis, `GET /v1/contracts?tenant=${tenant}`, itemsOf, totalOf),
  keyless: askedOf(asked.keyless, 'GET without a key', same),
  calls: askedOf(asked.calls, `GET /v1/logs/${tenant}`, same),
  policies: askedOf(asked.policies, `GET /v1/admin/policies?tenant_id=${tenant}`, same),
  preflights: askedOf(asked.preflights, 'OPTIONS', same),
  consumers: askedOf(asked.consumers, `GET /v1/consumers/${tenant}`, itemsOf, totalOf),
  subscriptions: askedOf(
    asked.subscriptions,
    `GET /v1/subscriptions/tenant/${tenant}`,
    itemsOf,
    totalOf,
  ),
  portal: askedOf(asked.portal, 'GET /v1/portal/apis', same),
  targets: askedOf(asked.targets, 'GET /v1/metrics/targets', same),
  metrics: askedOf(asked.metrics, 'GET /v1/metrics/query', same),
  rules: askedOf(asked.rules, 'GET /v1/metrics/rules', same),
  checks: askedOf(asked.checks, `GET /v1/admin/readiness?tenant_id=${tenant}`, ({ checks }) =>
    checks.map(({ checked_at: checkedAt, ...check }) => ({ ...check, checkedAt })),
  ),
})

/** @param tenant whose week it is */
export function useRunbook(tenant: string): Runbook {
  // Draws again as time goes on: what was measured grows old.
  useNow()
  const asked = useQuestions(tenant)
  const [clicked, setClicked] = useState<readonly Question[]>([])
  const kept = asked.kept.data
  const probes: Probes = {
    ...answersOf(asked, tenant),
    now: serverNow(),
    gatewayAddress: config().gatewayPublicUrl,
    kept: keptOf(kept?.steps ?? {}),
  }
  const results = evaluate(probes)
  const isSettled = questions.every((name) => asked[name].fetchStatus !== 'fetching')
  useKeptEvidence(tenant, results, isSettled ? kept : undefined)
  const named = (some?: readonly StepId[]) => (some ? questionsOf(some) : questions)
  const recheck = async (some?: readonly StepId[]) => {
    const again = named(some)
    setClicked(again)
    await Promise.all(again.map((name) => asked[name].refetch()))
    setClicked([])
  }
  return {
    results,
    probes,
    kept,
    recheck: (some) => void recheck(some),
    isChecking: (some) => named(some).some((name) => clicked.includes(name)),
  }
}
