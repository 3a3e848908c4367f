/** How far developers come: from an account to the first call that the gateway counted. Every number is counted in the database. */
import { sql } from 'kysely'

import type { PortalFunnel } from '../../../contract/contract.gen.ts'
import type { Principal } from '../core/access.ts'
import type { Database } from '../core/database/connect.ts'

import { textOf } from '../core/instants.ts'

/**
 * Notes that an account has come: Keycloak alone knows who signed up and never came. Those who administer a tenant are no developers.
 */
export async function noteAccount(db: Database, { sub, roles }: Principal, now: Date) {
  if (roles.length > 0) return
  await db
    .insertInto('portal_accounts')
    .values({ sub, first_seen_at: now })
    .onConflict((conflict) => conflict.column('sub').doNothing())
    .execute()
}

interface Asked {
  tenant: string
  portalTenant: string
  now: Date
}

interface Counted {
  profiles: number
  subscribed: number
  with_key: number
  called: number
  median: number | null
}

/** The funnel of a tenant's own developers: consumers that came through the portal. */
export async function portalFunnel(
  db: Database,
  { tenant, portalTenant, now }: Asked,
): Promise<PortalFunnel> {
  const { rows } = await sql<Counted>`
    select count(*)::int as profiles,
      (count(*) filter (where has_subscription))::int as subscribed,
      (count(*) filter (where has_key))::int as with_key,
      (count(*) filter (where has_called))::int as called,
      (percentile_cont(0.5) within group (order by seconds))::float8 as median
    from (
      select exists (select from subscriptions s where s.consumer_id = c.id) as has_subscription,
        exists (select from keys k join subscriptions s on s.id = k.subscription_id where s.consumer_id = c.id) as has_key,
        exists (select from subscriptions s where s.consumer_id = c.id and s.last_used_at is not null) as has_called,
        extract(epoch from (select min(s.first_used_at) from subscriptions s where s.consumer_id = c.id) - c.created_at) as seconds
      from consumers c
      where c.tenant_id = ${tenant} and c.owner_sub is not null and c.deleted_at is null
    ) as developers`.execute(db)
  const [counted] = rows
  return {
    tenant,
    accounts: tenant === portalTenant ? await accountsOf(db) : null,
    profiles: counted?.profiles ?? 0,
    subscribed: counted?.subscribed ?? 0,
    with_key: counted?.with_key ?? 0,
    called: counted?.called ?? 0,
    median_seconds_to_first_call: counted?.median ?? null,
    counted_at: textOf(now),
  }
}

/** Accounts that came, and developers that made their profile before this was kept. */
async function accountsOf(db: Database): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (
      select sub from portal_accounts
      union select owner_sub from consumers where owner_sub is not null and deleted_at is null
    ) as accounts`.execute(db)
  return rows[0]?.count ?? 0
}
