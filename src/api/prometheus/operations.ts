/** What Prometheus says of its own work: rules and scrape targets with their evidence. Read as answer.ts reads the rest. */

import type { RuleFacts, TargetFacts } from '~/domain/runbook/probes'

import { alertingRules } from './alerting'
import { dataOf, labels, list, object, optionalText, text } from './answer'

/** Alerting rules of all groups, with when each was last evaluated. */
export const readRules = (answer: unknown): readonly RuleFacts[] =>
  alertingRules(answer, (fields, at) => ({
    name: text(fields['name'], `${at}.name`),
    query: text(fields['query'], `${at}.query`),
    health: optionalText(fields['health'], `${at}.health`) ?? 'unknown',
    lastError: optionalText(fields['lastError'], `${at}.lastError`) ?? '',
    lastEvaluation: optionalText(fields['lastEvaluation'], `${at}.lastEvaluation`) ?? '',
  }))

/** Active targets, each with its last scrape; addresses are empty where the caller may not see them. */
export function readScrapes(answer: unknown): readonly TargetFacts[] {
  return list(dataOf(answer).data['activeTargets'], 'data.activeTargets').map((one, index) => {
    const at = `data.activeTargets[${index}]`
    const fields = object(one, at)
    return {
      job: labels(fields['labels'], `${at}.labels`).get('job') ?? '',
      health: text(fields['health'], `${at}.health`),
      lastScrape: optionalText(fields['lastScrape'], `${at}.lastScrape`) ?? '',
      lastError: optionalText(fields['lastError'], `${at}.lastError`) ?? '',
      address: optionalText(fields['scrapeUrl'], `${at}.scrapeUrl`) ?? '',
    }
  })
}
