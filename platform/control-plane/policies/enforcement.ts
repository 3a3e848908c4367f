/** Asks the gateway what it holds of a policy, and says whether that is what the database holds. Nothing is inferred. */
import { isDeepStrictEqual } from 'node:util'

import type { PolicyEnforcement } from '../../../contract/contract.gen.ts'
import { readEntity } from '../../gateway/config/read-entity.ts'
import type { Services } from '../core/services.ts'
import { gatewayClient, GatewayFailure } from '../publish/gateway-client.ts'
import { LOADERS } from '../publish/published-entities.ts'
import type { PolicyRow } from './policy-row.ts'

type Answer = Pick<PolicyEnforcement, 'state'> & Partial<PolicyEnforcement>

/** The question for one policy. The gateway is asked on its admin port, each time anew. */
export function enforcementOf({
  db,
  environment,
  stopping,
}: Services): (row: PolicyRow) => Promise<PolicyEnforcement> {
  const { gatewayAdminUrl, gatewayAdminToken } = environment
  const gateway =
    gatewayAdminUrl !== undefined && gatewayAdminToken !== undefined
      ? gatewayClient(gatewayAdminUrl, gatewayAdminToken, stopping)
      : null

  const ask = async (id: string): Promise<Answer> => {
    if (!gateway) return { state: 'off', detail: 'This Control Plane is told of no gateway.' }
    const held = await gateway.policy(id)
    const facts = {
      config_version: held.version,
      held_since: held.since,
      is_enforced_type: held.isEnforcedType,
    }
    if (!held.policy) return { state: 'absent', ...facts }
    const [wanted] = await LOADERS.policy(db, { ids: [id] })
    const isSame =
      wanted !== undefined &&
      isDeepStrictEqual(asServed(held.policy), asServed({ ...wanted.value, id }))
    return { state: isSame ? 'held' : 'differs', ...facts }
  }

  return async ({ id }) => {
    const asked_at = new Date().toISOString()
    const answer = await ask(id).catch((error: unknown): Answer => {
      if (!(error instanceof GatewayFailure)) throw error
      return { state: 'unreachable', detail: error.message }
    })
    return {
      policy_id: id,
      is_enforced_type: null,
      held_since: null,
      config_version: null,
      detail: null,
      ...answer,
      asked_at,
    }
  }
}

/** Read as the gateway reads it; the order of bindings says nothing. */
function asServed(value: Record<string, unknown>) {
  const policy = readEntity('policy', value)
  const bindings = policy.bindings.map(({ contract_id, consumer_id }) =>
    JSON.stringify([contract_id ?? null, consumer_id ?? null]),
  )
  return { ...policy, bindings: bindings.toSorted() }
}
