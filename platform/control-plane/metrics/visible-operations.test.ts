import { expect, test } from 'vitest'

import { visibleAlerts, visibleRules, visibleTargets } from './visible-operations.ts'

const alert = (labels: Record<string, string>, state = 'firing') => ({
  labels,
  annotations: { summary: 'canary-annotation' },
  state,
  activeAt: '2026-11-24T10:00:00Z',
  value: '1',
})

test('a tenant sees its own alerts and those of the platform, and none of another tenant', () => {
  const shown = visibleAlerts(
    {
      alerts: [
        alert({ alertname: 'Own', tenant: 'acme', api: 'weather' }),
        alert({ alertname: 'StoaGatewayDown', job: 'stoa-gateway', severity: 'critical' }),
        alert({ alertname: 'Foreign', tenant: 'canary-tenant' }),
        alert({ alertname: 'Hidden', consumer: 'canary-consumer' }),
      ],
    },
    'acme',
  )
  expect(shown).toMatchObject({
    alerts: [
      { labels: { alertname: 'Own' }, annotations: { summary: 'canary-annotation' } },
      { labels: { alertname: 'StoaGatewayDown' }, annotations: {} },
    ],
  })
  expect(JSON.stringify(shown)).not.toMatch(/canary-(tenant|consumer)/)
})

test('rules that name another tenant are left out, and the state is that of the alerts that are shown', () => {
  const rule = (name: string, query: string, more: object = {}) => ({
    type: 'alerting',
    name,
    query,
    state: 'firing',
    health: 'ok',
    lastError: 'canary-error',
    labels: {},
    annotations: { summary: 'plain words', description: 'see {{ $labels.tenant }}' },
    alerts: [alert({ alertname: name, tenant: 'canary-tenant' })],
    ...more,
  })
  const shown = visibleRules(
    {
      groups: [
        {
          name: 'stoa',
          file: '/etc/canary-path/rules.yml',
          interval: 15,
          rules: [
            rule('Platform', 'sum by (tenant) (rate(stoa_requests_total[5m])) > 1'),
            rule('Own', 'up{tenant="acme"} == 0'),
            rule('Foreign', 'up{tenant="canary-tenant"} == 0'),
            rule('Quoted', 'up{"tenant"="canary-tenant"} == 0'),
            rule('Regex', 'up{tenant=~"canary.*"} == 0'),
            rule('Labelled', 'up == 0', { labels: { tenant: 'canary-tenant' } }),
            rule('Broken', 'up{'),
          ],
        },
        { name: 'foreign', rules: [rule('Foreign', 'up{tenant!="canary-tenant"}')] },
      ],
    },
    'acme',
  )
  expect(shown).toMatchObject({
    groups: [
      {
        name: 'stoa',
        rules: [
          {
            name: 'Platform',
            state: 'inactive',
            alerts: [],
            annotations: { summary: 'plain words' },
          },
          { name: 'Own', state: 'inactive' },
        ],
      },
    ],
  })
  expect(JSON.stringify(shown)).not.toMatch(/canary/)
})

test('of targets a tenant sees the health of the platform alone', () => {
  const target = (job: string, more: object = {}) => ({
    discoveredLabels: { __address__: 'canary-address' },
    labels: { job, instance: 'canary-instance' },
    scrapeUrl: 'http://canary-address/metrics',
    scrapePool: job,
    lastError: 'dial canary-address',
    health: 'down',
    ...more,
  })
  const shown = visibleTargets({
    activeTargets: [
      target('stoa-gateway'),
      target('stoa-control-plane', { health: 'up', lastError: '' }),
      target('canary-job'),
    ],
    droppedTargets: [{ discoveredLabels: { job: 'canary-job' } }],
  })
  expect(shown).toMatchObject({
    activeTargets: [
      { health: 'down', labels: { job: 'stoa-gateway' } },
      { health: 'up', labels: { job: 'stoa-control-plane' }, lastError: '' },
    ],
    droppedTargets: [],
  })
  expect(JSON.stringify(shown)).not.toMatch(/canary/)
})

test('an answer of another shape shows nothing', () => {
  expect(visibleAlerts(null, 'acme')).toEqual({ alerts: [] })
  expect(visibleRules({ groups: 'x' }, 'acme')).toEqual({ groups: [] })
  expect(visibleTargets([])).toEqual({ activeTargets: [], droppedTargets: [] })
})
