/** The rows that the benchmark measures against: one tenant of the largest size that a budget names, written by SQL alone. */
import { createHash } from 'node:crypto'

import { sql } from 'kysely'

import type { Database } from './core/database/connect.ts'

export interface Sizes {
  consumers: number
  contracts: number
  /** Each with one key. At most `consumers` x `contracts`. */
  subscriptions: number
}

/** One row of its own, so that a search for it finds exactly one. */
export const RARE_NAME = 'Zyxwora Quillfeather'

/** So many consumers share a company. */
const COMPANY_SIZE = 100

/** UUIDs that grow with the row, as the v7 ones of the control plane do: inserts and indexes behave alike. */
const id = (kind: string, n: string) =>
  `('${kind}-7000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`
const CONSUMER = '01900000-0000'
const CONTRACT = '01910000-0000'
const SUBSCRIPTION = '01920000-0000'

/** The e-mail address of a consumer. @param n from 1 to the number of consumers */
export const emailOf = (n: number): string => `dev-${n}@company-${companyOf(n)}.example.com`

/** The company of a consumer. @param n from 1 to the number of consumers */
export const companyNameOf = (n: number): string => `Company ${companyOf(n)} Ltd`

/** The id of an API. @param n from 1 to the number of contracts */
export const contractIdOf = (n: number): string =>
  `${CONTRACT}-7000-8000-${n.toString(16).padStart(12, '0')}`

/** The first characters of a key. @param n from 1 to the number of subscriptions */
export const prefixOf = (n: number): string =>
  `stoa_sk_${createHash('md5').update(`key${n}`).digest('hex').slice(0, 4)}`

const companyOf = (n: number) => Math.floor(n / COMPANY_SIZE)

/** One second apart, the newest last. */
const at = (n: string) => `timestamptz '2026-01-01T00:00:00Z' + ${n} * interval '1 second'`

/**
 * Fills the tenant `default`.
 * @throws when it already holds such rows
 */
export async function seed(db: Database, sizes: Sizes): Promise<void> {
  const kinds: [rowsOf: RowsOf, count: number][] = [
    [contracts, sizes.contracts],
    [consumers, sizes.consumers],
    [subscriptions, sizes.subscriptions],
    [keys, sizes.subscriptions],
  ]
  for (const [rowsOf, count] of kinds)
    for (let first = 1; first <= count; first += AT_ONCE)
      await sql
        .raw(rowsOf(`generate_series(${first}, ${Math.min(first + AT_ONCE - 1, count)})`, sizes))
        .execute(db)
}

/** A statement that writes a row for each number of a series. */
type RowsOf = (series: string, sizes: Sizes) => string

/** A statement stays far below the control plane's limit of 15 seconds. */
const AT_ONCE = 10_000

function contracts(series: string): string {
  return `insert into contracts (id, tenant_id, api_name, api_version, display_name, description, endpoint_url,
      endpoint_method, endpoint_timeout, auth_type, portal_visible, categories, metadata, status, search_text,
      created_at, created_by, updated_at)
    select ${id(CONTRACT, 'n')}, 'default', 'api-' || n, case when n % 8 = 0 then '2.0.0' else '1.0.0' end, 'Service ' || n, 'Serves orders of the kind ' || n,
      'http://backend-' || n || '.example.com/api', 'REST', '15s',
      case when n % 12 = 0 then 'none' else 'api_key' end, true,
      jsonb_build_array('production', 'team-' || n % 20), '{}',
      case when n % 10 = 0 then 'draft' else 'published' end,
      lower(concat_ws(e'\\n', 'api-' || n, 'Service ' || n, 'Serves orders of the kind ' || n)),
      ${at('n')}, 'bench', ${at('n')}
    from ${series} n`
}

function consumers(series: string, { consumers }: Sizes): string {
  return `insert into consumers (id, tenant_id, external_id, name, email, company, description, consumer_metadata, status,
      search_text, created_at, updated_at)
    select ${id(CONSUMER, 'n')}, 'default', external_id, name, email, company, 'Calls from a shop', '{"plan": "starter"}',
      case when n % 50 = 0 then 'blocked' when n % 15 = 0 then 'suspended' else 'active' end,
      lower(concat_ws(e'\\n', name, email, external_id, company)), ${at('n')}, ${at('n')}
    from (
      select n, 'client-' || n as external_id,
        case when n = ${consumers} / 2 then '${RARE_NAME}' else 'Integration ' || substr(md5(n::text), 1, 8) end as name,
        'dev-' || n || '@company-' || n / ${COMPANY_SIZE} || '.example.com' as email,
        'Company ' || n / ${COMPANY_SIZE} || ' Ltd' as company
      from ${series} n
    ) each_one`
}

/** The k-th subscription of a consumer is to an API that its others are not to. */
function subscriptions(series: string, { consumers, contracts }: Sizes): string {
  return `insert into subscriptions (id, tenant_id, consumer_id, contract_id, status, api_key_prefix, created_at,
      created_by, updated_at)
    select ${id(SUBSCRIPTION, 'n')}, 'default', ${id(CONSUMER, `1 + n % ${consumers}`)},
      ${id(CONTRACT, `1 + (n % ${consumers} + n / ${consumers}) % ${contracts}`)},
      case when n % 20 = 0 then 'pending' else 'active' end, ${prefix}, ${at('n')}, 'bench', ${at('n')}
    from ${series} n`
}

const prefix = `'stoa_sk_' || substr(md5('key' || n), 1, 4)`

function keys(series: string): string {
  return `insert into keys (hash, tenant_id, subscription_id, prefix, revoked, created_at)
    select encode(sha256(('key' || n)::bytea), 'hex'), 'default', ${id(SUBSCRIPTION, 'n')}, ${prefix}, false, ${at('n')}
    from ${series} n`
}
