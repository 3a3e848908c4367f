/** Why the next call would be refused, in words, by what the Control Plane knows. */

import type { Obstacle } from '~/domain/lookup'
import { m } from '~/i18n/gen/messages'

export const obstacleWords: Record<Obstacle, () => string> = {
  key_revoked: m.desk_ob_key_revoked,
  key_over: m.desk_ob_key_over,
  consumer_gone: m.desk_ob_consumer_gone,
  consumer_suspended: m.desk_ob_consumer_suspended,
  consumer_blocked: m.desk_ob_consumer_blocked,
  subscription_pending: m.desk_ob_subscription_pending,
  subscription_suspended: m.desk_ob_subscription_suspended,
  subscription_revoked: m.desk_ob_subscription_revoked,
  subscription_expired: m.desk_ob_subscription_expired,
  subscription_rejected: m.desk_ob_subscription_rejected,
  api_not_served: m.desk_ob_api_not_served,
}
