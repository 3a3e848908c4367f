/**
 * The three alerts of the runbook's Day 6, in the form that does what its table says, as a Prometheus rule file and as the unit tests
 * of that file (`promtool test rules`). Names of the installation stand in PromQL strings, which stand in YAML.
 */

import { RUNBOOK } from '~/domain/metric-families'
import { quote } from '~/domain/promql'
import { YamlBlock, yaml } from '~/domain/yaml'

import type { Install } from './install'
import { inOneLine } from './install'

export type AlertName = 'StoaGatewayDown' | 'StoaHighErrorRate' | 'StoaRateLimitStorm'

export interface AlertRule {
  name: AlertName
  expr: string
  /** How long the condition has to hold, as Prometheus writes it. */
  for: string
  severity: 'critical' | 'warning'
  /** May hold Prometheus' template of the value; never a name of the installation, which would be read as one. */
  summary: string
  description: string
  /** The expression that the runbook prints, which misfires; absent where it is only incomplete. */
  runbookExpr: string
}

/** Prometheus prints a rule's expression and reads it again, and its reader refuses U+FFFD: with one, no rule would ever be evaluated. */
function jobOf({ jobs }: Install): string {
  if (jobs.gateway === '' || jobs.gateway.includes('\ufffd'))
    throw new RangeError(`Not a job's name: ${JSON.stringify(jobs.gateway)}`)
  return quote(jobs.gateway)
}

/**
 * Share of the requests with a status, of all requests of the gateway: both sides carry the same labels, or nothing would match.
 * @param status a matcher without its label, `="429"`
 */
function share(install: Install, status: string, window: string): string {
  const { requests, labels } = install.family
  const job = jobOf(install)
  return [
    `sum by (job) (rate(${requests}{job=${job},${labels.status}${status}}[${window}]))`,
    `  / sum by (job) (rate(${requests}{job=${job}}[${window}]))`,
  ].join('\n')
}

/**
 * The rules as data.
 * @throws RangeError when the job's name can be none of Prometheus'
 */
export function alertRules(install: Install): AlertRule[] {
  const up = `up{job=${jobOf(install)}}`
  const { requests, limited = RUNBOOK.limited, labels } = install.family
  return [
    {
      name: 'StoaGatewayDown',
      // A gateway that vanished from the targets counts as down, too.
      expr: `${up} == 0 or absent(${up})`,
      for: '2m',
      severity: 'critical',
      summary: 'The gateway does not answer',
      description:
        'Prometheus has not reached the gateway for 2 minutes. No API call gets through.',
      runbookExpr: `${up} == 0`,
    },
    {
      name: 'StoaHighErrorRate',
      expr: `${share(install, '=~"5.."', '5m')} > 0.05`,
      for: '5m',
      severity: 'warning',
      summary: '{{ $value | humanizePercentage }} of the requests fail',
      description:
        'More than 5 % of the requests through the gateway got a 5xx answer for 5 minutes.',
      runbookExpr: `rate(${requests}{${labels.status}=~"5.."}[5m]) / rate(${requests}[5m]) > 0.05`,
    },
    {
      name: 'StoaRateLimitStorm',
      expr: `${share(install, '="429"', '10m')} > 0.5`,
      for: '10m',
      severity: 'warning',
      summary: '{{ $value | humanizePercentage }} of the requests hit a rate limit',
      description:
        'More than half of the requests were refused with 429 for 10 minutes. A client is abusive, or a limit is too low.',
      runbookExpr: `rate(${limited}[10m]) / rate(${requests}[10m]) > 0.5`,
    },
  ]
}

/** A rule file for Prometheus' `rule_files`. */
export function alertRulesFile(install: Install): string {
  const rules = alertRules(install).map((rule) => ({
    alert: rule.name,
    expr: new YamlBlock(rule.expr),
    for: rule.for,
    labels: { severity: rule.severity },
    annotations: { summary: rule.summary, description: rule.description },
  }))
  return [
    `# The alerts of STOA, for ${inOneLine(install.addresses.gateway)}, whose requests are counted by ${install.family.requests}.`,
    '# In prometheus.yml: rule_files: [stoa-alerts.yml]; then: curl -X POST <prometheus>/-/reload',
    '# Check: promtool check rules stoa-alerts.yml; promtool test rules stoa-alerts.test.yml',
    yaml({ groups: [{ name: 'stoa', rules }] }),
    '',
  ].join('\n')
}

