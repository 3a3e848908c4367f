/** Prometheus' alerting rules with their alerts. Read as answer.ts reads the rest. */

import type { AlertingRule } from '~/domain/alert-rule'

import {
  dataOf,
  type Fields,
  labels,
  list,
  object,
  optionalText,
  readAlertList,
  text,
} from './answer'

/** Alerting rules of all groups, in the order of the server. */
export const readAlertingRules = (answer: unknown): readonly AlertingRule[] =>
  alertingRules(answer, ruleOf)

/** @param read one rule, whose place in the answer is told for a fault in it */
export function alertingRules<Rule>(
  answer: unknown,
  read: (fields: Fields, at: string) => Rule,
): Rule[] {
  const groups = list(dataOf(answer).data['groups'], 'data.groups')
  return groups.flatMap((one, place) => {
    const at = `data.groups[${place}]`
    return list(object(one, at)['rules'], `${at}.rules`).flatMap((rule, index) => {
      const where = `${at}.rules[${index}]`
      const fields = object(rule, where)
      return fields['type'] === 'alerting' ? [read(fields, where)] : []
    })
  })
}

const STATES = ['firing', 'pending', 'inactive'] as const

function ruleOf(fields: Fields, at: string): AlertingRule {
  const evaluated = optionalText(fields['lastEvaluation'], `${at}.lastEvaluation`)
  return {
    name: text(fields['name'], `${at}.name`),
    query: text(fields['query'], `${at}.query`),
    // Prometheus 3 says "unknown" before the first evaluation.
    state: STATES.find((state) => state === fields['state']) ?? 'unknown',
    forSeconds: typeof fields['duration'] === 'number' ? fields['duration'] : 0,
    labels: labels(fields['labels'] ?? {}, `${at}.labels`),
    health: optionalText(fields['health'], `${at}.health`) ?? 'unknown',
    lastError: optionalText(fields['lastError'], `${at}.lastError`) ?? '',
    // The zero time of Go stands for never.
    lastEvaluation: evaluated === undefined || Date.parse(evaluated) <= 0 ? undefined : evaluated,
    alerts: readAlertList(fields['alerts'] ?? [], `${at}.alerts`),
  }
}
