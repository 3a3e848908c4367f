/**
 * The rows of the database as the entities that the gateway holds. Drafts and retired contracts, and what is deleted, are not among
 * them; a revoked key is, so that the gateway can say "revoked".
 */
import type { Expression, Kysely } from 'kysely'

import { sql } from 'kysely'

import type { Tables } from '../core/database/schema.ts'
import type { GatewayKind } from '../core/publisher.ts'

export interface Entity {
  id: string
  value: Record<string, unknown>
}

/** Which rows: those of a delta, or the next page of a snapshot, in the order of their ids. */
export type Selection = { ids: readonly string[] } | { after: string | null; limit: number }

type Load = (db: Kysely<Tables>, selection: Selection) => Promise<Entity[]>

/** In the order in which a snapshot carries them. */
export const LOADERS: Record<GatewayKind, Load> = {
  route: loadRoutes,
  plan: loadPlans,
  policy: loadPolicies,
  consumer: loadConsumers,
  subscription: loadSubscriptions,
  key: loadKeys,
}

async function loadRoutes(db: Kysely<Tables>, selection: Selection): Promise<Entity[]> {
  const rows = await db
    .selectFrom('contracts')
    .selectAll()
    .where('deleted_at', 'is', null)
    .where('status', 'in', ['published', 'deprecated'])
    .where(selected('id', selection))
    .orderBy('id')
    .limit(limitOf(selection))
    .execute()
  return rows.map((row) => ({
    id: row.id,
    value: {
      id: row.id,
      tenant: row.tenant_id,
      api: row.api_name,
      version: row.api_version,
      url: row.endpoint_url,
      timeout_ms: millisecondsOf(row.endpoint_timeout),
      auth: row.auth_type,
      status: row.status,
      deprecated:
        row.status === 'deprecated'
          ? {
              reason: row.deprecation_reason,
              sunset_at: text(row.sunset_at),
              deprecated_at: text(row.deprecated_at),
            }
          : null,
      created_at: text(row.created_at),
    },
  }))
}

async function loadPlans(db: Kysely<Tables>, selection: Selection): Promise<Entity[]> {
  const rows = await db
    .selectFrom('plans')
    .select(['id', 'tenant_id as tenant', 'name', 'rate_limit_per_minute', 'burst_limit'])
    .select(['daily_request_limit', 'monthly_request_limit'])
    .where('deleted_at', 'is', null)
    .where(selected('id', selection))
    .orderBy('id')
    .limit(limitOf(selection))
    .execute()
  return rows.map((row) => ({ id: row.id, value: row }))
}

async function loadPolicies(db: Kysely<Tables>, selection: Selection): Promise<Entity[]> {
  const rows = await db
    .selectFrom('policies')
    .select(['id', 'tenant_id as tenant', 'name', 'policy_type', 'scope', 'config', 'priority'])
    .select(['enabled', 'created_at'])
    .where(selected('id', selection))
    .orderBy('id')
    .limit(limitOf(selection))
    .execute()
  const bindings = await bindingsOf(
    db,
    rows.map((row) => row.id),
  )
  return rows.map((row) => ({
    id: row.id,
    value: { ...row, created_at: text(row.created_at), bindings: bindings.get(row.id) ?? [] },
  }))
}

async function bindingsOf(db: Kysely<Tables>, policyIds: string[]): Promise<Map<string, object[]>> {
  if (policyIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('policy_bindings')
    .select(['policy_id', 'contract_id', 'consumer_id'])
    .where('policy_id', 'in', policyIds)
    .orderBy('id')
    .execute()
  const grouped = Map.groupBy(rows, (row) => row.policy_id)
  return new Map(
    [...grouped].map(([id, list]) => [
      id,
      list.map(({ contract_id, consumer_id }) => ({ contract_id, consumer_id })),
    ]),
  )
}

async function loadConsumers(db: Kysely<Tables>, selection: Selection): Promise<Entity[]> {
  const rows = await db
    .selectFrom('consumers')
    .select(['id', 'tenant_id as tenant', 'external_id', 'name', 'status'])
    .where('deleted_at', 'is', null)
    .where(selected('id', selection))
    .orderBy('id')
    .limit(limitOf(selection))
    .execute()
  return rows.map((row) => ({ id: row.id, value: row }))
}

async function loadSubscriptions(db: Kysely<Tables>, selection: Selection): Promise<Entity[]> {
  const rows = await db
    .selectFrom('subscriptions')
    .select(['id', 'tenant_id as tenant', 'consumer_id', 'contract_id', 'status', 'plan_id'])
    .select('expires_at')
    .where(selected('id', selection))
    .orderBy('id')
    .limit(limitOf(selection))
    .execute()
  return rows.map((row) => ({ id: row.id, value: { ...row, expires_at: text(row.expires_at) } }))
}

async function loadKeys(db: Kysely<Tables>, selection: Selection): Promise<Entity[]> {
  const rows = await db
    .selectFrom('keys')
    .select(['hash as id', 'prefix', 'subscription_id', 'expires_at', 'revoked'])
    .where(selected('hash', selection))
    .orderBy('hash')
    .limit(limitOf(selection))
    .execute()
  return rows.map((row) => ({ id: row.id, value: { ...row, expires_at: text(row.expires_at) } }))
}

function selected(
  column: 'id' | 'hash',
  selection: Selection,
): Expression<boolean> & { expressionType?: boolean | undefined } {
  if ('ids' in selection)
    return selection.ids.length === 0
      ? sql<boolean>`false`
      : sql<boolean>`${sql.ref(column)} in (${sql.join(selection.ids)})`
  return selection.after === null
    ? sql<boolean>`true`
    : sql<boolean>`${sql.ref(column)} > ${selection.after}`
}

function limitOf(selection: Selection): number {
  return 'ids' in selection ? selection.ids.length : selection.limit
}

/** `15s` or `500ms`; the contract lets nothing else in. */
function millisecondsOf(timeout: string): number {
  return timeout.endsWith('ms') ? Number.parseInt(timeout, 10) : Number.parseInt(timeout, 10) * 1000
}

function text(instant: Date | null): string | null {
  return instant?.toISOString() ?? null
}
