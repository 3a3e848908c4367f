import type { Kysely } from 'kysely'
import { sql } from 'kysely'

/** What the operations modules keep: the gateway's place in the outbox, usage of keys, test alerts, onboarding. */
const STATEMENTS = [
  // One row. Versions that the gateway sees are base + seq; base differs from database to database (publish/published-source.ts).
  `create table gateway_publication (
    id integer primary key check (id = 1),
    base bigint not null,
    pruned_through bigint not null
  )`,
  `insert into gateway_publication values (1, (extract(epoch from clock_timestamp()) * 1000)::bigint, 0)`,
  `create table key_usage (
    subscription_id uuid not null references subscriptions (id),
    key_prefix text not null,
    day text not null,
    day_count bigint not null,
    month text not null,
    month_count bigint not null,
    primary key (subscription_id, key_prefix)
  )`,
  `create table test_alerts (
    id uuid primary key,
    tenant_id text not null references tenants (id),
    sent_at timestamptz not null,
    received_at timestamptz
  )`,
  `create index test_alerts_of_tenant on test_alerts (tenant_id, sent_at)`,
  `create table onboarding (
    tenant_id text primary key references tenants (id),
    steps jsonb not null,
    version integer not null
  )`,
]

/** Applies the tables of the operations modules. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}
