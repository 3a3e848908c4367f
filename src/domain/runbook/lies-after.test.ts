import { describe, expect, test } from 'vitest'

import { evaluate } from './evaluate'
import type { Probes } from './probes'
import type { StepId } from './step'
import { heard, honest } from './testing-probes'
import { alert, rules } from './testing-lies'

const stateOf = (id: StepId, part: Partial<Probes> = {}) => {
  const { state, because } = evaluate(honest(part))[id]
  return `${state} ${because.code}`
}
const { kept } = honest()

describe('a lie makes no tick', () => {
  test.each<[string, StepId, Partial<Probes>, string]>([
    [
      'only the console’s own test consumer',
      'day-4.consumer',
      {
        consumers: heard([{ id: 'c', name: 'T', externalId: 'console-test-1', status: 'active' }]),
      },
      'waiting consumer_none',
    ],
    [
      'metrics without traffic',
      'day-5.metrics',
      {
        metrics: heard([
          { counts: 'requests', name: 'stoa_requests_total', value: 0 },
          { counts: 'durations', name: 'stoa_request_duration_seconds_count', value: 0 },
          { counts: 'refusals', name: 'stoa_rate_limit_exceeded_total', value: 0 },
        ]),
      },
      'fail metrics_no_traffic',
    ],
    [
      'metrics of an installation that does not count refusals by themselves',
      'day-5.metrics',
      {
        metrics: heard([
          { counts: 'requests', name: 'stoa_api_requests_total', value: 42 },
          { counts: 'durations', name: 'stoa_api_request_duration_seconds_count', value: 42 },
          { counts: 'refusals', name: null, value: null },
        ]),
      },
      'unknown metrics_fewer',
    ],
    [
      'metrics that are not there at all',
      'day-5.metrics',
      { metrics: heard([]) },
      'fail metrics_no_traffic',
    ],
    [
      'a target that was last scraped an hour ago',
      'day-5.target',
      {
        targets: heard([
          {
            job: 'stoa-gateway',
            health: 'up',
            lastScrape: '2026-11-28T11:00:00Z',
            lastError: '',
            address: 'x',
          },
        ]),
      },
      'fail target_stale',
    ],
    [
      'a target of another job',
      'day-5.target',
      {
        targets: heard([
          {
            job: 'node',
            health: 'up',
            lastScrape: '2026-11-28T11:59:59Z',
            lastError: '',
            address: 'x',
          },
        ]),
      },
      'fail target_none',
    ],
    [
      'rules that were never evaluated',
      'day-6.rules',
      {
        rules: heard(
          rules((one) => ({ ...one, lastEvaluation: '0001-01-01T00:00:00Z', health: 'unknown' })),
        ),
      },
      'fail rules_never_evaluated',
    ],
    [
      'rules that stopped',
      'day-6.rules',
      { rules: heard(rules((one) => ({ ...one, lastEvaluation: '2026-11-28T11:00:00Z' }))) },
      'fail rules_stale',
    ],
    [
      'rules that fail',
      'day-6.rules',
      { rules: heard(rules((one) => ({ ...one, health: 'err', lastError: 'many-to-many' }))) },
      'fail rules_failing',
    ],
    [
      'the runbook’s own error rule',
      'day-6.rules',
      {
        rules: heard(
          rules((one) =>
            one.name === 'StoaHighErrorRate'
              ? {
                  ...one,
                  query:
                    'rate(stoa_requests_total{status=~"5.."}[5m]) / rate(stoa_requests_total[5m]) > 0.05',
                }
              : one,
          ),
        ),
      },
      'fail rules_misfire',
    ],
    [
      'a rule that does not see a gateway that vanished',
      'day-6.rules',
      {
        rules: heard(
          rules((one) =>
            one.name === 'StoaGatewayDown' ? { ...one, query: 'up{job="g"} == 0' } : one,
          ),
        ),
      },
      'fail rules_no_absent',
    ],
    [
      'one rule of three',
      'day-6.rules',
      { rules: heard(rules((one) => one).slice(0, 1)) },
      'fail rules_missing',
    ],
    [
      'a receiver that never receives',
      'day-6.test-alert',
      { kept: { ...kept, alert: alert(null, null) } },
      'fail alert_lost',
    ],
    [
      'a receiver that takes six minutes',
      'day-6.test-alert',
      { kept: { ...kept, alert: alert('2026-11-28T11:06:00Z', 360_000) } },
      'fail alert_late',
    ],
    [
      'a restart that took 40 s',
      'day-7.restart',
      {
        checks: heard([
          {
            id: 'gateway_restart',
            state: 'fail',
            evidence: 'down for 40 s',
            checkedAt: '2026-11-28T11:59:00Z',
          },
        ]),
      },
      'fail check_fail',
    ],
    [
      'a check that passed without saying why',
      'day-7.keys',
      {
        checks: heard([
          { id: 'keys_unique', state: 'pass', evidence: ' ', checkedAt: '2026-11-28T11:59:00Z' },
        ]),
      },
      'unknown check_unknown',
    ],
    [
      'plain http',
      'day-7.tls',
      { gatewayAddress: 'http://gateway.example', kept: { ...kept, attestations: {} } },
      'fail tls_plain',
    ],
    [
      'an attestation that has run out',
      'day-7.backup',
      {
        kept: {
          ...kept,
          attestations: {
            'day-7.backup': {
              note: 'yes',
              by: 'Ada',
              at: '2026-01-01T00:00:00Z',
              until: '2026-11-28T11:59:59Z',
            },
          },
        },
      },
      'waiting attestation_over',
    ],
    [
      'an attestation of what was measured to fail',
      'day-7.credentials',
      {
        checks: heard([
          {
            id: 'default_credentials',
            state: 'fail',
            evidence: 'admin/admin accepted',
            checkedAt: '2026-11-28T11:59:00Z',
          },
        ]),
        kept: {
          ...kept,
          attestations: {
            'day-7.credentials': {
              note: 'yes',
              by: 'Ada',
              at: '2026-11-28T11:00:00Z',
              until: null,
            },
          },
        },
      },
      'fail check_fail',
    ],
    [
      'an attestation that says nothing',
      'day-7.backup',
      {
        kept: {
          ...kept,
          attestations: {
            'day-7.backup': { note: ' ', by: 'Ada', at: '2026-11-28T11:00:00Z', until: null },
          },
        },
      },
      'waiting attest',
    ],
  ])('%s', (_name, id, part, expected) => {
    expect(stateOf(id, part)).toBe(expected)
  })
})
