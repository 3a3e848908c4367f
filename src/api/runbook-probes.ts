/** What the runbook's steps ask of the live system beyond the console's ordinary lists: keys and queries. */

import { queryOptions } from '@tanstack/react-query'

import { durationsOf } from '~/domain/metric-families'
import { selector, tagged } from '~/domain/promql'
import type { MetricFacts, SessionFacts } from '~/domain/runbook/probes'

import { controlPlane } from './control-plane/current'
import { firstPage } from './control-plane/first-page'
import { metricSource } from './metric-source'
import { readVector } from './prometheus/answer'
import { readRules, readScrapes } from './prometheus/operations'
import { every, PERIOD_MS } from './runbook-pace'
import { tokenClaims } from './token-claims'

/** As many are named. */
const NAMED = 5

export const runbookProbes = {
  session: () =>
    queryOptions<SessionFacts>({
      queryKey: ['runbook', 'session'],
      queryFn: async ({ signal }) => {
        const [who, claims] = [await firstPage.me(signal), await tokenClaims()]
        return {
          name: who.name ?? who.email ?? who.sub,
          roles: who.roles,
          isAdmin: who.permissions.includes('onboarding:write'),
          issuer: claims?.issuer,
          audience: claims?.audience ?? [],
          expiresAt: claims?.expiresAt,
        }
      },
      ...every(PERIOD_MS),
    }),

  /** What developers see of this tenant. */
  portal: (tenant: string) =>
    queryOptions({
      queryKey: ['contracts', tenant, 'runbook-portal'],
      queryFn: async ({ signal }) => {
        const filter = { tenant, page_size: NAMED, sort: '-created_at' }
        const { items, total } = await firstPage.listPortalApis(filter, signal)
        return { visible: total, names: items.map((api) => `${api.apiName} ${api.apiVersion}`) }
      },
      ...every(PERIOD_MS),
    }),

  targets: (tenant: string) =>
    queryOptions({
      queryKey: ['metrics', tenant, 'runbook-targets'],
      queryFn: async ({ signal }) => readScrapes(await controlPlane.metricTargets(signal)),
      ...every(PERIOD_MS),
    }),

  metrics: (tenant: string) =>
    queryOptions<MetricFacts[]>({
      queryKey: ['metrics', tenant, 'runbook'],
      queryFn: async ({ client, signal }) => {
        const { family } = await metricSource(client)
        const { tenant: label } = family.labels
        const own = label === undefined ? {} : { [label]: tenant }
        const metrics: [MetricFacts['counts'], string | null][] = [
          ['requests', family.requests],
          ['durations', durationsOf(family) ?? null],
          ['refusals', family.limited ?? null],
        ]
        const query = metrics
          .flatMap(([counts, name]) =>
            name === null ? [] : [tagged(seenOf(selector(name, own)), 'metric', counts)],
          )
          .join(' or ')
        const { series } = readVector(await controlPlane.queryMetrics({ query }, signal))
        return metrics.map(([counts, name]) => ({
          counts,
          name,
          value:
            series.find(({ labels }) => labels.get('metric') === counts)?.samples[0]?.value ?? null,
        }))
      },
      ...every(PERIOD_MS),
    }),

  rules: (tenant: string) =>
    queryOptions({
      queryKey: ['metrics', tenant, 'runbook-rules'],
      queryFn: async ({ signal }) => readRules(await controlPlane.metricRules(signal)),
      ...every(PERIOD_MS),
    }),
}

/** A counter begins anew when its gateway does: what it came to before counts, too. */
const seenOf = (counter: string) => `sum(max_over_time(${counter}[6h]))`
