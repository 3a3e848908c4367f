/** The limits of a plan as a sentence. */

import type { Subscription } from '~/domain/subscription'
import { formatList, formatNumber } from '~/i18n/format'
import { m } from '~/i18n/gen/messages'

type Limits = NonNullable<Subscription['plan_limits']>

/** `60 a minute, burst of 10 and 1,000 a day`; without any, that there is none. */
export function limitWords(limits: Limits): string {
  const words = [
    limits.rate_limit_per_minute &&
      m.subscriptions_limit_minute({ count: formatNumber(limits.rate_limit_per_minute) }),
    limits.burst_limit && m.subscriptions_limit_burst({ count: formatNumber(limits.burst_limit) }),
    limits.daily_request_limit &&
      m.subscriptions_limit_day({ count: formatNumber(limits.daily_request_limit) }),
    limits.monthly_request_limit &&
      m.subscriptions_limit_month({ count: formatNumber(limits.monthly_request_limit) }),
  ].filter((word) => typeof word === 'string')
  return words.length === 0 ? m.subscriptions_limit_none() : formatList(words)
}
