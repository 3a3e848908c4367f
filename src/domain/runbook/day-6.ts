/** Day 6, "Set Up Alerting": the three rules are loaded, evaluated and right, and an alert arrived at a receiver. */

import type { Probes, RuleFacts, ServerCheck } from './probes'
import { answered, judged, without } from './results'
import type { StepResult } from './step'

export const runbookRules = ['StoaGatewayDown', 'StoaHighErrorRate', 'StoaRateLimitStorm'] as const

/** An alert that took longer does not tell within the runbook's five minutes. */
export const RECEIPT_LIMIT_MS = 5 * 60_000
/** Rules are evaluated every minute or so; one that was not for so long is not at work. */
const UNEVALUATED_MS = 10 * 60_000
/** What a test proved is taken for so long. */
const TEST_LASTS_MS = 30 * 24 * 3_600_000

/**
 * The runbook's own ratios divide each series by itself, or match no labels at all: without an aggregation on both sides they
 * fire for every single error, or never.
 */
export const misfires = ({ name, query }: Pick<RuleFacts, 'name' | 'query'>): boolean =>
  name !== 'StoaGatewayDown' &&
  query.includes('/') &&
  (query.match(/\bsum(?:\s|\()/g) ?? []).length < 2

/** A gateway that vanished from the targets has no `up` at all: only `absent` notices. */
const missesAbsence = ({ name, query }: RuleFacts) =>
  name === 'StoaGatewayDown' && !/\babsent(?:_over_time)?\s*\(/.test(query)

function faultOf(rule: RuleFacts, now: number): string | undefined {
  const evaluated = Date.parse(rule.lastEvaluation)
  if (rule.health === 'err') return 'rules_failing'
  if (Number.isNaN(evaluated) || evaluated <= 0) return 'rules_never_evaluated'
  if (rule.health !== 'ok') return 'rules_never_evaluated'
  if (now - evaluated > UNEVALUATED_MS) return 'rules_stale'
  if (misfires(rule)) return 'rules_misfire'
  return missesAbsence(rule) ? 'rules_no_absent' : undefined
}

export function rulesAreAtWork(probes: Probes): StepResult {
  return answered(probes, probes.rules, ({ request, at, value }) => {
    const seen = (excerpt: string) => ({ request, at, status: 200, excerpt })
    const missing = runbookRules.filter((name) => !value.some((rule) => rule.name === name))
    if (missing.length > 0)
      return judged(
        'fail',
        'rules_missing',
        seen(`loaded: ${value.map(({ name }) => name).join(', ') || 'none'}`),
        { names: missing.join(', ') },
      )
    const wanted = value.filter(({ name }) => runbookRules.some((known) => known === name))
    for (const rule of wanted) {
      const fault = faultOf(rule, probes.now)
      if (fault !== undefined)
        return judged(
          'fail',
          fault,
          seen(
            `${rule.name}: ${rule.health} ${rule.lastError} evaluated ${rule.lastEvaluation}; ${rule.query}`,
          ),
          { name: rule.name },
        )
    }
    const excerpt = wanted.map((rule) => `${rule.name} evaluated ${rule.lastEvaluation}`).join('; ')
    return judged('pass', 'rules_at_work', seen(excerpt), { count: wanted.length })
  })
}

/** What the Control Plane measured, in its own words. */
export function serverCheck(probes: Probes, id: string): StepResult {
  return answered(probes, probes.checks, ({ request, at, value }) => {
    const found: ServerCheck | undefined = value.find((check) => check.id === id)
    if (!found) return without('unknown', 'check_none', at, { id })
    const seen = {
      request: `${request} ${id}`,
      at: Date.parse(found.checkedAt),
      status: 200,
      excerpt: found.evidence,
    }
    const state = found.state === 'pass' && found.evidence.trim() === '' ? 'unknown' : found.state
    const { evidence, code, facts } = found
    const said = code === undefined ? {} : { ...facts, said: code }
    return judged(state, `check_${state}`, seen, { ...said, evidence })
  })
}

/** Received is what the receiver itself reported, and it counts for a month. */
export function alertArrived(probes: Probes): StepResult {
  const { kept, now } = probes
  const { alert } = kept
  if (!alert) {
    const server = serverCheck(probes, 'alert_tested')
    return server.state === 'pass' ? server : without('waiting', 'alert_none', now)
  }
  const { value, by } = alert
  const seen = {
    request: `StoaTestAlert ${value.id}`,
    at: Date.parse(value.receivedAt ?? value.sentAt),
    excerpt:
      value.receivedAt === null
        ? `sent ${value.sentAt}, not received`
        : `sent ${value.sentAt}, received ${value.receivedAt} (${value.latencyMs ?? '?'} ms)`,
    by,
  }
  const seconds = value.latencyMs === null ? 0 : Math.round(value.latencyMs / 100) / 10
  if (value.receivedAt === null)
    return now - Date.parse(value.sentAt) > RECEIPT_LIMIT_MS
      ? judged('fail', 'alert_lost', seen)
      : judged('waiting', 'alert_under_way', seen)
  if (value.latencyMs === null || value.latencyMs > RECEIPT_LIMIT_MS)
    return judged('fail', 'alert_late', seen, { seconds })
  if (now - Date.parse(value.receivedAt) > TEST_LASTS_MS)
    return judged('unknown', 'alert_old', seen, { seconds })
  return judged('pass', 'alert_received', seen, { seconds })
}
