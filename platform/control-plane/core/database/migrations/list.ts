/** Every migration in order. A module that needs tables adds a file here and its row types to ../schema.ts. */
import type { Migration } from 'kysely/migration'

import * as core from './0001-core.ts'
import * as operations from './0002-operations.ts'
import * as subscriptionNames from './0003-subscription-names.ts'
import * as endedSessions from './0004-ended-sessions.ts'
import * as backendSearch from './0005-backend-search.ts'
import * as consumerHistory from './0006-consumer-history.ts'
import * as consumerPages from './0006-consumer-pages.ts'
import * as developerPortal from './0011-developer-portal.ts'
import * as consumerOrders from './0012-consumer-orders.ts'
import * as subscriptionCounts from './0013-subscription-counts.ts'

export const MIGRATIONS: Record<string, Migration> = {
  '0001-core': core,
  '0002-operations': operations,
  '0003-subscription-names': subscriptionNames,
  '0004-ended-sessions': endedSessions,
  '0005-backend-search': backendSearch,
  '0006-consumer-history': consumerHistory,
  '0006-consumer-pages': consumerPages,
  '0011-developer-portal': developerPortal,
  '0012-consumer-orders': consumerOrders,
  '0013-subscription-counts': subscriptionCounts,
}
