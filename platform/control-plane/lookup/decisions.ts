/** Who did last what decides about access, as the audit trail has it. */
import type { LookupDecision } from '../../../contract/contract.gen.ts'
import type { Database } from '../core/database/connect.ts'
import { textOf } from '../core/instants.ts'

/** What changes whether a call is let in; a changed name is not asked about here. */
const DECIDING = [
  'suspend',
  'activate',
  'block',
  'approve',
  'reject',
  'reactivate',
  'revoke',
  'rotate-key',
]

/** The last deciding change of each of these, newest first. @param ids of consumers and subscriptions */
export async function decisionsOn(
  db: Database,
  tenant: string,
  ids: string[],
): Promise<LookupDecision[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('audit_log')
    .distinctOn(['resource_type', 'resource_id'])
    .select(['resource_type', 'resource_id', 'action', 'actor_name', 'at', 'after'])
    .where('tenant_id', '=', tenant)
    .where('resource_type', 'in', ['consumer', 'subscription'])
    .where('resource_id', 'in', ids)
    .where('action', 'in', DECIDING)
    .orderBy('resource_type')
    .orderBy('resource_id')
    .orderBy('seq', 'desc')
    .execute()
  return rows
    .toSorted((a, b) => b.at.getTime() - a.at.getTime())
    .map(({ resource_type, resource_id, action, actor_name, at, after }) => ({
      resource_type: resource_type === 'consumer' ? 'consumer' : 'subscription',
      resource_id,
      action,
      actor_name,
      at: textOf(at),
      reason: reasonIn(after),
    }))
}

function reasonIn(after: unknown): string | null {
  if (typeof after !== 'object' || after === null || !('status_reason' in after)) return null
  return typeof after.status_reason === 'string' ? after.status_reason : null
}
