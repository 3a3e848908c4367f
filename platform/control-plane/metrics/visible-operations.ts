/**
 * What of Prometheus' rules, alerts and targets a tenant may see. These three answers take no matcher, so they are rebuilt from an
 * allow-list (security.md T13, T30):
 * - a rule is shown unless it names another tenant; its file, errors and templated annotations are left out;
 * - an alert is shown when its `tenant` label is the caller's, or when it has none and every other label is one of the platform's;
 * - of targets only the health of the platform's own jobs is shown, without addresses.
 */
import type { SyntaxNode } from '@lezer/common'

import { parser } from '@prometheus-io/lezer-promql'

type Fields = Record<string, unknown>

/** Labels of an alert that concerns the platform and names nobody. */
const PLATFORM_LABELS = new Set(['alertname', 'job', 'severity'])
const PLATFORM_JOBS = new Set(['stoa-gateway', 'stoa-control-plane'])

/** The `data` of `/api/v1/alerts`, for one tenant. */
export function visibleAlerts(data: unknown, tenant: string): Fields {
  return { alerts: alertsOf(fields(data)['alerts'], tenant) }
}

/** The `data` of `/api/v1/rules`, for one tenant. */
export function visibleRules(data: unknown, tenant: string): Fields {
  const groups = list(fields(data)['groups']).map((group) => ({
    ...pick(group, ['name', 'interval', 'limit', 'evaluationTime', 'lastEvaluation']),
    file: '',
    rules: list(group['rules'])
      .filter((rule) => isRuleVisible(rule, tenant))
      .map((rule) => visibleRule(rule, tenant)),
  }))
  return { groups: groups.filter((group) => group.rules.length > 0) }
}

/** The `data` of `/api/v1/targets`, for one tenant. */
export function visibleTargets(data: unknown): Fields {
  const active = list(fields(data)['activeTargets'])
    .filter((target) => PLATFORM_JOBS.has(String(fields(target['labels'])['job'])))
    .map((target) => ({
      ...pick(target, [
        'health',
        'lastScrape',
        'lastScrapeDuration',
        'scrapeInterval',
        'scrapeTimeout',
      ]),
      discoveredLabels: {},
      labels: pick(fields(target['labels']), ['job']),
      scrapePool: String(fields(target['labels'])['job']),
      scrapeUrl: '',
      globalUrl: '',
      lastError: target['lastError'] === '' ? '' : 'The last scrape failed; an operator sees why',
    }))
  return { activeTargets: active, droppedTargets: [] }
}

function alertsOf(alerts: unknown, tenant: string): Fields[] {
  return list(alerts).flatMap((alert) => {
    const labels = fields(alert['labels'])
    if (labels['tenant'] === tenant) return [alert]
    if (!Object.keys(labels).every((name) => PLATFORM_LABELS.has(name))) return []
    return [{ ...pick(alert, ['labels', 'state', 'activeAt', 'value']), annotations: {} }]
  })
}

function isRuleVisible(rule: Fields, tenant: string): boolean {
  const label = fields(rule['labels'])['tenant']
  if (label !== undefined && label !== tenant) return false
  const query = rule['query']
  return typeof query === 'string' && namesOnlyTenant(query, tenant)
}

function visibleRule(rule: Fields, tenant: string): Fields {
  const annotations = Object.entries(fields(rule['annotations'])).filter(
    ([, text]) => !String(text).includes('{{'),
  )
  const shown = pick(rule, [
    'name',
    'query',
    'duration',
    'keepFiringFor',
    'labels',
    'health',
    'evaluationTime',
    'lastEvaluation',
    'type',
  ])
  if (rule['type'] !== 'alerting') return shown
  const alerts = alertsOf(rule['alerts'], tenant)
  return { ...shown, annotations: Object.fromEntries(annotations), alerts, state: stateOf(alerts) }
}

/** The rule's state as far as the caller's alerts go: a rule that fires for another tenant is inactive here. */
function stateOf(alerts: Fields[]): string {
  if (alerts.some((alert) => alert['state'] === 'firing')) return 'firing'
  return alerts.length > 0 ? 'pending' : 'inactive'
}

/** Whether every matcher on `tenant` in an expression is exactly the caller's; an expression that does not parse is not shown. */
function namesOnlyTenant(query: string, tenant: string): boolean {
  let isClean = true
  parser.parse(query).iterate({
    enter(node) {
      if (node.type.isError) isClean = false
      const isMatcher = node.name === 'UnquotedLabelMatcher' || node.name === 'QuotedLabelMatcher'
      if (isMatcher) isClean &&= isOwnMatcher(node.node, query, tenant)
    },
  })
  return isClean
}

function isOwnMatcher(matcher: SyntaxNode, query: string, tenant: string): boolean {
  const [name, , value] = childTexts(matcher, query)
  if (name === undefined || !/tenant/i.test(name)) return true
  return value === `"${tenant}"` || value === `'${tenant}'`
}

function childTexts(node: SyntaxNode, query: string): string[] {
  const texts: string[] = []
  for (let child = node.firstChild; child; child = child.nextSibling)
    texts.push(query.slice(child.from, child.to))
  return texts
}

function pick(from: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(names.filter((name) => name in from).map((name) => [name, from[name]]))
}

function fields(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}
}

function list(value: unknown): Fields[] {
  return Array.isArray(value) ? value.map(fields) : []
}
