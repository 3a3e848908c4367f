/** Brings what the gateway counted into the database: when a subscription was last used, and what of its quotas. */
import { sql } from 'kysely'

import type { Database } from '../core/database/connect.ts'
import type { GatewayClient, SubscriptionUsage } from './gateway-client.ts'

export interface UsagePull {
  start(): void
  stop(): Promise<void>
  /** One pull, now. @throws GatewayFailure, or as the database does */
  pull(): Promise<void>
  /** When the gateway's counts were last read to the end; null when never. */
  pulledAt(): Date | null
}

const EVERY_MS = 5_000
const BATCH = 500
/** As the gateway's own limit of an answer: a full page has a successor. */
const FULL_PAGE = 10_000
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

export function usagePull(db: Database, gateway: GatewayClient, everyMs = EVERY_MS): UsagePull {
  let after = 0
  let pulledAt: Date | null = null
  let timer: NodeJS.Timeout | null = null
  let running: Promise<void> = Promise.resolve()

  const pull = async () => {
    for (;;) {
      const page = await gateway.usage(after)
      for (let start = 0; start < page.items.length; start += BATCH)
        await store(db, page.items.slice(start, start + BATCH))
      after = page.seq
      if (page.items.length < FULL_PAGE) break
    }
    pulledAt = new Date()
  }
  const schedule = () => {
    timer = setTimeout(() => {
      // The publisher says that the gateway is gone; the counts stay there until it is back.
      running = pull()
        .catch(() => undefined)
        .finally(() => {
          if (timer) schedule()
        })
    }, everyMs)
    timer.unref()
  }
  return {
    start: schedule,
    async stop() {
      if (timer) clearTimeout(timer)
      timer = null
      await running
    },
    pull,
    pulledAt: () => pulledAt,
  }
}

/** Usage of subscriptions that this database does not have (another database's gateway) is left out by the join. */
async function store(db: Database, items: readonly SubscriptionUsage[]): Promise<void> {
  const known = items.filter((item) => UUID.test(item.subscription_id))
  if (known.length === 0) return
  const rows = sql.join(
    known.map(
      (item) =>
        sql`(${item.subscription_id}::uuid, ${item.key_prefix}::text, ${item.last_used_at}::timestamptz,
          ${item.day}::text, ${item.day_count}::bigint, ${item.month}::text, ${item.month_count}::bigint)`,
    ),
  )
  const used = sql`(values ${rows}) as used (subscription_id, key_prefix, last_used_at, day, day_count, month, month_count)`
  await sql`insert into key_usage (subscription_id, key_prefix, day, day_count, month, month_count)
    select used.subscription_id, used.key_prefix, used.day, used.day_count, used.month, used.month_count
    from ${used} join subscriptions on subscriptions.id = used.subscription_id
    on conflict (subscription_id, key_prefix) do update set
      day = excluded.day, day_count = excluded.day_count, month = excluded.month, month_count = excluded.month_count`.execute(
    db,
  )
  // A first use is seen with the first count: where there was a use before this was kept, it stays unknown.
  await sql`update subscriptions set last_used_at = newest.at,
      first_used_at = coalesce(first_used_at, case when subscriptions.last_used_at is null then newest.at end)
    from (select used.subscription_id, max(used.last_used_at) as at from ${used} group by 1) as newest
    where subscriptions.id = newest.subscription_id
      and (subscriptions.last_used_at is null or subscriptions.last_used_at < newest.at)`.execute(
    db,
  )
}