interface Case {
  name: string
  series: { series: string; values: string }[]
  /** No alert at the first time; exactly this one at the second, or none. */
  alert: AlertName
  quietAt: string
  firingAt?: string
  summary?: string
  labels?: Record<string, string>
}

/** A counter that grows evenly: 120 samples 15 s apart are 30 minutes. */
const growing = (by: number) => `0+${by}x120`

function cases(install: Install): Case[] {
  const job = install.jobs.gateway
  const { requests: counter, labels } = install.family
  const requests = (status: string, by: number, api = 'a') => {
    const own = { job, [labels.status]: status, method: 'GET', [labels.api ?? 'route']: api }
    const matchers = Object.entries(own).map(([name, value]) => `${name}=${quote(value)}`)
    return { series: `${counter}{${matchers.join(',')}}`, values: growing(by) }
  }
  const up = `up{job=${quote(job)},instance="gateway"}`
  return [
    {
      name: '1 % of errors raises nothing',
      series: [requests('200', 99), requests('500', 1)],
      alert: 'StoaHighErrorRate',
      quietAt: '15m',
    },
    {
      name: '20 % of errors in two statuses raises exactly one alert',
      series: [requests('200', 80), requests('500', 10), requests('502', 10, 'b')],
      alert: 'StoaHighErrorRate',
      quietAt: '4m',
      firingAt: '15m',
      summary: '20% of the requests fail',
      labels: { severity: 'warning', job },
    },
    {
      name: '90 % of 429 raises the storm once',
      series: [requests('200', 10), requests('429', 90)],
      alert: 'StoaRateLimitStorm',
      quietAt: '9m',
      firingAt: '25m',
      summary: '90% of the requests hit a rate limit',
      labels: { severity: 'warning', job },
    },
    {
      name: 'without traffic no share is raised',
      series: [{ series: requests('200', 0).series, values: '7x120' }],
      alert: 'StoaHighErrorRate',
      quietAt: '25m',
    },
    {
      name: 'a gateway that does not answer is down after 2 minutes',
      series: [{ series: up, values: '1x4 0x120' }],
      alert: 'StoaGatewayDown',
      quietAt: '2m',
      firingAt: '4m',
      summary: 'The gateway does not answer',
      labels: { severity: 'critical', job, instance: 'gateway' },
    },
    {
      name: 'a gateway that vanished from the targets is down as well',
      series: [{ series: 'up{job="another",instance="x"}', values: '1x120' }],
      alert: 'StoaGatewayDown',
      quietAt: '1m',
      firingAt: '3m',
      summary: 'The gateway does not answer',
      labels: { severity: 'critical', job },
    },
  ]
}

/**
 * Unit tests of {@link alertRulesFile} for `promtool test rules`.
 * @param ruleFile the rule file's name, beside the tests
 */
export function alertRulesTests(install: Install, ruleFile = 'stoa-alerts.yml'): string {
  const rules = alertRules(install)
  const tests = cases(install).map((one) => ({
    name: one.name,
    interval: '15s',
    input_series: one.series,
    alert_rule_test: [
      { eval_time: one.quietAt, alertname: one.alert },
      ...(one.firingAt === undefined
        ? []
        : [
            {
              eval_time: one.firingAt,
              alertname: one.alert,
              exp_alerts: [
                {
                  exp_labels: one.labels,
                  exp_annotations: {
                    summary: one.summary,
                    description: rules.find(({ name }) => name === one.alert)?.description,
                  },
                },
              ],
            },
          ]),
    ],
  }))
  return [
    `# Unit tests of ${inOneLine(ruleFile)}: promtool test rules stoa-alerts.test.yml`,
    yaml({ rule_files: [ruleFile], evaluation_interval: '15s', tests }),
    '',
  ].join('\n')
}
