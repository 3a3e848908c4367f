/** The PromQL expression about when APIs were called last; from the same templates and through the same escaper as promql.ts. */

import { RUNBOOK } from './metric-families'
import type { Scope } from './promql'
import { duration, newestSample, quote, quoteMeta, selector, tagged } from './promql'

const HOUR_S = 3600
/** How far back a last call is looked for. */
export const LOOKBACK_S = 86_400
/** How exactly it is found. */
export const STEP_S = 60
/** Finer than this nothing would be gained, whatever the interval of the scrapes. */
const FINEST_S = 15

/**
 * When the given APIs were called last, in one instant question: by API, the end of the last minute of the last 24 hours in which
 * its calls grew (seconds since 1970), or 0 where it was watched and they never did; and (`figure="sampled_at"`) when the newest
 * sample of the tenant was taken.
 * @throws RangeError when the family does not tell APIs apart
 */
export function lastCallsOf(scope: Scope, apis: readonly string[], scrape: number): string {
  const { labels, limited, requests } = scope.family ?? RUNBOOK
  const { api, tenant } = labels
  if (api === undefined || tenant === undefined)
    throw new RangeError(`${requests} does not tell APIs apart`)
  const own = { [tenant]: scope.tenant }
  const names = `${api}=~${quote(apis.map(quoteMeta).join('|'))}`
  const sum = (metric: string) =>
    `sum by (job, instance, ${api}) (${selector(metric, own).slice(0, -1)},${names}})`
  // A counter is born by its first call: the other one's 0 stands for it before, so that this call is growth as well.
  const counted = limited ? `(${sum(requests)} or ${sum(limited)} * 0)` : `(${sum(requests)})`
  const inner = Math.ceil(Math.max(scrape, FINEST_S))
  const grew = `increase(${counted}[${duration(STEP_S + inner)}:${duration(inner)}]) > bool 0`
  const last = `max_over_time(((${grew}) * time())[${duration(LOOKBACK_S)}:${duration(STEP_S)}])`
  const sampled = newestSample(selector(limited ?? requests, own), HOUR_S, scrape)
  return [`max by (${api}) (${last})`, tagged(sampled, 'figure', 'sampled_at')].join('\nor ')
}
