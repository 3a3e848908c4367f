/** The PromQL expressions about the calls with single keys; from the same templates and through the same escaper as promql.ts. */

import { callerCounter, type Family, RUNBOOK } from './metric-families'
import {
  type Counter,
  counterOf,
  duration,
  growth,
  newestSample,
  quote,
  quoteMeta,
  speed,
  tagged,
} from './promql'

/** Whose calls with a key are meant: all keys of the consumer, unless some are named by their prefixes. */
export interface KeyMatchers {
  tenant: string
  /** External id, as the gateway counts it. */
  consumer: string
  keys?: readonly string[] | undefined
  /** In whose names is asked; the runbook's when absent. */
  family?: Family
}

/** Above its limit of series the gateway counts further consumers under this name: then the count of one of them is not whole. */
export const GATHERED = '_other'

function keyCounter({ keys, ...scope }: KeyMatchers): Counter {
  const known = counterOf(callerCounter(scope.family ?? RUNBOOK), scope)
  if (keys === undefined) return known
  const wanted = `key=~${quote(keys.map(quoteMeta).join('|'))}`
  return { ...known, series: `${known.series.slice(0, -1)},${wanted}}` }
}

/**
 * Requests that came with a consumer's keys over a range, in one instant question, by `key` and `api`: those that a limit refused
 * (`figure="limited"`), those that were refused or failed otherwise (`figure="errors"`) and the others (no `figure`). What tells
 * whether the counts can be believed comes with them: how often the gateway was scraped in the range (`watched`), when last
 * (`sampled_at`), and whether it gathers consumers that it no longer counts by name (`gathered`).
 */
export function callsByKey(
  matchers: KeyMatchers,
  { seconds, scrape }: { seconds: number; scrape: number },
): string {
  const counter = keyCounter(matchers)
  const gathered = keyCounter({ ...matchers, consumer: GATHERED, keys: undefined }).series
  const { api = 'api', status } = (matchers.family ?? RUNBOOK).labels
  const from = quote(status)
  const failed = `label_replace(${growth(counter, seconds, true)}, "figure", "errors", ${from}, "[45]..")`
  const outcome = `label_replace(${failed}, "figure", "limited", ${from}, "429")`
  const scrapes = `max(count_over_time(${counter.watched}[${duration(seconds)}]))`
  return [
    `sum by (key, ${api}, figure) (${outcome})`,
    tagged(scrapes, 'figure', 'watched'),
    tagged(newestSample(counter.watched, seconds, scrape), 'figure', 'sampled_at'),
    tagged(`count(${gathered})`, 'figure', 'gathered'),
  ].join('\nor ')
}

/** Requests per second by `key`, each point over the `window` seconds before it. */
export function keyRates(matchers: KeyMatchers, window: number): string {
  return `sum by (key) ${speed(keyCounter(matchers), window)}`
}
