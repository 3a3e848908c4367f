/** A burst's form as the URL has it; the key never is. */

import { oneOf, type SearchOf, text, whole } from '~/app/params'
import { BROWSER_CONNECTIONS, MOST_CALLS } from '~/domain/burst'
import { type BurstForm, burstMethods } from '~/domain/burst-form'

export const burstSearch = {
  api: text(''),
  policy: text(''),
  method: oneOf(burstMethods, 'GET'),
  path: text('/health'),
  calls: whole(15),
  /** Calls a second; empty for as fast as the answers come. */
  pace: text(''),
  at_once: whole(1),
}

export type BurstSearch = SearchOf<typeof burstSearch>

/** What the form is opened on. */
export function formOf(search: BurstSearch, keySource: BurstForm['keySource']): BurstForm {
  const pace = Number(search.pace)
  return {
    method: search.method,
    path: search.path,
    calls: Math.min(search.calls, MOST_CALLS),
    perSecond: search.pace !== '' && pace > 0 && pace <= 1000 ? pace : null,
    concurrency: Math.min(search.at_once, BROWSER_CONNECTIONS),
    keySource,
    apiKey: '',
  }
}

/** What of the form belongs into the URL. */
export const searchOf = (form: BurstForm): Partial<BurstSearch> => ({
  // Offered from the list only.
  method: form.method as BurstSearch['method'],
  path: form.path,
  ...(form.calls !== null && Number.isInteger(form.calls) && { calls: form.calls }),
  pace: form.perSecond === null || Number.isNaN(form.perSecond) ? '' : String(form.perSecond),
  ...(form.concurrency !== null &&
    Number.isInteger(form.concurrency) && { at_once: form.concurrency }),
})
