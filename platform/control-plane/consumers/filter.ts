/** Which consumers a list, an export or a matrix is about. */
import { sql } from 'kysely'

import type { QueryOf } from '../core/calls.ts'
import type { Database } from '../core/database/connect.ts'
import { containing, startingWith } from '../core/listing.ts'
import { KEY_MARK, PREFIX_LENGTH } from '../subscriptions/keys.ts'

export type ConsumerFilter = Pick<QueryOf<'listConsumers'>, 'search' | 'email' | 'status'>

/** The tenant's consumers that a filter wants, without order. */
export function filteredConsumers(db: Database, tenant: string, filter: ConsumerFilter) {
  let filtered = db
    .selectFrom('consumers')
    .where('tenant_id', '=', tenant)
    .where('deleted_at', 'is', null)
  if (filter.status !== undefined) filtered = filtered.where('status', '=', filter.status)
  if (filter.email !== undefined)
    filtered = filtered.where(sql<boolean>`lower(email) = ${filter.email.toLowerCase()}`)
  if (filter.search !== undefined) filtered = filtered.where(foundBy(tenant, filter.search))
  return filtered
}

/**
 * Part of a text of the consumer; a text that begins like a key is also looked up by the key's first characters. Two lists put
 * together and not one condition with "or", so that each is found by its own index; as an array, so
 * that the few found are put in order, and not the whole table walked in its order until they turn up.
 */
function foundBy(tenant: string, search: string) {
  const part = containing(search)
  if (!search.startsWith(KEY_MARK) || search === KEY_MARK)
    return sql<boolean>`search_text like ${part}`
  const prefix = startingWith(search.slice(0, PREFIX_LENGTH))
  return sql<boolean>`id = any(array(
    select c.id from consumers c where c.tenant_id = ${tenant} and c.search_text like ${part}
    union all
    select consumer_id from subscriptions
    where tenant_id = ${tenant} and (api_key_prefix like ${prefix} or old_key_prefix like ${prefix})
  ))`
}
