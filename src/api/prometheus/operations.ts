/** What Prometheus says of its own work: rules and scrape targets with their evidence. Read as answer.ts reads the rest. */

import type { RuleFacts, TargetFacts } from '~/domain/runbook/probes'

import { dataOf, labels, list, object, optionalText, text } from './answer'

/** Alerting rules of all groups, with when each was last evaluated. */
export function readRules(answer: unknown): readonly RuleFacts[] {
  const groups = list(dataOf(answer).data['groups'], 'data.groups')
  return groups.flatMap((one, place) => {
    const at = `data.groups[${place}]`
    return list(object(one, at)['rules'], `${at}.rules`).flatMap((rule, index) => {
      const where = `${at}.rules[${index}]`
      const fields = object(rule, where)
      if (fields['type'] !== 'alerting') return []
      return {
        name: text(fields['name'], `${where}.name`),
        query: text(fields['query'], `${where}.query`),
        health: optionalText(fields['health'], `${where}.health`) ?? 'unknown',
        lastError: optionalText(fields['lastError'], `${where}.lastError`) ?? '',
        lastEvaluation: optionalText(fields['lastEvaluation'], `${where}.lastEvaluation`) ?? '',
      }
    })
  })
}

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
