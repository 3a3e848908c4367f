import type { Kysely } from 'kysely'
import { sql } from 'kysely'

/**
 * The names that lists of subscriptions are sorted by, kept beside each subscription: sorting 200,000 of them by a name that has to be
 * looked up first took most of a second. The database keeps them true itself, whoever writes.
 */
const STATEMENTS = [
  `alter table subscriptions add column consumer_order text not null default ''`,
  `alter table subscriptions add column api_order text not null default ''`,
  `update subscriptions s set
    consumer_order = (select lower(c.name) from consumers c where c.id = s.consumer_id),
    api_order = (select c.api_name from contracts c where c.id = s.contract_id)`,
  `create function subscription_names() returns trigger language plpgsql as $$ begin
    select lower(name) into new.consumer_order from consumers where id = new.consumer_id;
    select api_name into new.api_order from contracts where id = new.contract_id;
    return new;
  end $$`,
  `create trigger subscription_names before insert on subscriptions
    for each row execute function subscription_names()`,
  `create function consumer_renamed() returns trigger language plpgsql as $$ begin
    update subscriptions set consumer_order = lower(new.name) where consumer_id = new.id;
    return new;
  end $$`,
  `create trigger consumer_renamed after update of name on consumers
    for each row when (old.name is distinct from new.name) execute function consumer_renamed()`,
  `create function contract_renamed() returns trigger language plpgsql as $$ begin
    update subscriptions set api_order = new.api_name where contract_id = new.id;
    return new;
  end $$`,
  `create trigger contract_renamed after update of api_name on contracts
    for each row when (old.api_name is distinct from new.api_name) execute function contract_renamed()`,
  `create index subscriptions_consumer_order on subscriptions (tenant_id, consumer_order, id)`,
  `create index subscriptions_api_order on subscriptions (tenant_id, api_order, id)`,
  // The desk for who is locked out is asked by the first characters of keys that have been replaced, too.
  `create index keys_prefix on keys (tenant_id, prefix text_pattern_ops)`,
]

/** Applies the columns, their upkeep and their indexes. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}
