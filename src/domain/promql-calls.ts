/** The PromQL of the calls of some APIs; from the same templates and through the same escaper as promql.ts. */

import { RUNBOOK } from './metric-families'
import type { Scope } from './promql'
import { growth, newestSample, quote, quoteMeta, requestsOf, selector, tagged } from './promql'

/**
 * The calls of the given APIs over a range, in one instant question: requests that failed (`figure="errors"`, 5xx) and the others
 * by API; which of them the gateway knows (`figure="known"`), since one that it counts and that was not called has no requests; and
 * (`figure="sampled_at"`) when the newest sample of the tenant was taken.
 * @throws RangeError when the family does not tell APIs apart
 */
export function callsOf(
  scope: Scope,
  apis: readonly string[],
  { seconds, scrape }: { seconds: number; scrape: number },
): string {
  const { labels, limited, requests } = scope.family ?? RUNBOOK
  const { api, tenant, status } = labels
  if (api === undefined || tenant === undefined)
    throw new RangeError(`${requests} does not tell APIs apart`)
  const { series, watched } = requestsOf(scope)
  const failed = `label_replace(${growth({ series, watched }, seconds)}, "figure", "errors", ${quote(status)}, "5..")`
  const known = `count by (${api}) (${selector(limited ?? requests, { [tenant]: scope.tenant })})`
  // Named once: in every selector, fifty long names would not fit into a question.
  const names = quote(apis.map(quoteMeta).join('|'))
  const wanted = `count by (${api}) (${watched.slice(0, -1)},${api}=~${names}})`
  const calls = `sum by (${api}, figure) (${failed})`
  return [
    `((${calls} or ${tagged(known, 'figure', 'known')}) and on (${api}) ${wanted})`,
    tagged(newestSample(watched, seconds, scrape), 'figure', 'sampled_at'),
  ].join('\nor ')
}
