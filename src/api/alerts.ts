/** Alerting rules, what they see now, and silences: keys, queries and mutations. */

import { mutationOptions, queryOptions } from '@tanstack/react-query'

import { randomId } from '~/domain/random-id'
import type { AlertingRule } from '~/domain/alert-rule'
import type { Question } from '~/domain/reading'
import type { Series } from '~/domain/series'
import type { NewSilence } from '~/domain/silence'

import type { TestAlert } from '#contract/contract.gen'

import { controlPlane } from './control-plane/current'
import type { Once } from './control-plane/port'
import { readAlertingRules } from './prometheus/alerting'
import { readVector } from './prometheus/answer'

export type { TestAlert }

const PERIOD_MS = 15_000
const UNTIL_RECEIVED_MS = 1_000
/** What has failed is asked again by app/recovery.ts. */
const often = {
  refetchInterval: ({ state }: { state: { status: string } }) =>
    state.status === 'error' ? (false as const) : PERIOD_MS,
}

/** What Prometheus answered about one expression. */
export interface Evaluated {
  question: Question
  series: readonly Series[]
}

export const alerts = {
  rules: (tenant: string) =>
    queryOptions<readonly AlertingRule[]>({
      queryKey: ['metrics', tenant, 'rules'],
      queryFn: async ({ signal }) => readAlertingRules(await controlPlane.metricRules(signal)),
      ...often,
    }),
  /** An expression, evaluated now: of a caller who is no operator, over the tenant's own series. */
  value: (tenant: string, query: string) =>
    queryOptions<Evaluated>({
      queryKey: ['metrics', tenant, 'value', query],
      queryFn: async ({ signal }) => {
        const answer = await controlPlane.queryMetrics({ query }, signal)
        return { question: { query, answer }, series: readVector(answer).series }
      },
      structuralSharing: false,
      ...often,
    }),
}

const silencesOf = (tenant: string) => ['silences', tenant] as const

export const silences = {
  list: (tenant: string) =>
    queryOptions({
      queryKey: silencesOf(tenant),
      queryFn: ({ signal }) => controlPlane.listSilences(tenant, signal),
      ...often,
    }),
  create: (tenant: string) =>
    mutationOptions({
      mutationFn: ({ silence, idempotencyKey }: Once & { silence: NewSilence }) =>
        controlPlane.createSilence(silence, { idempotencyKey }),
      meta: { invalidates: silencesOf(tenant) },
    }),
  expire: (tenant: string) =>
    mutationOptions({
      mutationFn: (id: string) => controlPlane.expireSilence(id),
      meta: { invalidates: silencesOf(tenant) },
    }),
}

export const sentTests = {
  send: (tenant: string) =>
    mutationOptions({
      mutationFn: () => controlPlane.createTestAlert(tenant, { idempotencyKey: randomId() }),
      // It changes no resource that is shown elsewhere.
      meta: { invalidates: ['sent-tests'] },
    }),
  /** Asked again each second until the receiver has it. */
  detail: (id: string) =>
    queryOptions<TestAlert>({
      queryKey: ['sent-tests', id],
      queryFn: ({ signal }) => controlPlane.getTestAlert(id, signal),
      refetchInterval: ({ state }) =>
        state.data?.state === 'received' || state.status === 'error' ? false : UNTIL_RECEIVED_MS,
      staleTime: 0,
    }),
}
